package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.RefusedPods;
import dev.farsight.scenario.diagnosis.RefusedPods.Refusal;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceQuota;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Remedies of workloads that want more pods than a quota lets them have. */
final class QuotaRepairs {

  private static final Pattern EXCEEDED = Pattern.compile("exceeded quota: ([^,]+), requested:");
  private static final Pattern UNTOLD = Pattern.compile("failed quota: [^:]+: must specify (.+)$");
  private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");

  private final Situation situation;

  QuotaRepairs(Situation situation) {
    this.situation = situation;
  }

  /**
   * Returns a remedy, or null where it does not apply.
   *
   * @param pods pods that wait for the quota of the account; empty where the API server refuses
   */
  @Nullable Part part(Remedy remedy, List<PodOutcome> pods) {
    return switch (remedy) {
      case RAISE_RESOURCE_QUOTA -> raise();
      case SET_REQUESTS -> setRequests();
      case SCALE_DOWN -> pods.isEmpty() ? scaleRefused() : scaleWaiting(pods);
      default -> null;
    };
  }

  /** A workload that a command names. */
  private record Named(String namespace, String kind, String name) {

    static Named of(String workload) {
      String[] parts = workload.split("/", -1);
      return new Named(parts[0], parts[1], parts[2]);
    }

    String typed() {
      return kind.toLowerCase(Locale.ROOT) + "/" + name + " -n " + namespace;
    }

    ObjectNode put(ObjectNode into) {
      return into.put("kind", kind).put("namespace", namespace).put("name", name);
    }
  }

  private List<Refusal> refusals() {
    List<Refusal> troubled = new ArrayList<>();
    RefusedPods.of(situation.run())
        .forEach(
            (workload, refusal) -> {
              if (situation.troubles().workloads().containsKey(workload)) {
                troubled.add(refusal);
              }
            });
    return troubled;
  }

  private @Nullable KubeObject object(Refusal refusal) {
    Named named = Named.of(refusal.workload());
    return situation.object(named.kind(), named.namespace(), named.name());
  }

  private @Nullable Part raise() {
    Map<Named, List<Refusal>> byQuota = new LinkedHashMap<>();
    for (Refusal refusal : refusals()) {
      Matcher exceeded = EXCEEDED.matcher(refusal.message());
      if (exceeded.find()) {
        String namespace = Named.of(refusal.workload()).namespace();
        byQuota
            .computeIfAbsent(
                new Named(namespace, "ResourceQuota", exceeded.group(1)), q -> new ArrayList<>())
            .add(refusal);
      }
    }
    List<String> commands = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    byQuota.forEach(
        (quota, refused) -> {
          KubeObject found = situation.object(quota.kind(), quota.namespace(), quota.name());
          Map<String, Quantity> hard =
              found instanceof ResourceQuota old ? raised(old, refused) : Map.of();
          if (hard.isEmpty()) {
            return;
          }
          ObjectNode patch = (ObjectNode) Trees.parse("{\"spec\":{\"hard\":{}}}");
          ObjectNode amounts = (ObjectNode) patch.at("/spec/hard");
          hard.forEach((name, amount) -> amounts.put(name, amount.toString()));
          commands.add("kubectl patch " + quota.typed() + " --type merge -p '" + patch + "'");
          targets.add(quota.namespace() + "/" + quota.name());
          edits.add(
              (root, moment) ->
                  quota.put(moment.step(root, 0).putObject("patch")).set("merge", patch));
        });
    return part(Remedy.RAISE_RESOURCE_QUOTA, targets, commands, edits);
  }

  /** Returns what a quota must grant for all the missing pods: what grows of it. */
  private Map<String, Quantity> raised(ResourceQuota quota, List<Refusal> refused) {
    Map<String, Quantity> hard = new TreeMap<>();
    quota
        .spec()
        .hard()
        .forEach(
            (resource, old) -> {
              Quantity need = used(quota.namespace(), resource, old);
              for (Refusal refusal : refused) {
                KubeObject workload = object(refusal);
                long missing = refusal.shortage() == null ? 1 : refusal.shortage().missing();
                for (long n = 0; workload != null && n < missing; n++) {
                  need = need.plus(TemplatePatches.ofOnePod(workload, resource));
                }
              }
              if (need.compareTo(old) > 0) {
                hard.put(resource, need);
              }
            });
    return hard;
  }

  /** Returns what the pods of a namespace use; all that is granted where a run does not tell. */
  private Quantity used(String namespace, String resource, Quantity granted) {
    long count = 0;
    long cpuMilli = 0;
    long memoryBytes = 0;
    for (PodOutcome pod : situation.run().pods()) {
      boolean over = pod.state() == PodState.SUCCEEDED || pod.state() == PodState.FAILED;
      if (pod.namespace().equals(namespace) && pod.deletedNanos() == null && !over) {
        count++;
        cpuMilli += pod.story().cpuMilli();
        memoryBytes += pod.story().memoryBytes();
      }
    }
    return switch (resource) {
      case "pods" -> Quantity.ofUnits(count);
      case "cpu", "requests.cpu" -> Quantity.ofMilli(cpuMilli);
      case "memory", "requests.memory" -> Quantity.ofBytes(memoryBytes);
      default -> granted;
    };
  }

  private @Nullable Part setRequests() {
    List<String> commands = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    for (Refusal refusal : refusals()) {
      Matcher untold = UNTOLD.matcher(refusal.message());
      KubeObject workload = object(refusal);
      Named named = Named.of(refusal.workload());
      if (workload == null || named.kind().equals("Job") || !untold.find()) {
        continue;
      }
      Set<String> resources = new TreeSet<>();
      for (String one : untold.group(1).split("[;,]", -1)) {
        resources.add(one.strip().split(" ", -1)[0]);
      }
      ArrayNode operations = TemplatePatches.specified(workload, resources);
      if (!operations.isEmpty()) {
        commands.add("kubectl patch " + named.typed() + " --type json -p '" + operations + "'");
        targets.add(named.namespace() + "/" + named.name());
        edits.add(
            (root, moment) ->
                named.put(moment.step(root, 0).putObject("patch")).set("json", operations));
      }
    }
    return part(Remedy.SET_REQUESTS, targets, commands, edits);
  }

  private @Nullable Part scaleRefused() {
    Map<Named, Long> replicas = new LinkedHashMap<>();
    for (Refusal refusal : refusals()) {
      Named named = Named.of(refusal.workload());
      boolean noRoom = refusal.message().contains("exceeded quota: ");
      if (noRoom && refusal.shortage() != null && SCALED.contains(named.kind())) {
        replicas.put(named, refusal.shortage().wanted() - refusal.shortage().missing());
      }
    }
    return scaled(replicas);
  }

  /** Returns the remedy for Deployments of which some pods are Ready and others wait. */
  private @Nullable Part scaleWaiting(List<PodOutcome> pods) {
    Map<Named, Long> replicas = new LinkedHashMap<>();
    for (DeploymentOutcome deployment : situation.run().deployments()) {
      String workload = deployment.namespace() + "/Deployment/" + deployment.name();
      if (pods.stream().anyMatch(pod -> Troubles.workload(pod).equals(workload))) {
        replicas.put(Named.of(workload), deployment.available());
      }
    }
    return scaled(replicas);
  }

  private static @Nullable Part scaled(Map<Named, Long> replicas) {
    List<String> commands = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    replicas.forEach(
        (named, count) -> {
          if (count > 0) {
            commands.add("kubectl scale " + named.typed() + " --replicas=" + count);
            targets.add(named.namespace() + "/" + named.name() + " to " + count);
            String patch = "{\"spec\":{\"replicas\":" + count + "}}";
            edits.add(
                (root, moment) ->
                    named
                        .put(moment.step(root, 0).putObject("patch"))
                        .set("merge", Trees.parse(patch)));
          }
        });
    return part(Remedy.SCALE_DOWN, targets, commands, edits);
  }

  private static @Nullable Part part(
      Remedy remedy, List<String> targets, List<String> commands, List<Part.Edit> edits) {
    return edits.isEmpty()
        ? null
        : Repairs.part(
            remedy,
            String.join("; ", targets),
            Part.Stage.SETUP,
            (root, moment) -> edits.forEach(edit -> edit.apply(root, moment)),
            commands.toArray(String[]::new));
  }
}
