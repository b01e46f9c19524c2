package dev.farsight.sim.process.workload;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Timestamp;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Questions that controllers ask of a pod ({@code pkg/api/v1/pod/util.go}).
 *
 * <p>Condition times count in whole seconds, as the API keeps them.
 */
public final class PodState {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private PodState() {}

  /** Returns the condition of a type, or null. */
  public static @Nullable PodCondition condition(Pod pod, String type) {
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals(type)) {
        return condition;
      }
    }
    return null;
  }

  /** Returns whether the pod is Ready. */
  public static boolean isReady(Pod pod) {
    return pod.status().isReady();
  }

  /** Returns since when the pod is Ready, in whole seconds, or null if it is not or not known. */
  public static @Nullable Timestamp readySince(Pod pod) {
    PodCondition ready = condition(pod, "Ready");
    if (ready == null || !ready.status().equals("True") || ready.lastTransitionTime() == null) {
      return null;
    }
    return ready.lastTransitionTime().truncatedToSecond();
  }

  /** Returns whether the pod has been Ready for at least the given number of seconds. */
  public static boolean isAvailable(Pod pod, int minReadySeconds, Timestamp now) {
    if (!isReady(pod)) {
      return false;
    }
    if (minReadySeconds == 0) {
      return true;
    }
    Timestamp since = readySince(pod);
    return since != null && since.nanos() + minReadySeconds * SECOND_NANOS <= now.nanos();
  }

  /** Returns in how many nanoseconds a Ready pod becomes available, or -1 if no time will tell. */
  public static long nanosUntilAvailable(Pod pod, int minReadySeconds, Timestamp now) {
    Timestamp since = readySince(pod);
    if (since == null || minReadySeconds <= 0) {
      return -1;
    }
    long left = since.nanos() + minReadySeconds * SECOND_NANOS - now.nanos();
    return left > 0 ? left : -1;
  }

  /** Returns the shortest time in nanoseconds until one of the pods becomes available, or -1. */
  public static long nanosUntilNextAvailable(
      Collection<Pod> pods, int minReadySeconds, Timestamp now) {
    long shortest = -1;
    for (Pod pod : pods) {
      long left = nanosUntilAvailable(pod, minReadySeconds, now);
      if (left >= 0 && (shortest < 0 || left < shortest)) {
        shortest = left;
      }
    }
    return shortest;
  }

  /** Returns whether the pod has succeeded or failed. */
  public static boolean isTerminal(Pod pod) {
    return isPhase(pod, "Succeeded") || isPhase(pod, "Failed");
  }

  /** Returns whether the pod is in a phase. */
  public static boolean isPhase(Pod pod, String phase) {
    return phase.equals(pod.status().phase());
  }

  /** Returns whether the pod is neither finished nor being deleted. */
  public static boolean isActive(Pod pod) {
    return !isTerminal(pod) && !pod.metadata().isTerminating();
  }

  /** Returns whether the pod is being deleted and has not finished. */
  public static boolean isTerminating(Pod pod) {
    return !isTerminal(pod) && pod.metadata().isTerminating();
  }
}
