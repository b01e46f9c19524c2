package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many pods of a target are Ready: counted once when first asked for, then kept up to date by
 * each change of a pod, so that a sync does not look at all pods.
 */
final class ReadyPods {

  /** Pods of one namespace that one selector matches. */
  private static final class Count {
    private final LabelSelector selector;
    private final Set<String> readyUids = new LinkedHashSet<>();

    Count(LabelSelector selector) {
      this.selector = selector;
    }

    /** Takes a pod in as it is; changes that were under way at the first count may come again. */
    void take(Pod pod, boolean exists) {
      if (exists && selector.matches(pod.metadata().labels()) && isReady(pod)) {
        readyUids.add(pod.metadata().uid());
      } else {
        readyUids.remove(pod.metadata().uid());
      }
    }
  }

  private final Cluster cluster;
  private final Map<String, Map<LabelSelector, Count>> countsByNamespace = new LinkedHashMap<>();

  ReadyPods(Cluster cluster) {
    this.cluster = cluster;
    cluster.watch(Kinds.POD, 0, this::onPod);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    Map<LabelSelector, Count> counts =
        countsByNamespace.isEmpty() ? null : countsByNamespace.get(pod.namespace());
    if (counts == null) {
      return;
    }
    for (Count count : counts.values()) {
      count.take(pod, event.type() != WatchEvent.Type.DELETED);
    }
  }

  /** Returns how many pods are Ready; none without a selector. */
  int of(String namespace, @Nullable LabelSelector selector) {
    if (selector == null) {
      return 0;
    }
    Map<LabelSelector, Count> counts =
        countsByNamespace.computeIfAbsent(namespace, key -> new LinkedHashMap<>());
    Count known = counts.get(selector);
    if (known != null) {
      return known.readyUids.size();
    }
    Count made = new Count(selector);
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(namespace)) {
      made.take(pod, true);
    }
    counts.put(selector, made);
    return made.readyUids.size();
  }

  /** Returns whether there is any pod at all, Ready or not. */
  boolean isAny(String namespace, LabelSelector selector) {
    if (of(namespace, selector) > 0) {
      return true;
    }
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(namespace)) {
      if (selector.matches(pod.metadata().labels())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReady(Pod pod) {
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.status().equals("True");
      }
    }
    return false;
  }
}
