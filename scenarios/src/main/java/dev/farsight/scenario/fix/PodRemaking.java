package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.result.PodOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the pods that wait, so that their controllers make new ones; bare pods are replaced.
 * Where others wait beside them that need no help, the pods are told by their labels, or by name.
 */
final class PodRemaking {

  /** Labels that controllers and EKS put on: they differ from one template to the next. */
  private static final Set<String> GENERATED =
      Set.of(
          "pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "controller-uid",
          "batch.kubernetes.io/controller-uid",
          "eks.amazonaws.com/fargate-profile",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index");

  private final Situation situation;
  private final List<PodOutcome> waiting;

  PodRemaking(Situation situation, List<PodOutcome> pods) {
    this.situation = situation;
    this.waiting = pods.stream().filter(pod -> pod.node() == null).toList();
  }

  /** Some pods: all that are Pending in a namespace, or those of labels, or of names. */
  private record Chosen(String namespace, Map<String, String> labels, List<String> names) {

    String command() {
      StringBuilder text = new StringBuilder("kubectl delete pod");
      names.forEach(name -> text.append(' ').append(name));
      text.append(" -n ").append(namespace);
      if (!labels.isEmpty()) {
        text.append(" -l ")
            .append(
                labels.entrySet().stream()
                    .map(label -> label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining(",")));
      }
      return text + (names.isEmpty() ? " --field-selector status.phase=Pending" : "");
    }

    void put(ObjectNode step) {
      ObjectNode recreate = step.putObject("recreatePods").put("namespace", namespace);
      if (!labels.isEmpty()) {
        ObjectNode matched = recreate.putObject("labels");
        labels.forEach(matched::put);
      }
      if (!names.isEmpty()) {
        names.forEach(recreate.putArray("names")::add);
      }
      recreate.put("pending", true);
    }
  }

  @Nullable Part part() {
    Set<String> namespaces = new LinkedHashSet<>();
    waiting.forEach(pod -> namespaces.add(pod.namespace()));
    if (namespaces.isEmpty()) {
      return null;
    }
    List<String> commands = new ArrayList<>();
    List<Chosen> chosen = new ArrayList<>();
    for (String namespace : namespaces) {
      List<PodOutcome> bare = new ArrayList<>(in(namespace, waiting));
      List<PodOutcome> owned = new ArrayList<>(bare);
      bare.removeIf(pod -> !Repairs.isBare(pod));
      owned.removeAll(bare);
      for (PodOutcome pod : bare) {
        commands.add(
            "kubectl get pod "
                + pod.name()
                + " -n "
                + namespace
                + " -o yaml | kubectl replace --force -f -");
        chosen.add(new Chosen(namespace, Map.of(), List.of(pod.name())));
      }
      List<PodOutcome> others = new ArrayList<>(bystanders(namespace));
      others.addAll(bare);
      for (Chosen group : groups(namespace, owned, others)) {
        commands.add(group.command());
        chosen.add(group);
      }
    }
    return new Part(
        Remedy.DELETE_PODS.id(),
        Remedy.DELETE_PODS,
        target(chosen, namespaces),
        commands,
        Part.Stage.RECREATE,
        0,
        (root, moment) -> chosen.forEach(group -> group.put(moment.step(root, 0))));
  }

  private static String target(List<Chosen> chosen, Set<String> namespaces) {
    boolean all = chosen.stream().allMatch(one -> one.labels().isEmpty() && one.names().isEmpty());
    String which =
        chosen.stream()
            .map(
                one ->
                    one.names().isEmpty()
                        ? one.labels().values().toString()
                        : String.join(" ", one.names()))
            .collect(Collectors.joining(", "));
    return "Pending pods of " + String.join(", ", namespaces) + (all ? "" : ": " + which);
  }

  private static List<PodOutcome> in(String namespace, List<PodOutcome> pods) {
    return pods.stream().filter(pod -> pod.namespace().equals(namespace)).toList();
  }

  /** Returns pods that wait for their machine when the fix comes, and only for that. */
  private List<PodOutcome> bystanders(String namespace) {
    long moment = situation.momentNanos();
    List<PodOutcome> others = new ArrayList<>();
    for (PodOutcome pod : in(namespace, situation.run().pods())) {
      Long bound = pod.scheduledNanos();
      Long deleted = pod.deletedNanos();
      boolean there = pod.createdNanos() <= moment && (deleted == null || deleted > moment);
      boolean admitted = pod.admission().profile() != null;
      if (there && admitted && (bound == null || bound > moment) && !waiting.contains(pod)) {
        others.add(pod);
      }
    }
    return others;
  }

  /** Returns the pods in groups that take none of the others in. */
  private static List<Chosen> groups(
      String namespace, List<PodOutcome> pods, List<PodOutcome> others) {
    if (pods.isEmpty()) {
      return List.of();
    }
    if (others.isEmpty()) {
      return List.of(new Chosen(namespace, Map.of(), List.of()));
    }
    Map<String, List<PodOutcome>> byOwner = new LinkedHashMap<>();
    pods.forEach(
        pod ->
            byOwner
                .computeIfAbsent(String.valueOf(pod.owner()), owner -> new ArrayList<>())
                .add(pod));
    List<Chosen> groups = new ArrayList<>();
    for (List<PodOutcome> group : byOwner.values()) {
      Map<String, String> labels = shared(group);
      boolean alone =
          !labels.isEmpty()
              && others.stream()
                  .noneMatch(pod -> pod.story().labels().entrySet().containsAll(labels.entrySet()));
      groups.add(
          alone
              ? new Chosen(namespace, labels, List.of())
              : new Chosen(namespace, Map.of(), group.stream().map(PodOutcome::name).toList()));
    }
    return groups;
  }

  private static Map<String, String> shared(List<PodOutcome> pods) {
    Map<String, String> shared = new LinkedHashMap<>(pods.get(0).story().labels());
    pods.forEach(pod -> shared.entrySet().retainAll(pod.story().labels().entrySet()));
    shared.keySet().removeAll(GENERATED);
    return shared;
  }
}
