package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler knows of nodes and of the pods on them: bound pods, and pods it has assumed on
 * a node before their binding came back through the watch.
 */
final class SchedulerCache {

  private final ClusterView view;
  private final Map<String, Pod> podsByUid = new LinkedHashMap<>();
  private final Set<String> assumedUids = new LinkedHashSet<>();
  private long generation;

  SchedulerCache(ClusterView view) {
    this.view = view;
  }

  /** Returns a number that changes with every change of the view. */
  long generation() {
    return generation;
  }

  void setNode(Node node) {
    generation++;
    view.setNode(node);
  }

  void removeNode(Node node) {
    generation++;
    view.removeNode(node.name());
  }

  void setObject(KubeObject object) {
    generation++;
    view.setObject(object);
  }

  void removeObject(KubeObject object) {
    generation++;
    view.removeObject(object);
  }

  boolean isAssumed(Pod pod) {
    return assumedUids.contains(pod.metadata().uid());
  }

  @Nullable Pod get(Pod pod) {
    return podsByUid.get(pod.metadata().uid());
  }

  void assume(Pod pod) {
    put(pod);
    assumedUids.add(pod.metadata().uid());
  }

  void forget(Pod pod) {
    if (isAssumed(pod)) {
      remove(pod);
    }
  }

  /** Takes in a bound pod: confirms an assumed one, replaces an older version. */
  void add(Pod pod) {
    remove(pod);
    put(pod);
  }

  void remove(Pod pod) {
    Pod known = podsByUid.remove(pod.metadata().uid());
    assumedUids.remove(pod.metadata().uid());
    if (known != null) {
      generation++;
      view.removePod(known);
    }
  }

  private void put(Pod pod) {
    generation++;
    podsByUid.put(pod.metadata().uid(), pod);
    view.addPod(pod);
  }
}
