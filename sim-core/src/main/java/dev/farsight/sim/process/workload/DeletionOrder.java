package dev.farsight.sim.process.workload;

import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order in which pods are given up when there are too many: not assigned, then Pending, then
 * not Ready, then cheaper by annotation, then more of the same controller on the node, then younger
 * (within powers of two of the age, among equals by uid), with restarts in between ({@code
 * ActivePodsWithRanks} with LogarithmicScaleDown).
 */
public final class DeletionOrder {

  /** Annotation that says what giving up a pod costs, a 32-bit number; absent counts as 0. */
  public static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  private DeletionOrder() {}

  /**
   * Returns the first pods in this order.
   *
   * @param pods candidates
   * @param related pods of the same top controller, which make up the crowd on a node
   * @param count how many, at most the number of candidates
   */
  public static List<Pod> first(
      Collection<Pod> pods, Collection<Pod> related, int count, Timestamp now) {
    List<Pod> sorted = new ArrayList<>(pods);
    if (count < sorted.size()) {
      sorted.sort(comparator(related, now));
    }
    return sorted.subList(0, count);
  }

  /**
   * Returns the order in which Jobs give pods up, without costs, crowds and rounded ages ({@code
   * ActivePods}): not assigned, Pending, not Ready, Ready for less time, restarted more, younger.
   */
  public static Comparator<Pod> plain() {
    return (a, b) -> {
      int byState = compareState(a, b);
      Timestamp readyA = PodState.readySince(a);
      Timestamp readyB = PodState.readySince(b);
      if (byState == 0 && readyA != null && readyB != null) {
        byState = readyB.compareTo(readyA);
      }
      int byRestarts = byState != 0 ? byState : Integer.compare(restarts(b), restarts(a));
      Timestamp createdA = created(a);
      Timestamp createdB = created(b);
      return byRestarts != 0 || createdA == null || createdB == null
          ? byRestarts
          : createdB.compareTo(createdA);
    };
  }

  /** Returns the order; earlier pods are given up first. */
  public static Comparator<Pod> comparator(Collection<Pod> related, Timestamp now) {
    Map<String, Integer> crowd = new LinkedHashMap<>();
    for (Pod pod : related) {
      if (PodState.isActive(pod)) {
        crowd.merge(nodeOf(pod), 1, Integer::sum);
      }
    }
    return (a, b) -> compare(a, b, crowd, now);
  }

  private static String nodeOf(Pod pod) {
    String node = pod.spec().nodeName();
    return node == null ? "" : node;
  }

  private static int compare(Pod a, Pod b, Map<String, Integer> crowd, Timestamp now) {
    int byState = compareState(a, b);
    if (byState != 0) {
      return byState;
    }
    int byCost = Integer.compare(deletionCost(a), deletionCost(b));
    if (byCost != 0) {
      return byCost;
    }
    int byCrowd =
        Integer.compare(crowd.getOrDefault(nodeOf(b), 0), crowd.getOrDefault(nodeOf(a), 0));
    if (byCrowd != 0) {
      return byCrowd;
    }
    Timestamp readyA = PodState.readySince(a);
    Timestamp readyB = PodState.readySince(b);
    if (PodState.isReady(a) && PodState.isReady(b) && !Objects.equals(readyA, readyB)) {
      return compareAge(a, readyA, b, readyB, now);
    }
    int byRestarts = Integer.compare(restarts(b), restarts(a));
    if (byRestarts != 0) {
      return byRestarts;
    }
    Timestamp createdA = created(a);
    Timestamp createdB = created(b);
    if (!Objects.equals(createdA, createdB)) {
      return compareAge(a, createdA, b, createdB, now);
    }
    return a.metadata().uid().compareTo(b.metadata().uid());
  }

  private static int compareState(Pod a, Pod b) {
    int byAssignment = Boolean.compare(!nodeOf(a).isEmpty(), !nodeOf(b).isEmpty());
    if (byAssignment != 0) {
      return byAssignment;
    }
    int byPhase = Integer.compare(phaseOrdinal(a), phaseOrdinal(b));
    return byPhase != 0 ? byPhase : Boolean.compare(PodState.isReady(a), PodState.isReady(b));
  }

  private static int phaseOrdinal(Pod pod) {
    String phase = pod.status().phase();
    return phase == null || phase.equals("Pending") ? 0 : phase.equals("Unknown") ? 1 : 2;
  }

  private static int deletionCost(Pod pod) {
    String text = pod.metadata().annotations().get(DELETION_COST);
    if (text == null || !text.matches("-?(0|[1-9][0-9]{0,9})")) {
      return 0;
    }
    long cost = Long.parseLong(text);
    return cost == (int) cost ? (int) cost : 0;
  }

  private static @Nullable Timestamp created(Pod pod) {
    Timestamp created = pod.metadata().creationTimestamp();
    return created == null ? null : created.truncatedToSecond();
  }

  private static int compareAge(
      Pod a, @Nullable Timestamp sinceA, Pod b, @Nullable Timestamp sinceB, Timestamp now) {
    if (sinceA == null || sinceB == null) {
      return Boolean.compare(sinceA != null, sinceB != null);
    }
    int byRank = Integer.compare(ageRank(sinceA, now), ageRank(sinceB, now));
    return byRank != 0 ? byRank : a.metadata().uid().compareTo(b.metadata().uid());
  }

  /** Returns the binary logarithm of the age in nanoseconds, cut to a whole number; -1 for none. */
  private static int ageRank(Timestamp since, Timestamp now) {
    long age = now.nanos() - since.nanos();
    return age > 0 ? 63 - Long.numberOfLeadingZeros(age) : -1;
  }

  private static int restarts(Pod pod) {
    int most = 0;
    for (ContainerStatus container : pod.status().containerStatuses()) {
      most = Math.max(most, container.restartCount());
    }
    return most;
  }
}
