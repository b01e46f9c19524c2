package dev.farsight.sim.spec;

import dev.farsight.sim.random.Distribution;

/** How a load comes about. */
public sealed interface LoadForm {

  /**
   * A quantity given over time.
   *
   * @param curve its value
   */
  record Given(LoadCurve curve) implements LoadForm {}

  /**
   * Messages that arrive, wait and are worked on by Ready pods: what triggers see follows from the
   * simulated pods.
   *
   * @param arrivals messages per second over time
   * @param burst messages that arrive together, at least 1
   * @param regular whether they arrive evenly; else at random (a Poisson process of bursts)
   * @param serviceTime work on one message
   * @param servedBy pods that work on them
   * @param concurrency messages that a pod works on at a time, at least 1
   * @param onlyWaiting whether messages in work are left out of the length that triggers see
   */
  record Queue(
      LoadCurve arrivals,
      int burst,
      boolean regular,
      Distribution serviceTime,
      PodFilter servedBy,
      int concurrency,
      boolean onlyWaiting)
      implements LoadForm {}

  /**
   * Messages that steps put there and that pods take, one each.
   *
   * @param takenBy pods that take them
   * @param whenDone whether a pod takes its message when it has succeeded, not when it starts
   */
  record Taken(PodFilter takenBy, boolean whenDone) implements LoadForm {}

  /**
   * Work that the Ready pods of a workload share evenly, as usage of a resource.
   *
   * @param demand total demand: cores, or bytes of memory
   * @param resource cpu or memory
   * @param pods pods that share it
   */
  record Usage(LoadCurve demand, String resource, PodFilter pods) implements LoadForm {}
}
