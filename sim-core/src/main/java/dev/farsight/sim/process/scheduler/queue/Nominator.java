package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pods that are nominated to run on a node, by what the scheduler knows, which may be ahead of
 * the status of the pods.
 */
final class Nominator {

  private final Function<String, @Nullable Pod> podLister;
  private final SortedMap<String, List<Pod>> nominatedPods = new TreeMap<>();
  private final Map<String, String> nodeOfUid = new LinkedHashMap<>();
  private long generation;

  Nominator(Function<String, @Nullable Pod> podLister) {
    this.podLister = podLister;
  }

  void add(Pod pod, NominatingInfo info) {
    delete(pod.metadata().uid());
    String nodeName = info.override() ? info.nominatedNodeName() : statusNode(pod);
    if (nodeName.isEmpty()) {
      return;
    }
    Pod current = podLister.apply(pod.key());
    if (current == null || current.spec().nodeName() != null) {
      return;
    }
    generation++;
    nodeOfUid.put(pod.metadata().uid(), nodeName);
    nominatedPods.computeIfAbsent(nodeName, name -> new ArrayList<>()).add(pod);
  }

  void update(Pod oldPod, Pod newPod) {
    NominatingInfo info = NominatingInfo.NOOP;
    if (statusNode(oldPod).isEmpty() && statusNode(newPod).isEmpty()) {
      String reserved = nodeOfUid.get(oldPod.metadata().uid());
      if (reserved != null) {
        info = NominatingInfo.to(reserved);
      }
    }
    delete(oldPod.metadata().uid());
    add(newPod, info);
  }

  void delete(String uid) {
    String nodeName = nodeOfUid.remove(uid);
    if (nodeName == null) {
      return;
    }
    generation++;
    List<Pod> pods = nominatedPods.get(nodeName);
    if (pods != null) {
      pods.removeIf(pod -> pod.metadata().uid().equals(uid));
      if (pods.isEmpty()) {
        nominatedPods.remove(nodeName);
      }
    }
  }

  long generation() {
    return generation;
  }

  boolean isEmpty() {
    return nodeOfUid.isEmpty();
  }

  List<Pod> onNode(String nodeName) {
    List<Pod> pods = nominatedPods.get(nodeName);
    return pods == null ? List.of() : Collections.unmodifiableList(pods);
  }

  SortedMap<String, List<Pod>> byNode() {
    return Collections.unmodifiableSortedMap(nominatedPods);
  }

  private static String statusNode(Pod pod) {
    String name = pod.status().nominatedNodeName();
    return name == null ? "" : name;
  }
}
