package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remedies of Jobs whose pods stay when they have ended. */
final class JobRepairs {

  /** So many Jobs of a namespace are patched by name, more of them in one go. */
  private static final int FEW = 3;

  private static final String SPEC = "{\"spec\":{\"ttlSecondsAfterFinished\":60}}";
  private static final String TEMPLATE = "{\"spec\":{\"jobTemplate\":" + SPEC + "}}";

  private final Situation situation;

  JobRepairs(Situation situation) {
    this.situation = situation;
  }

  /** Jobs of one namespace, and their CronJobs. */
  private static final class Owners {
    private final Set<String> jobs = new LinkedHashSet<>();
    private final Set<String> cronJobs = new LinkedHashSet<>();
    private final Set<String> barePods = new LinkedHashSet<>();
    private boolean ended;
  }

  /**
   * Ended pods go, with their Jobs: those that have ended, those that run or wait, which would fill
   * the quota again, and those that a CronJob will make.
   */
  @Nullable Part timeToLive() {
    Map<String, Owners> byNamespace = new LinkedHashMap<>();
    for (PodOutcome pod : situation.run().pods()) {
      if (isThere(pod)) {
        note(pod, byNamespace.computeIfAbsent(pod.namespace(), namespace -> new Owners()));
      }
    }
    byNamespace.values().removeIf(owners -> owners.jobs.isEmpty() && owners.barePods.isEmpty());
    if (byNamespace.values().stream().noneMatch(owners -> owners.ended)) {
      return null;
    }
    List<String> commands = new ArrayList<>();
    List<Part.Edit> edits = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    byNamespace.forEach(
        (namespace, owners) -> {
          add(namespace, owners, commands, edits);
          targets.add(target(namespace, owners));
        });
    return Repairs.part(
        Remedy.JOB_TTL,
        String.join("; ", targets),
        Part.Stage.SETUP,
        (root, moment) -> edits.forEach(edit -> edit.apply(root, moment)),
        commands.toArray(String[]::new));
  }

  /** Returns whether a pod is there when the fix comes. */
  private boolean isThere(PodOutcome pod) {
    Long deleted = pod.deletedNanos();
    long moment = situation.momentNanos();
    return pod.createdNanos() <= moment && (deleted == null || deleted > moment);
  }

  /** Returns whether a pod that has ended in the end ran before the fix; when it ended is open. */
  private boolean ranLongBefore(PodOutcome pod) {
    Long running = pod.story().runningNanos();
    return running != null && running <= situation.momentNanos();
  }

  private void note(PodOutcome pod, Owners owners) {
    boolean ended = pod.state() == PodState.SUCCEEDED || pod.state() == PodState.FAILED;
    boolean owned = false;
    for (String link : pod.story().ownerChain()) {
      String name = link.substring(link.indexOf('/') + 1);
      if (link.startsWith("Job/")) {
        owners.jobs.add(name);
        owned = true;
      } else if (link.startsWith("CronJob/")) {
        owners.cronJobs.add(name);
      }
    }
    if (pod.owner() == null && ended && ranLongBefore(pod)) {
      owners.barePods.add(pod.name());
      owned = true;
    }
    owners.ended |= ended && owned;
  }

  private static String target(String namespace, Owners owners) {
    int count = owners.jobs.size() + owners.cronJobs.size() + owners.barePods.size();
    Set<String> names = new LinkedHashSet<>(owners.cronJobs);
    names.addAll(owners.jobs);
    names.addAll(owners.barePods);
    return namespace
        + "/"
        + (count > FEW ? count + " Jobs and CronJobs" : String.join(", ", names));
  }

  private static void add(
      String namespace, Owners owners, List<String> commands, List<Part.Edit> edits) {
    for (String name : owners.cronJobs) {
      commands.add(
          "kubectl patch cronjob "
              + name
              + " -n "
              + namespace
              + " --type merge -p '"
              + TEMPLATE
              + "'");
      edits.add(patch("CronJob", namespace, name, TEMPLATE));
    }
    if (owners.jobs.size() > FEW) {
      commands.add(
          "kubectl get jobs -n "
              + namespace
              + " -o name | xargs -n 1 kubectl patch -n "
              + namespace
              + " --type merge -p '"
              + SPEC
              + "'");
    }
    for (String name : owners.jobs) {
      if (owners.jobs.size() <= FEW) {
        commands.add(
            "kubectl patch job " + name + " -n " + namespace + " --type merge -p '" + SPEC + "'");
      }
      edits.add(patch("Job", namespace, name, SPEC));
    }
    commands.add("kubectl delete pod -n " + namespace + " --field-selector=status.phase=Succeeded");
    if (!owners.barePods.isEmpty()) {
      edits.add(
          (root, moment) ->
              owners.barePods.forEach(
                  moment
                          .step(root, 0)
                          .putObject("deletePods")
                          .put("namespace", namespace)
                          .putArray("names")
                      ::add));
    }
  }

  private static Part.Edit patch(String kind, String namespace, String name, String patch) {
    return (root, moment) ->
        moment
            .step(root, 0)
            .putObject("patch")
            .put("kind", kind)
            .put("namespace", namespace)
            .put("name", name)
            .set("merge", Trees.parse(patch));
  }
}
