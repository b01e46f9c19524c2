package dev.farsight.sim.result;

/**
 * A controller that wants more pods than there are when a run ends.
 *
 * @param object the controller as {@code Kind/namespace/name}, such as {@code
 *     ReplicaSet/shop/web-6d4cf56db6}
 * @param wanted pods that it wants
 * @param existing pods of it that exist and are not finished, fewer than wanted
 */
public record PodShortage(String object, long wanted, long existing) {

  /** Returns how many pods are missing, at least 1. */
  public long missing() {
    return wanted - existing;
  }
}
