package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.RefusedPods;
import dev.farsight.scenario.diagnosis.StepCauses;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong at the end of a run whose pods have their causes: workloads with pods that are
 * stuck or never Ready, or with fewer available pods than wanted, and failed steps of the
 * installation.
 *
 * @param workloads workloads as {@code namespace/Kind/name}, with the causes of their pods
 * @param pods troubled pods
 * @param steps ids of failed steps
 */
public record Troubles(
    Map<String, Set<Cause>> workloads, List<PodOutcome> pods, Set<String> steps) {

  /** Makes an unmodifiable copy in the same order. */
  public Troubles {
    workloads = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(workloads));
    pods = List.copyOf(pods);
    steps = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(steps));
  }

  /**
   * Returns what is wrong at the end of a run.
   *
   * @param sinceNanos failures of steps before this instant cannot be undone and do not count
   */
  static Troubles of(RunResult run, long sinceNanos) {
    Map<String, Set<Cause>> workloads = new LinkedHashMap<>();
    List<PodOutcome> pods = new ArrayList<>();
    for (PodOutcome pod : run.pods()) {
      Cause cause = pod.causeCode() == null ? null : Cause.byCode(pod.causeCode());
      if (cause != null && pod.deletedNanos() == null) {
        workloads.computeIfAbsent(workload(pod), key -> new TreeSet<>()).add(cause);
        pods.add(pod);
      }
    }
    for (DeploymentOutcome deployment : run.deployments()) {
      if (deployment.available() < deployment.desired()) {
        workloads.computeIfAbsent(
            deployment.namespace() + "/Deployment/" + deployment.name(), key -> new TreeSet<>());
      }
    }
    for (String workload : RefusedPods.of(run).keySet()) {
      workloads.computeIfAbsent(workload, key -> new TreeSet<>()).add(Cause.NOT_CREATED);
    }
    Set<String> steps = new LinkedHashSet<>();
    for (StepOutcome step : StepCauses.failed(run)) {
      Long completed = step.completedNanos();
      if (completed == null || completed >= sinceNanos) {
        steps.add(step.id());
      }
    }
    return new Troubles(workloads, pods, steps);
  }

  /** Returns what is left when some workloads are not looked at. */
  Troubles without(Set<String> ignored) {
    if (ignored.isEmpty()) {
      return this;
    }
    Map<String, Set<Cause>> left = new LinkedHashMap<>(workloads);
    left.keySet().removeAll(ignored);
    return new Troubles(
        left, pods.stream().filter(pod -> !ignored.contains(workload(pod))).toList(), Set.of());
  }

  /**
   * Returns the workloads in groups of the same first cause, the largest first; workloads without a
   * cause of their own belong to none.
   */
  Map<Cause, Set<String>> groups() {
    Map<Cause, Set<String>> groups = new java.util.TreeMap<>();
    workloads.forEach(
        (workload, causes) -> {
          if (!causes.isEmpty()) {
            Cause first = causes.iterator().next();
            groups.computeIfAbsent(first, key -> new LinkedHashSet<>()).add(workload);
          }
        });
    return groups;
  }

  /** Returns the workload of a pod as {@code namespace/Kind/name}. */
  static String workload(PodOutcome pod) {
    String owner = pod.owner();
    return pod.namespace() + "/" + (owner == null ? "Pod/" + pod.name() : owner);
  }

  /** Returns how much is wrong: a figure to compare runs by. */
  int weight() {
    return pods.size() + workloads.size() + steps.size();
  }

  boolean isEmpty() {
    return workloads.isEmpty() && steps.isEmpty();
  }

  /** Returns all causes, in the order of the catalogue. */
  Set<Cause> causes() {
    Set<Cause> causes = new TreeSet<>();
    workloads.values().forEach(causes::addAll);
    return causes;
  }

  /** Returns the pods of one cause. */
  List<PodOutcome> podsOf(Cause cause) {
    return pods.stream().filter(pod -> cause.code().equals(pod.causeCode())).toList();
  }

  /** Pods of Jobs have done what they are for, even if they are deleted afterwards. */
  private static boolean isOfJob(PodOutcome pod) {
    return pod.owner() != null && pod.owner().contains("Job/");
  }

  /** Returns whether a CronJob, which makes pods without end, made a pod after some moment. */
  private static boolean isLater(PodOutcome pod, long momentNanos) {
    return pod.owner() != null
        && pod.owner().startsWith("CronJob/")
        && pod.createdNanos() > momentNanos;
  }

  /** Returns how many pods of some workloads are Ready or have ended well. */
  static int served(RunResult run, Set<String> workloads, long momentNanos) {
    int served = 0;
    for (PodOutcome pod : run.pods()) {
      boolean well = pod.state() == PodState.READY || pod.state() == PodState.SUCCEEDED;
      well |= isOfJob(pod) && pod.deletedNanos() != null && pod.story().runningNanos() != null;
      boolean counts = isOfJob(pod) ? !isLater(pod, momentNanos) : pod.deletedNanos() == null;
      if (well && counts && workloads.contains(workload(pod))) {
        served++;
      }
    }
    return served;
  }

  /**
   * Returns whether each pod among some workloads that has no owner is Ready, or has ended well.
   */
  static boolean keepsPods(RunResult run, Set<String> workloads) {
    return workloads.stream()
        .filter(workload -> workload.contains("/Pod/"))
        .allMatch(workload -> served(run, Set.of(workload), Long.MAX_VALUE) > 0);
  }

  /**
   * Returns the instant from which all pods of some workloads that exist at the end are Ready, and
   * some steps are complete; null if one is not. Of a CronJob, which makes pods without end, those
   * count that there were at some moment.
   */
  static @Nullable Long servedNanos(
      RunResult run, Set<String> workloads, Set<String> steps, long momentNanos) {
    Long latest = readyNanos(run, workloads, momentNanos);
    for (StepOutcome step : run.steps()) {
      Long completed = step.completedNanos();
      if (latest != null && steps.contains(step.id())) {
        latest =
            step.failure() != null || completed == null
                ? null
                : Long.valueOf(Math.max(latest, completed));
      }
    }
    return latest;
  }

  private static @Nullable Long readyNanos(RunResult run, Set<String> workloads, long momentNanos) {
    long latest = 0;
    for (PodOutcome pod : run.pods()) {
      boolean hasRun = isOfJob(pod) && pod.story().runningNanos() != null;
      boolean gone = pod.deletedNanos() != null && !hasRun;
      if (gone || isLater(pod, momentNanos) || !workloads.contains(workload(pod))) {
        continue;
      }
      Long ready = pod.readyNanos() == null ? pod.story().runningNanos() : pod.readyNanos();
      if (ready == null || pod.causeCode() != null) {
        return null;
      }
      latest = Math.max(latest, ready);
    }
    return latest;
  }
}
