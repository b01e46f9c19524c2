package dev.farsight.sim.spec;

import dev.farsight.sim.random.Distribution;

/**
 * Life of pods on their nodes.
 *
 * @param imagePull bound to containers running, the start of the sandbox included
 * @param podReady running to Ready; a readiness probe moves Ready to its first check at or after it
 * @param podTermination deletionTimestamp to gone, of a bound pod
 * @param imagePullTimeout from the start of a pull to its failure while registries are out of reach
 * @param pullBytesPerSecond rate of pulls of images whose size a scenario gives, positive
 */
public record KubeletModel(
    Distribution imagePull,
    Distribution podReady,
    Distribution podTermination,
    Distribution imagePullTimeout,
    long pullBytesPerSecond) {

  /** Returns a copy with other latencies of healthy pods. */
  public KubeletModel with(
      Distribution imagePull, Distribution podReady, Distribution podTermination) {
    return new KubeletModel(
        imagePull, podReady, podTermination, imagePullTimeout, pullBytesPerSecond);
  }
}
