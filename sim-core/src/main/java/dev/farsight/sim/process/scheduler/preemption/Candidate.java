package dev.farsight.sim.process.scheduler.preemption;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A node where room can be made.
 *
 * @param node name of the node
 * @param victims pods to evict, most important first
 * @param pdbViolations victims whose eviction violates a disruption budget
 */
public record Candidate(String node, List<Pod> victims, int pdbViolations) {

  /** Makes the list unmodifiable. */
  public Candidate {
    victims = List.copyOf(victims);
  }

  /** Returns the best candidate: the first that is best by upstream's criteria, in their order. */
  public static Candidate best(List<Candidate> candidates) {
    List<ToLongFunction<Candidate>> criteria =
        List.of(
            each -> -each.pdbViolations,
            each -> -PodInfo.priority(each.victims.get(0)),
            each -> -each.prioritySum(),
            each -> -each.victims.size(),
            Candidate::earliestStartNanos);
    List<Candidate> remaining = candidates;
    for (ToLongFunction<Candidate> criterion : criteria) {
      List<Candidate> best = new ArrayList<>();
      long max = Long.MIN_VALUE;
      for (Candidate each : remaining) {
        long score = criterion.applyAsLong(each);
        if (score > max) {
          max = score;
          best.clear();
        }
        if (score == max) {
          best.add(each);
        }
      }
      if (best.size() == 1) {
        return best.get(0);
      }
      remaining = best;
    }
    return remaining.get(0);
  }

  private long prioritySum() {
    long sum = 0;
    for (Pod victim : victims) {
      sum += PodInfo.priority(victim) + (Integer.MAX_VALUE + 1L);
    }
    return sum;
  }

  /** Returns the earliest start among the victims of the highest priority. */
  private long earliestStartNanos() {
    int maxPriority = PodInfo.priority(victims.get(0));
    long earliest = startNanos(victims.get(0));
    for (Pod victim : victims) {
      int priority = PodInfo.priority(victim);
      if (priority == maxPriority) {
        earliest = Math.min(earliest, startNanos(victim));
      } else if (priority > maxPriority) {
        maxPriority = priority;
        earliest = startNanos(victim);
      }
    }
    return earliest;
  }

  /** Returns when a pod started; a pod that has not counts as starting now, after all others. */
  public static long startNanos(Pod pod) {
    Timestamp start = pod.status().startTime();
    return start == null ? Long.MAX_VALUE : start.nanos();
  }
}
