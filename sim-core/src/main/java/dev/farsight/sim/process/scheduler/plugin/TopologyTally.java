package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeChanges;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** The labels of each node, by its position, when it was last looked at. */
  private Object[] labels = {};

  /** The keys of the sums when it was judged whether two nodes share a domain; null if not yet. */
  private @Nullable Set<String> judgedKeys;

  private boolean apart;

  /** The sum of each node, by its position, while no two nodes share a domain. */
  private long[] byPosition = {};

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
      labels = new Object[nodes.size()];
      judgedKeys = null;
      for (NodeInfo node : nodes) {
        take(node);
        labels[node.position()] = node.node().metadata().labels();
      }
    } else {
      for (long i = read; i < changes.count(); i++) {
        NodeInfo node = changes.get(i);
        if (node.position() >= 0 && !changes.isRepeated(i)) {
          giveBack(node);
          take(node);
          keepSum(node);
        }
      }
    }
    layout = cluster.layoutVersion();
    read = changes.count();
    return sums;
  }

  /**
   * Returns the sum over all domains of a node, as {@link TopologyCounts#sum} of the sums does. It
   * is kept for each node while no two nodes share a domain, as with host names: then a node's sum
   * changes only when the node does.
   */
  long sum(NodeInfo node) {
    if (judgedKeys == null) {
      judge();
    }
    return apart ? byPosition[node.position()] : sums.sum(node);
  }

  private void judge() {
    Set<String> keys = new TreeSet<>(sums.topologyKeys());
    List<NodeInfo> nodes = cluster.nodes();
    judgedKeys = keys;
    apart = keys.stream().allMatch(key -> isHostKey(key, nodes));
    if (apart) {
      byPosition = new long[nodes.size()];
      for (NodeInfo node : nodes) {
        byPosition[node.position()] = sums.sum(node);
      }
    }
  }

  /** Returns whether no two nodes have the same value of a label. */
  private static boolean isHostKey(String key, List<NodeInfo> nodes) {
    Set<String> values = new LinkedHashSet<>();
    for (NodeInfo node : nodes) {
      String value = node.label(key);
      if (value != null && !values.add(value)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // other maps may be equal; then it is judged once more
  private void keepSum(NodeInfo node) {
    Map<String, String> now = node.node().metadata().labels();
    if (labels[node.position()] != now || !sums.topologyKeys().equals(judgedKeys)) {
      labels[node.position()] = now;
      judgedKeys = null;
    } else if (apart) {
      byPosition[node.position()] = sums.sum(node);
    }
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
