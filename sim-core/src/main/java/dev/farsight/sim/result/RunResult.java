package dev.farsight.sim.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one replication.
 *
 * @param seed seed of the run
 * @param digest digest of every executed event; equal digests mean equal runs
 * @param eventCount events executed
 * @param endNanos time at which the run ended
 * @param quiescent whether the run ended because nothing could happen any more
 * @param pods every pod that ever existed, in the order of creation
 * @param deployments Deployments that exist at the end, by namespace and name
 * @param nodes every node that ever existed, in the order of creation
 * @param profiles every Fargate profile that was ever asked for, in that order
 * @param steps timeline steps, in the order of the scenario
 * @param events events about other objects than pods, in the order of their first occurrence
 * @param series series over simulated time, in a fixed order
 * @param cost what the Fargate pods cost
 * @param durations how long things took that are no pods, such as waits in queues
 * @param shortages controllers that want more pods than there are at the end
 */
public record RunResult(
    long seed,
    long digest,
    long eventCount,
    long endNanos,
    boolean quiescent,
    List<PodOutcome> pods,
    List<DeploymentOutcome> deployments,
    List<NodeOutcome> nodes,
    List<ProfileOutcome> profiles,
    List<StepOutcome> steps,
    List<EventRecord> events,
    List<Series> series,
    Cost cost,
    List<Durations> durations,
    List<PodShortage> shortages) {

  /** Makes the lists unmodifiable. */
  public RunResult {
    pods = List.copyOf(pods);
    deployments = List.copyOf(deployments);
    nodes = List.copyOf(nodes);
    profiles = List.copyOf(profiles);
    steps = List.copyOf(steps);
    events = List.copyOf(events);
    series = List.copyOf(series);
    durations = List.copyOf(durations);
    shortages = List.copyOf(shortages);
  }

  /** Makes a result without durations, in which no pod is missing. */
  public RunResult(
      long seed,
      long digest,
      long eventCount,
      long endNanos,
      boolean quiescent,
      List<PodOutcome> pods,
      List<DeploymentOutcome> deployments,
      List<NodeOutcome> nodes,
      List<ProfileOutcome> profiles,
      List<StepOutcome> steps,
      List<EventRecord> events,
      List<Series> series,
      Cost cost) {
    this(
        seed,
        digest,
        eventCount,
        endNanos,
        quiescent,
        pods,
        deployments,
        nodes,
        profiles,
        steps,
        events,
        series,
        cost,
        List.of(),
        List.of());
  }

  /** Returns the durations of a name, or null if the run did not record them. */
  public @Nullable Durations durations(String name) {
    for (Durations candidate : durations) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  /** Returns the series of a name, or null if the run did not record it. */
  public @Nullable Series series(String name) {
    for (Series candidate : series) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  /** Returns a copy with other pods, for instance with their causes filled in. */
  public RunResult withPods(List<PodOutcome> pods) {
    return new RunResult(
        seed,
        digest,
        eventCount,
        endNanos,
        quiescent,
        pods,
        deployments,
        nodes,
        profiles,
        steps,
        events,
        series,
        cost,
        durations,
        shortages);
  }

  /** Returns the pods that are stuck when the run ends, in the order of creation. */
  public List<PodOutcome> stuckPods() {
    return pods.stream().filter(pod -> pod.stuck() && pod.deletedNanos() == null).toList();
  }
}
