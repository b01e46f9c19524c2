package dev.farsight.sim.process.nodelifecycle;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.Taint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the condition of nodes into taints. */
public final class NodeLifecycleController {

  /** Taint of nodes whose condition Ready is False. */
  public static final String NOT_READY = "node.kubernetes.io/not-ready";

  /** Taint of nodes whose condition Ready is Unknown. */
  public static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** Taint of cordoned nodes. */
  public static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

  private static final String NO_SCHEDULE = "NoSchedule";

  private final Cluster cluster;
  private final NodeMonitor monitor;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing clock of the node monitor
   * @param startingNodes names of nodes that were registered before the start
   */
  public NodeLifecycleController(
      Simulator simulator,
      Cluster cluster,
      InformerFactory informers,
      NodeLifecycleTiming timing,
      Collection<String> startingNodes) {
    this.cluster = cluster;
    this.monitor =
        new NodeMonitor(simulator, cluster, informers.informer(Kinds.NODE), timing, startingNodes);
    informers.informer(Kinds.NODE).addHandler(this::onNode);
  }

  private void onNode(WatchEvent<Node> event) {
    Node old = event.old();
    monitor.nodeChanged(event.key());
    if (old == null
        || event.type() == WatchEvent.Type.DELETED
        || !Objects.equals(conditionTaint(old), conditionTaint(event.object()))) {
      monitor.planLook();
    }
    String key = event.key();
    if (event.type() != WatchEvent.Type.DELETED && cluster.get(Kinds.NODE, key) != null) {
      cluster.modify(Kinds.NODE, key, this::withNoScheduleTaints);
    }
  }

  /** NoSchedule taints follow the conditions and the cordon at once; the others the monitor. */
  private Node withNoScheduleTaints(Node node) {
    String wanted = conditionTaint(node);
    boolean cordoned = Boolean.TRUE.equals(node.spec().unschedulable());
    List<Taint> taints = new ArrayList<>();
    for (Taint taint : node.spec().taints()) {
      boolean ofCondition = taint.key().equals(NOT_READY) || taint.key().equals(UNREACHABLE);
      boolean stays =
          !taint.effect().equals(NO_SCHEDULE)
              || (ofCondition
                  ? taint.key().equals(wanted)
                  : !taint.key().equals(UNSCHEDULABLE) || cordoned);
      if (stays) {
        taints.add(taint);
      }
    }
    Node changed =
        taints.size() == node.spec().taints().size()
            ? node
            : node.withSpec(node.spec().withTaints(taints));
    if (wanted != null && !hasTaint(changed, wanted, NO_SCHEDULE)) {
      changed = withTaint(changed, new Taint(wanted, null, NO_SCHEDULE, null));
    }
    if (cordoned && !hasTaint(changed, UNSCHEDULABLE, NO_SCHEDULE)) {
      changed = withTaint(changed, new Taint(UNSCHEDULABLE, null, NO_SCHEDULE, null));
    }
    return changed;
  }

  /**
   * Returns the key of the taint that a node's condition Ready asks for, or null if it is Ready.
   */
  static @Nullable String conditionTaint(Node node) {
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
