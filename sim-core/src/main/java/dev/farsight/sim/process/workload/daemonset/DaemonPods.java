package dev.farsight.sim.process.workload.daemonset;

import dev.farsight.sim.kube.Affinity;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.DaemonSetUpdateStrategy;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.NodeAffinity;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.RollingUpdateDaemonSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.Revisions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pods that are meant for one node each ({@code daemonset_util.go}). */
final class DaemonPods {

  /** Bound ones first, then the older one. */
  static final Comparator<Pod> OLDEST_FIRST =
      Comparator.comparingInt((Pod pod) -> pod.spec().nodeName() == null ? 1 : 0)
          .thenComparingLong(DaemonPods::createdNanos)
          .thenComparing(Pod::name);

  private DaemonPods() {}

  private static long createdNanos(Pod pod) {
    Timestamp created = pod.metadata().creationTimestamp();
    return created == null ? 0 : created.truncatedToSecond().nanos();
  }

  /** Returns the node that a pod is on, or is meant for by its affinity. */
  static String targetNode(Pod pod) {
    if (pod.spec().nodeName() != null) {
      return pod.spec().nodeName();
    }
    Affinity affinity = pod.spec().affinity();
    NodeAffinity nodeAffinity = affinity == null ? null : affinity.nodeAffinity();
    NodeSelector required =
        nodeAffinity == null ? null : nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution();
    if (required != null) {
      for (NodeSelectorTerm term : required.nodeSelectorTerms()) {
        for (NodeSelectorRequirement field : term.matchFields()) {
          if (field.key().equals("metadata.name") && field.values().size() == 1) {
            return field.values().get(0);
          }
        }
      }
    }
    return "";
  }

  /** Returns a pod of the template for one node. */
  static Pod forNode(Pod pod, String node, String hash) {
    Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
    labels.put(Revisions.HASH_LABEL, hash);
    NodeSelectorRequirement byName =
        new NodeSelectorRequirement("metadata.name", "In", List.of(node));
    return pod.withMetadata(pod.metadata().withLabels(labels))
        .withSpec(
            pod.spec()
                .withTolerations(NodeFit.tolerations(pod.spec()))
                .withAffinity(withNode(pod.spec().affinity(), byName)));
  }

  private static Affinity withNode(@Nullable Affinity affinity, NodeSelectorRequirement byName) {
    NodeAffinity before = affinity == null ? null : affinity.nodeAffinity();
    NodeAffinity after =
        new NodeAffinity(
            new NodeSelector(List.of(new NodeSelectorTerm(List.of(), List.of(byName)))),
            before == null ? List.of() : before.preferredDuringSchedulingIgnoredDuringExecution());
    return new Affinity(
        after,
        affinity == null ? null : affinity.podAffinity(),
        affinity == null ? null : affinity.podAntiAffinity());
  }

  static boolean isUpdated(Pod pod, String hash) {
    return hash.equals(pod.metadata().labels().get(Revisions.HASH_LABEL));
  }

  private static @Nullable RollingUpdateDaemonSet rolling(DaemonSet set) {
    DaemonSetUpdateStrategy strategy = set.spec().updateStrategy();
    return strategy == null ? null : strategy.rollingUpdate();
  }

  static int maxSurge(DaemonSet set, int desired) {
    RollingUpdateDaemonSet rolling = rolling(set);
    IntOrString surge = rolling == null ? null : rolling.maxSurge();
    return surge == null ? 0 : surge.scaledValue(desired, true);
  }

  static int maxUnavailable(DaemonSet set, int desired) {
    RollingUpdateDaemonSet rolling = rolling(set);
    IntOrString unavailable = rolling == null ? null : rolling.maxUnavailable();
    int count = unavailable == null ? 1 : unavailable.scaledValue(desired, true);
    return count == 0 && desired > 0 && maxSurge(set, desired) == 0 ? 1 : count;
  }

  static boolean allowsSurge(DaemonSet set) {
    DaemonSetUpdateStrategy strategy = set.spec().updateStrategy();
    boolean rollingUpdate = strategy == null || !"OnDelete".equals(strategy.type());
    return rollingUpdate && maxSurge(set, 1) > 0;
  }
}
