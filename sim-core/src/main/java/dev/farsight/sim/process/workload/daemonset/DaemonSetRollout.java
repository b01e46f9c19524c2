package dev.farsight.sim.process.workload.daemonset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rolling update of a DaemonSet ({@code update.go}). */
final class DaemonSetRollout {

  private final DaemonSet set;
  private final Map<String, List<Pod>> byNode;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final String hash;
  private final Timestamp now;
  private int desired;

  DaemonSetRollout(
      DaemonSet set, Map<String, List<Pod>> byNode, List<Node> nodes, String hash, Timestamp now) {
    this.set = set;
    this.byNode = new TreeMap<>(byNode);
    this.hash = hash;
    this.now = now;
    for (Node node : nodes) {
      this.nodes.put(node.name(), node);
      if (shouldRun(node.name())) {
        desired++;
        this.byNode.putIfAbsent(node.name(), List.of());
      }
    }
  }

  private boolean shouldRun(String name) {
    Node node = nodes.get(name);
    PodSpec spec = set.spec().template().spec();
    return node != null && NodeFit.shouldRun(spec, node);
  }

  /** The pods of one node: of the new template, of an old one, or more than one of a sort. */
  private record Pair(@Nullable Pod updated, @Nullable Pod old, boolean clear) {}

  private Pair pair(List<Pod> pods) {
    Pod updated = null;
    Pod old = null;
    for (Pod pod : pods) {
      if (pod.metadata().isTerminating()) {
        continue;
      }
      boolean isUpdated = DaemonPods.isUpdated(pod, hash);
      if (isUpdated ? updated != null : old != null) {
        return new Pair(null, null, false);
      }
      updated = isUpdated ? pod : updated;
      old = isUpdated ? old : pod;
    }
    return new Pair(updated, old, true);
  }

  private boolean isAvailable(@Nullable Pod pod) {
    return pod != null && PodState.isAvailable(pod, DaemonSetSync.minReadySeconds(set), now);
  }

  /** Replaces as many old pods as the limits allow now. */
  void run(DaemonSetSync sync) {
    int surge = DaemonPods.maxSurge(set, desired);
    if (surge == 0) {
      deleteOld(sync, DaemonPods.maxUnavailable(set, desired));
    } else {
      addNew(sync, surge);
    }
  }

  private void deleteOld(DaemonSetSync sync, int maxUnavailable) {
    int unavailable = 0;
    List<Pod> chosen = new ArrayList<>();
    List<Pod> candidates = new ArrayList<>();
    for (List<Pod> pods : byNode.values()) {
      Pair pair = pair(pods);
      Pod old = pair.old();
      if (!pair.clear() || (old == null) == (pair.updated() == null)) {
        unavailable++;
      } else if (old == null) {
        unavailable += isAvailable(pair.updated()) ? 0 : 1;
      } else if (!isAvailable(old)) {
        chosen.add(old);
        unavailable++;
      } else if (unavailable < maxUnavailable) {
        candidates.add(old);
      }
    }
    int room = Math.min(Math.max(0, maxUnavailable - unavailable), candidates.size());
    chosen.addAll(candidates.subList(0, room));
    sync.apply(List.of(), chosen, hash);
  }

  private void addNew(DaemonSetSync sync, int maxSurge) {
    int surging = 0;
    int available = 0;
    List<Pod> surplus = new ArrayList<>();
    List<Pod> misplaced = new ArrayList<>();
    List<String> chosen = new ArrayList<>();
    List<String> candidates = new ArrayList<>();
    for (Map.Entry<String, List<Pod>> entry : byNode.entrySet()) {
      Pair pair = pair(entry.getValue());
      Pod old = pair.old();
      available += pair.clear() && isAvailable(old != null ? old : pair.updated()) ? 1 : 0;
      if (!pair.clear()) {
        surging++;
      } else if (old != null && pair.updated() != null) {
        if (isAvailable(pair.updated())) {
          surplus.add(old);
        } else {
          surging++;
        }
      } else if (old != null && !nodes.containsKey(entry.getKey())) {
        throw ApiException.notFound("nodes", entry.getKey());
      } else if (old != null && !shouldRun(entry.getKey())) {
        (isAvailable(old) ? misplaced : surplus).add(old);
      } else if (old != null && !isAvailable(old)) {
        chosen.add(entry.getKey());
      } else if (old != null && surging < maxSurge) {
        candidates.add(entry.getKey());
      }
    }
    int spare = Math.min(Math.max(0, available - desired), misplaced.size());
    surplus.addAll(misplaced.subList(0, spare));
    int room = Math.min(Math.max(0, maxSurge - surging), candidates.size());
    chosen.addAll(candidates.subList(0, room));
    sync.apply(chosen, surplus, hash);
  }
}
