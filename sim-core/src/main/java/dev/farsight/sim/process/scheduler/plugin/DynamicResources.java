package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PostFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PostFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.List;

/** Dynamic resource allocation, as far as pods without claims are concerned. */
public final class DynamicResources
    implements PreFilterPlugin, PostFilterPlugin, ScorePlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "DynamicResources";

  private record NoClaims() implements StateData {}

  /** Makes the plugin. */
  public DynamicResources() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    state.write(NAME, new NoClaims());
    return PreFilterResult.SKIP;
  }

  @Override
  public PostFilterResult postFilter(CycleState state, PodInfo pod, NodeToStatus statuses) {
    return PostFilterResult.of(
        state.read(NAME, NoClaims.class) == null
            ? Status.error(NAME, "not found")
            : Status.unschedulable(NAME, "no new claims to deallocate"));
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return 0;
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.always(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_LABEL | ActionType.UPDATE_NODE_ALLOCATABLE),
        ClusterEventWithHint.always(
            EventResource.RESOURCE_CLAIM, ActionType.ADD | ActionType.UPDATE),
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.UPDATE_POD_GENERATED_RESOURCE_CLAIM,
            (pod, oldObj, newObj) -> Hints.queueIf(Hints.isSame(pod, Hints.pod(newObj)))),
        ClusterEventWithHint.always(EventResource.DEVICE_CLASS, ActionType.ADD | ActionType.UPDATE),
        ClusterEventWithHint.always(
            EventResource.RESOURCE_SLICE, ActionType.ADD | ActionType.UPDATE));
  }
}
