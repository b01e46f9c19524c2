package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.HostPorts;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules out nodes where a port is taken. */
public final class NodePorts implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodePorts";

  private static final Status REJECTED =
      Status.unschedulable(NAME, "node(s) didn't have free ports for the requested pod ports");

  /** Makes the plugin. */
  public NodePorts() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    return pod.hostPorts().isEmpty() ? PreFilterResult.SKIP : PreFilterResult.ALL_NODES;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    for (PodInfo existing : node.pods()) {
      if (conflict(pod.hostPorts(), existing.hostPorts())) {
        return REJECTED;
      }
    }
    return Status.SUCCESS;
  }

  private static boolean conflict(List<HostPorts> wanted, List<HostPorts> taken) {
    for (HostPorts one : wanted) {
      for (HostPorts other : taken) {
        if (one.conflictsWith(other)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(EventResource.POD, ActionType.DELETE, NodePorts::afterPodDeleted),
        ClusterEventWithHint.always(EventResource.NODE, ActionType.ADD));
  }

  private static QueueingHint afterPodDeleted(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod deleted = Hints.pod(oldObj);
    if (deleted == null || Hints.isUnscheduled(deleted)) {
      return Hints.queueIf(deleted == null);
    }
    return Hints.queueIf(conflict(HostPorts.of(pod.spec()), HostPorts.of(deleted.spec())));
  }
}
