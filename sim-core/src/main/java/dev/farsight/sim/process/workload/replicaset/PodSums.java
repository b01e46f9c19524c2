package dev.farsight.sim.process.workload.replicaset;

import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of every controller's pods, kept up to date with each change of a pod.
 *
 * <p>Upstream looks at all pods of a ReplicaSet at each sync, and each change of a pod causes one,
 * so that the time grows with the square of the replicas. Pods with equal labels are alike to a
 * selector; so they are counted together, and a sync costs what the distinct sets of labels cost,
 * of which a ReplicaSet has one or two. {@link PodFigures#of} is the plain pass over the pods that
 * this has to agree with.
 */
final class PodSums {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Pods with equal labels, by the uid of their controller. */
  private final Map<String, List<AlikePods>> byOwner = new LinkedHashMap<>();

  /** Pods with equal labels that have no controller, by namespace. */
  private final Map<String, List<AlikePods>> orphans = new LinkedHashMap<>();

  /** Takes in a change of a pod; every change has to be told, in order. */
  void onPod(WatchEvent<Pod> event) {
    Pod old = event.old();
    if (old != null) {
      count(old, -1);
    }
    if (event.type() != WatchEvent.Type.DELETED) {
      count(event.object(), 1);
    }
  }

  private void count(Pod pod, int change) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      count(orphans, pod.namespace(), pod, change);
    } else {
      count(byOwner, owner.uid(), pod, change);
    }
  }

  private static void count(Map<String, List<AlikePods>> pods, String owner, Pod pod, int change) {
    List<AlikePods> ofOwner = pods.computeIfAbsent(owner, each -> new ArrayList<>(2));
    AlikePods alike = alike(ofOwner, pod.metadata().labels());
    alike.count(pod, change);
    if (alike.podCount == 0) {
      ofOwner.remove(alike);
      if (ofOwner.isEmpty()) {
        pods.remove(owner);
      }
    }
  }

  private static AlikePods alike(List<AlikePods> ofOwner, Map<String, String> labels) {
    for (AlikePods each : ofOwner) {
      if (each.labels.equals(labels)) {
        return each;
      }
    }
    AlikePods added = new AlikePods(labels);
    ofOwner.add(added);
    return added;
  }

  /**
   * Returns the figures of a ReplicaSet's pods, or null if pods have to be looked at one by one,
   * because some are to be adopted or released.
   */
  @Nullable PodFigures figures(ReplicaSet replicaSet, Timestamp now) {
    LabelSelector selector = replicaSet.spec().selector();
    if (selector == null) {
      return null;
    }
    for (AlikePods pods : orphans.getOrDefault(replicaSet.namespace(), List.of())) {
      if (pods.active > 0 && selector.matches(pods.labels)) {
        return null;
      }
    }
    LabelSelector templateLabels = PodFigures.templateLabels(replicaSet);
    long readyBefore = now.nanos() - ReplicaSetFigures.minReadySeconds(replicaSet) * SECOND_NANOS;
    boolean dated = ReplicaSetFigures.minReadySeconds(replicaSet) > 0;
    int active = 0;
    int fullyLabeled = 0;
    int ready = 0;
    int available = 0;
    int terminating = 0;
    long next = -1;
    for (AlikePods pods : byOwner.getOrDefault(replicaSet.metadata().uid(), List.of())) {
      if (!selector.matches(pods.labels)) {
        if (pods.active > 0) {
          return null;
        }
        continue;
      }
      active += pods.active;
      fullyLabeled += templateLabels.matches(pods.labels) ? pods.active : 0;
      ready += pods.ready;
      available += dated ? pods.readySince(readyBefore) : pods.ready;
      terminating += pods.terminating;
      if (dated) {
        next = earlier(next, pods.nanosUntilNext(readyBefore));
      }
    }
    return new PodFigures(active, fullyLabeled, ready, available, terminating, next);
  }

  private static long earlier(long one, long other) {
    return one < 0 ? other : other < 0 ? one : Math.min(one, other);
  }

  /** Pods of one controller with equal labels. */
  private static final class AlikePods {
    private final Map<String, String> labels;

    /** How many active pods became Ready in each second, in nanoseconds. */
    private final TreeMap<Long, Integer> readySince = new TreeMap<>();

    private int podCount;
    private int active;
    private int ready;
    private int terminating;

    AlikePods(Map<String, String> labels) {
      this.labels = labels;
    }

    void count(Pod pod, int change) {
      podCount += change;
      if (PodState.isTerminating(pod)) {
        terminating += change;
      } else if (PodState.isActive(pod)) {
        active += change;
        if (PodState.isReady(pod)) {
          ready += change;
          Timestamp since = PodState.readySince(pod);
          if (since != null) {
            readySince.merge(since.nanos(), change, AlikePods::sumOrNone);
          }
        }
      }
    }

    private static @Nullable Integer sumOrNone(Integer before, Integer change) {
      int sum = before + change;
      return sum == 0 ? null : sum;
    }

    /** Returns how many active pods have been Ready since an instant or longer. */
    int readySince(long nanos) {
      int count = 0;
      for (int each : readySince.headMap(nanos, true).values()) {
        count += each;
      }
      return count;
    }

    /** Returns how long after an instant the next pod became Ready, or -1 if none did. */
    long nanosUntilNext(long nanos) {
      Long next = readySince.higherKey(nanos);
      return next == null ? -1 : next - nanos;
    }
  }
}
