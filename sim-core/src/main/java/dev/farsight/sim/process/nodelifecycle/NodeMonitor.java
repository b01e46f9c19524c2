package dev.farsight.sim.process.nodelifecycle;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The look that the node lifecycle controller takes at all nodes every 5 s: it notices nodes that
 * came and went, takes NoExecute taints off Ready nodes, and has NotReady ones tainted, zone by
 * zone, unless too many of them are NotReady.
 *
 * <p>A look that would find nothing new is left out, so an idle cluster comes to rest.
 */
final class NodeMonitor {

  /** Zones with more nodes are large (--large-cluster-size-threshold). */
  private static final int LARGE_ZONE = 50;

  /** NotReady nodes of a partly disrupted zone, at least, and their share in percent. */
  private static final int DISRUPTED_NODES = 3;

  private static final int DISRUPTED_PERCENT = 55;

  private enum ZoneState {
    INITIAL,
    NORMAL,
    PARTIAL_DISRUPTION,
    FULL_DISRUPTION
  }

  /**
   * What a look found out about a node.
   *
   * @param zone zone whose queue it may be in
   * @param ready whether it is Ready
   */
  private record Known(Node node, String zone, boolean ready) {}

  private final Simulator simulator;
  private final Cluster cluster;
  private final Informer<Node> nodes;
  private final EventRecorder recorder;
  private final NodeLifecycleTiming timing;
  private final EventType<Subject> monitor;
  private final EventType<Subject> taint;
  private final Set<String> startingNodes;
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** Nodes that have changed since the last look. */
  private final Set<String> changed = new LinkedHashSet<>();

  /**
   * Nodes that looks have something to do about, as long as they are not Ready or tainted or
   * queued. About the others there is nothing to be done while they stay what they are.
   */
  private final Set<String> open = new LinkedHashSet<>();

  /** Number of Ready and of other nodes of each zone. */
  private final Map<String, int[]> readiness = new TreeMap<>();

  private final Map<String, ZoneState> zones = new TreeMap<>();
  private final Map<String, TaintQueue> queues = new TreeMap<>();
  private long taintHandle;
  private boolean planned;

  NodeMonitor(
      Simulator simulator,
      Cluster cluster,
      Informer<Node> nodes,
      NodeLifecycleTiming timing,
      Collection<String> startingNodes) {
    this.startingNodes = new LinkedHashSet<>(startingNodes);
    this.simulator = simulator;
    this.cluster = cluster;
    this.nodes = nodes;
    this.timing = timing;
    this.recorder = EventRecorder.correlating(cluster, "node-controller");
    this.monitor =
        simulator.declare("nodelifecycle.monitor", Priority.CONTROL, subject -> onMonitor());
    this.taint = simulator.declare("nodelifecycle.taint", Priority.CONTROL, subject -> onTaint());
  }

  /** Takes notice that a node has come, changed or gone. */
  void nodeChanged(String name) {
    changed.add(name);
  }

  /** Sees to it that there is a next look: it may find something. */
  void planLook() {
    if (!planned) {
      planned = true;
      long sinceTick = Math.floorMod(simulator.now() - timing.phaseNanos(), timing.periodNanos());
      simulator.schedule(timing.periodNanos() - sinceTick, monitor, Subject.of("nodes"));
    }
  }

  private void onMonitor() {
    planned = false;
    Set<String> looked = new TreeSet<>(changed);
    looked.addAll(open);
    changed.clear();
    List<Known> seen = new ArrayList<>();
    List<Node> gone = new ArrayList<>();
    for (String name : looked) {
      Node node = nodes.get(name);
      Known before = known.get(name);
      if (node != null) {
        seen.add(notice(node, before));
      } else if (before != null) {
        gone.add(before.node);
      }
    }
    gone.forEach(this::noticeGone);
    seen.forEach(this::mark);
    if (simulator.checks().includes(Checks.RECOMPUTATION)) {
      requireCounts();
    }
    handleDisruption();
    onTaint();
  }

  private Known notice(Node node, @Nullable Known before) {
    if (before != null && before.node == node) {
      return before;
    }
    if (before == null && !startingNodes.remove(node.name())) {
      recorder.record(
          node,
          "Normal",
          "RegisteredNode",
          "Node " + node.name() + " event: Registered Node " + node.name() + " in Controller");
    }
    Known now = new Known(node, zone(node), NodeLifecycleController.conditionTaint(node) == null);
    uncount(before);
    readiness.computeIfAbsent(now.zone, zone -> new int[2])[now.ready ? 0 : 1]++;
    known.put(node.name(), now);
    open.add(node.name());
    queue(now.zone);
    return now;
  }

  private void uncount(@Nullable Known before) {
    if (before != null) {
      int[] counts = Objects.requireNonNull(readiness.get(before.zone));
      counts[before.ready ? 0 : 1]--;
      if (counts[0] + counts[1] == 0) {
        readiness.remove(before.zone);
      }
    }
  }

  /** The plain way: counts all nodes. */
  private void requireCounts() {
    Map<String, int[]> plain = new TreeMap<>();
    for (Node node : nodes.list()) {
      boolean ready = NodeLifecycleController.conditionTaint(node) == null;
      plain.computeIfAbsent(zone(node), zone -> new int[2])[ready ? 0 : 1]++;
    }
    boolean same = plain.keySet().equals(readiness.keySet()) && known.size() == nodes.list().size();
    for (Map.Entry<String, int[]> zone : plain.entrySet()) {
      same = same && Arrays.equals(zone.getValue(), readiness.get(zone.getKey()));
    }
    if (!same) {
      throw new IllegalStateException("the nodes of the zones are miscounted");
    }
  }

  private void mark(Known seen) {
    String wanted = NodeLifecycleController.conditionTaint(seen.node);
    if (wanted == null) {
      markReachable(seen.node);
      if (noExecuteTaint(seen.node) == null) {
        open.remove(seen.node.name());
      }
    } else {
      markForTaint(seen.node, wanted);
    }
  }

  private void noticeGone(Node node) {
    recorder.record(
        node,
        "Normal",
        "RemovingNode",
        "Node " + node.name() + " event: Removing Node " + node.name() + " from Controller");
    uncount(known.remove(node.name()));
    open.remove(node.name());
  }

  private TaintQueue queue(String zone) {
    return queues.computeIfAbsent(zone, z -> new TaintQueue());
  }

  private static String zone(Node node) {
    Map<String, String> labels = node.metadata().labels();
    return labels.getOrDefault(WellKnown.REGION, "")
        + "|"
        + labels.getOrDefault(WellKnown.ZONE, "");
  }

  private void markReachable(Node node) {
    queue(zone(node)).remove(node.name());
    if (noExecuteTaint(node) == null || cluster.get(Kinds.NODE, node.key()) == null) {
      return;
    }
    cluster.modify(Kinds.NODE, node.key(), current -> withNoExecute(current, null));
  }

  private void markForTaint(Node node, String wanted) {
    Taint present = noExecuteTaint(node);
    if (present == null) {
      queue(zone(node)).add(node.name());
    } else if (!present.key().equals(wanted)) {
      setTaint(node.key(), wanted);
    }
  }

  private void setTaint(String key, String wanted) {
    Taint wantedTaint = new Taint(wanted, null, WellKnown.NO_EXECUTE, cluster.now());
    cluster.modify(Kinds.NODE, key, current -> withNoExecute(current, wantedTaint));
  }

  private static @Nullable Taint noExecuteTaint(Node node) {
    for (Taint candidate : node.spec().taints()) {
      if (isNoExecuteOfCondition(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isNoExecuteOfCondition(Taint candidate) {
    return candidate.effect().equals(WellKnown.NO_EXECUTE)
        && (candidate.key().equals(WellKnown.TAINT_NOT_READY)
            || candidate.key().equals(WellKnown.TAINT_UNREACHABLE));
  }

  private static Node withNoExecute(Node node, @Nullable Taint wanted) {
    List<Taint> taints = new ArrayList<>(node.spec().taints());
    taints.removeIf(NodeMonitor::isNoExecuteOfCondition);
    if (wanted != null) {
      taints.add(wanted);
    }
    return node.withSpec(node.spec().withTaints(taints));
  }

  /** Where all zones are NotReady, the controller trusts itself less than the nodes. */
  private void handleDisruption() {
    zones.keySet().retainAll(readiness.keySet());
    boolean allWere = true;
    boolean allAre = true;
    for (Map.Entry<String, int[]> zone : readiness.entrySet()) {
      zones.putIfAbsent(zone.getKey(), ZoneState.INITIAL);
      allWere &= zones.get(zone.getKey()) == ZoneState.FULL_DISRUPTION;
      allAre &= state(zone.getValue()) == ZoneState.FULL_DISRUPTION;
    }
    if (allAre && allWere) {
      return;
    }
    long now = simulator.now();
    if (allAre) {
      List.copyOf(nodes.list()).forEach(this::markReachable);
      zones.replaceAll((zone, before) -> ZoneState.FULL_DISRUPTION);
      zones.keySet().forEach(zone -> queue(zone).setPeriod(TaintQueue.NEVER, now));
      return;
    }
    for (Map.Entry<String, int[]> zone : readiness.entrySet()) {
      int[] counts = zone.getValue();
      ZoneState state = state(counts);
      ZoneState before = zones.put(zone.getKey(), state);
      if (allWere || before != state) {
        queue(zone.getKey()).setPeriod(period(state, counts[0] + counts[1]), now);
      }
    }
  }

  private static ZoneState state(int[] counts) {
    int ready = counts[0];
    int notReady = counts[1];
    if (ready == 0 && notReady > 0) {
      return ZoneState.FULL_DISRUPTION;
    }
    boolean many = notReady >= DISRUPTED_NODES;
    return many && notReady * 100L >= (long) DISRUPTED_PERCENT * (ready + notReady)
        ? ZoneState.PARTIAL_DISRUPTION
        : ZoneState.NORMAL;
  }

  private static long period(ZoneState state, int zoneSize) {
    if (state != ZoneState.PARTIAL_DISRUPTION) {
      return TaintQueue.NORMAL_NANOS;
    }
    return zoneSize > LARGE_ZONE ? TaintQueue.SECONDARY_NANOS : TaintQueue.NEVER;
  }

  /** Works through the queues; of the looks that are planned only the next one stays. */
  private void onTaint() {
    simulator.cancel(taintHandle);
    long next = TaintQueue.NEVER;
    for (TaintQueue queue : queues.values()) {
      queue.work(simulator.now(), this::taint);
      next = Math.min(next, queue.nextNanos());
    }
    if (next != TaintQueue.NEVER) {
      taintHandle =
          simulator.scheduleAt(Math.max(next, simulator.now()), taint, Subject.of("nodes"));
    }
  }

  private void taint(String name) {
    Node node = nodes.get(name);
    String wanted = node == null ? null : NodeLifecycleController.conditionTaint(node);
    if (wanted != null && cluster.get(Kinds.NODE, name) != null) {
      setTaint(name, wanted);
    }
  }
}
