package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeChanges;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all nodes, by topology domain, that are kept from one cycle to the next: only nodes
 * that have changed are looked at again.
 */
final class TopologyTally {

  /** Says what one node adds to which domains. */
  @FunctionalInterface
  interface Counter {

    /** Adds what a node contributes. */
    void count(NodeInfo node, Sink sink);
  }

  /** Takes what a node contributes. */
  @FunctionalInterface
  interface Sink {

    /** Adds an amount, which may be 0, to a domain: a pair of key and value. */
    void add(String key, String domain, long amount);
  }

  private record Amount(String key, String domain, long amount) {}

  private final ClusterSnapshot cluster;
  private final Counter counter;
  private final TopologyCounts sums = new TopologyCounts();
  private final Map<String, Map<String, Integer>> contributions = new LinkedHashMap<>();
  private @Nullable List<Amount>[] amounts = noAmounts(0);
  private long layout = -1;
  private long read;

  /**
   * Makes a tally.
   *
   * @param cluster whose nodes are summed up
   * @param counter what each node contributes; a function of the node and its pods alone
   */
  TopologyTally(ClusterSnapshot cluster, Counter counter) {
    this.cluster = cluster;
    this.counter = counter;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one raw type is all there is
  private static @Nullable List<Amount>[] noAmounts(int length) {
    return new List[length];
  }

  /** Returns the sums as of now; not to be changed, valid for this cycle. */
  TopologyCounts sums() {
    List<NodeInfo> nodes = cluster.nodes();
    NodeChanges changes = cluster.changes();
    if (layout != cluster.layoutVersion() || !changes.reachesBackTo(read)) {
      sums.clear();
      contributions.clear();
      amounts = noAmounts(nodes.size());
      for (NodeInfo node : nodes) {
        take(node);
      }
    } else {
      for (long i = read; i < changes.count(); i++) {
        NodeInfo node = changes.get(i);
        if (node.position() >= 0) {
          giveBack(node);
          take(node);
        }
      }
    }
    layout = cluster.layoutVersion();
    read = changes.count();
    return sums;
  }

  private void take(NodeInfo node) {
    List<Amount> taken = new ArrayList<>(2);
    counter.count(node, (key, domain, amount) -> taken.add(new Amount(key, domain, amount)));
    for (Amount each : taken) {
      sums.add(each.key(), each.domain(), each.amount());
      contributions
          .computeIfAbsent(each.key(), key -> new LinkedHashMap<>())
          .merge(each.domain(), 1, Integer::sum);
    }
    amounts[node.position()] = taken.isEmpty() ? null : taken;
  }

  private void giveBack(NodeInfo node) {
    List<Amount> taken = amounts[node.position()];
    if (taken == null) {
      return;
    }
    for (Amount each : taken) {
      sums.add(each.key(), each.domain(), -each.amount());
      Map<String, Integer> domains = contributions.get(each.key());
      if (domains != null
          && domains.merge(each.domain(), -1, (a, b) -> a + b == 0 ? null : a + b) == null) {
        sums.remove(each.key(), each.domain());
      }
    }
  }
}
