package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the ways in which an update of a pod or node matters to scheduling.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/framework/events.go">upstream
 *     events.go</a>
 */
public final class SchedulingPropertiesChange {

  private SchedulingPropertiesChange() {}

  /**
   * Returns the events of a pod's update, in upstream's order; the general one if none is meant.
   */
  public static List<ClusterEvent> ofPod(Pod oldPod, Pod newPod) {
    EventResource resource =
        newPod.spec().nodeName() == null
            ? EventResource.UNSCHEDULABLE_POD
            : EventResource.ASSIGNED_POD;
    List<ClusterEvent> events = new ArrayList<>(1);
    if (!oldPod.metadata().labels().equals(newPod.metadata().labels())) {
      events.add(new ClusterEvent(resource, ActionType.UPDATE_POD_LABEL));
    }
    if (oldPod.spec() != newPod.spec()) {
      addSpecChanges(oldPod, newPod, resource, events);
    }
    if (events.isEmpty()) {
      events.add(new ClusterEvent(resource, ActionType.UPDATE));
    }
    return events;
  }

  private static void addSpecChanges(
      Pod oldPod, Pod newPod, EventResource resource, List<ClusterEvent> events) {
    if (asksForLess(PodRequests.of(oldPod), PodRequests.of(newPod))) {
      events.add(new ClusterEvent(resource, ActionType.UPDATE_POD_SCALE_DOWN));
    }
    if (newPod.spec().schedulingGates().isEmpty() && !oldPod.spec().schedulingGates().isEmpty()) {
      events.add(new ClusterEvent(resource, ActionType.UPDATE_POD_SCHEDULING_GATES_ELIMINATED));
    }
    if (newPod.spec().tolerations().size() != oldPod.spec().tolerations().size()) {
      events.add(new ClusterEvent(resource, ActionType.UPDATE_POD_TOLERATION));
    }
  }

  private static boolean asksForLess(
      Map<String, Quantity> oldRequests, Map<String, Quantity> newRequests) {
    for (Map.Entry<String, Quantity> old : oldRequests.entrySet()) {
      Quantity now = newRequests.get(old.getKey());
      if (now == null || old.getValue().milliValue() > now.milliValue()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the events of a node's update, in upstream's order; none if nothing matters. */
  public static List<ClusterEvent> ofNode(Node oldNode, Node newNode) {
    List<ClusterEvent> events = new ArrayList<>(2);
    if (Boolean.TRUE.equals(oldNode.spec().unschedulable())
        && !Boolean.TRUE.equals(newNode.spec().unschedulable())) {
      events.add(node(ActionType.UPDATE_NODE_TAINT));
    }
    if (!sameAmounts(oldNode.status().allocatable(), newNode.status().allocatable())) {
      events.add(node(ActionType.UPDATE_NODE_ALLOCATABLE));
    }
    if (!oldNode.metadata().labels().equals(newNode.metadata().labels())) {
      events.add(node(ActionType.UPDATE_NODE_LABEL));
    }
    if (!oldNode.spec().taints().equals(newNode.spec().taints())) {
      events.add(node(ActionType.UPDATE_NODE_TAINT));
    }
    if (!statuses(oldNode).equals(statuses(newNode))) {
      events.add(node(ActionType.UPDATE_NODE_CONDITION));
    }
    if (!oldNode.metadata().annotations().equals(newNode.metadata().annotations())) {
      events.add(node(ActionType.UPDATE_NODE_ANNOTATION));
    }
    return events;
  }

  private static ClusterEvent node(int actions) {
    return new ClusterEvent(EventResource.NODE, actions);
  }

  private static boolean sameAmounts(Map<String, Quantity> one, Map<String, Quantity> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, Quantity> entry : one.entrySet()) {
      Quantity second = other.get(entry.getKey());
      if (second == null || entry.getValue().compareTo(second) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> statuses(Node node) {
    Map<String, String> statuses = new TreeMap<>();
    for (NodeCondition condition : node.status().conditions()) {
      statuses.put(condition.type(), condition.status());
    }
    return statuses;
  }
}
