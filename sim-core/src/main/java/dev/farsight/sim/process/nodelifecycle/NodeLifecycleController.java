package dev.farsight.sim.process.nodelifecycle;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the condition of nodes into taints. */
public final class NodeLifecycleController {

  /** Taint of nodes whose condition Ready is False. */
  public static final String NOT_READY = "node.kubernetes.io/not-ready";

  /** Taint of nodes whose condition Ready is Unknown. */
  public static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** Taint of cordoned nodes. */
  public static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

  /** Period in which the controller looks at all nodes (--node-monitor-period, 5 s). */
  private static final long MONITOR_PERIOD_NANOS = 5_000_000_000L;

  private static final String NO_SCHEDULE = "NoSchedule";
  private static final String NO_EXECUTE = "NoExecute";

  private final Simulator simulator;
  private final Cluster cluster;
  private final EventType<Subject> monitored;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   */
  public NodeLifecycleController(Simulator simulator, Cluster cluster, InformerFactory informers) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.monitored =
        simulator.declare("nodelifecycle.monitor", Priority.CONTROL, this::onMonitored);
    informers.informer(Kinds.NODE).addHandler(this::onNode);
  }

  private void onNode(WatchEvent<Node> event) {
    if (event.type() == WatchEvent.Type.DELETED) {
      return;
    }
    String key = event.object().key();
    Node node = cluster.get(Kinds.NODE, key);
    if (node == null) {
      return;
    }
    cluster.modify(Kinds.NODE, key, this::withNoScheduleTaints);
    String wanted = conditionTaint(node);
    if (wanted != null && !hasTaint(node, wanted, NO_EXECUTE)) {
      simulator.schedule(MONITOR_PERIOD_NANOS, monitored, Subject.of(key));
    }
  }

  private void onMonitored(Subject subject) {
    Node node = cluster.get(Kinds.NODE, subject.subjectName());
    String wanted = node == null ? null : conditionTaint(node);
    if (node != null && wanted != null && !hasTaint(node, wanted, NO_EXECUTE)) {
      Timestamp now = cluster.now();
      cluster.modify(
          Kinds.NODE,
          node.key(),
          current -> withTaint(current, new Taint(wanted, null, NO_EXECUTE, now)));
    }
  }

  /** The taints follow the conditions and the cordon at once; NoExecute taints only go at once. */
  private Node withNoScheduleTaints(Node node) {
    String wanted = conditionTaint(node);
    boolean cordoned = Boolean.TRUE.equals(node.spec().unschedulable());
    List<Taint> taints = new ArrayList<>();
    for (Taint taint : node.spec().taints()) {
      boolean ofCondition = taint.key().equals(NOT_READY) || taint.key().equals(UNREACHABLE);
      boolean stays =
          ofCondition ? taint.key().equals(wanted) : !taint.key().equals(UNSCHEDULABLE) || cordoned;
      if (stays) {
        taints.add(taint);
      }
    }
    Node changed = node.withSpec(node.spec().withTaints(taints));
    if (wanted != null && !hasTaint(changed, wanted, NO_SCHEDULE)) {
      changed = withTaint(changed, new Taint(wanted, null, NO_SCHEDULE, null));
    }
    if (cordoned && !hasTaint(changed, UNSCHEDULABLE, NO_SCHEDULE)) {
      changed = withTaint(changed, new Taint(UNSCHEDULABLE, null, NO_SCHEDULE, null));
    }
    return changed;
  }

  private static @Nullable String conditionTaint(Node node) {
    for (NodeCondition condition : node.status().conditions()) {
      if (condition.type().equals("Ready")) {
        return switch (condition.status()) {
          case "True" -> null;
          case "False" -> NOT_READY;
          default -> UNREACHABLE;
        };
      }
    }
    // A node that has never reported counts as not ready once the monitor has looked at it.
    return NOT_READY;
  }

  private static boolean hasTaint(Node node, String key, String effect) {
    for (Taint taint : node.spec().taints()) {
      if (taint.key().equals(key) && taint.effect().equals(effect)) {
        return true;
      }
    }
    return false;
  }

  private static Node withTaint(Node node, Taint taint) {
    List<Taint> taints = new ArrayList<>(node.spec().taints());
    taints.add(taint);
    return node.withSpec(node.spec().withTaints(taints));
  }
}
