package dev.farsight.sim.process.workload.replicaset;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import java.util.List;

/**
 * What a sync of a ReplicaSet wants to know of its pods.
 *
 * @param active pods that are neither finished nor being deleted
 * @param fullyLabeled active pods with all labels of the template
 * @param ready active pods that are Ready
 * @param available active pods that have been Ready for minReadySeconds
 * @param terminating pods that are being deleted and have not finished
 * @param nanosUntilNextAvailable time until the next Ready pod becomes available, or -1
 */
record PodFigures(
    int active,
    int fullyLabeled,
    int ready,
    int available,
    int terminating,
    long nanosUntilNextAvailable) {

  /** Returns the labels that a pod of the template has. */
  static LabelSelector templateLabels(ReplicaSet replicaSet) {
    return LabelSelector.ofLabels(replicaSet.spec().template().metadata().labels());
  }

  /** Returns the figures of pods that are looked at one by one. */
  static PodFigures of(
      ReplicaSet replicaSet, List<Pod> activePods, int terminating, Timestamp now) {
    LabelSelector templateLabels = templateLabels(replicaSet);
    int minReadySeconds = ReplicaSetFigures.minReadySeconds(replicaSet);
    int fullyLabeled = 0;
    int ready = 0;
    int available = 0;
    for (Pod pod : activePods) {
      fullyLabeled += templateLabels.matches(pod.metadata().labels()) ? 1 : 0;
      ready += PodState.isReady(pod) ? 1 : 0;
      available += PodState.isAvailable(pod, minReadySeconds, now) ? 1 : 0;
    }
    return new PodFigures(
        activePods.size(),
        fullyLabeled,
        ready,
        available,
        terminating,
        PodState.nanosUntilNextAvailable(activePods, minReadySeconds, now));
  }
}
