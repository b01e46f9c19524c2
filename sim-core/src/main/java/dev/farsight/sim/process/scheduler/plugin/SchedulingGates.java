package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSchedulingGate;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.PreEnqueuePlugin;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.ArrayList;
import java.util.List;

/** Holds back pods that have scheduling gates. */
public final class SchedulingGates implements PreEnqueuePlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "SchedulingGates";

  /** Makes the plugin. */
  public SchedulingGates() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status preEnqueue(Pod pod) {
    if (pod.spec().schedulingGates().isEmpty()) {
      return Status.SUCCESS;
    }
    List<String> gates = new ArrayList<>();
    for (PodSchedulingGate gate : pod.spec().schedulingGates()) {
      gates.add(gate.name());
    }
    return Status.unresolvable(
        NAME, "waiting for scheduling gates: [" + String.join(" ", gates) + "]");
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.UPDATE_POD_SCHEDULING_GATES_ELIMINATED,
            (pod, oldObj, newObj) -> Hints.queueIf(Hints.isSame(pod, Hints.pod(newObj)))));
  }
}
