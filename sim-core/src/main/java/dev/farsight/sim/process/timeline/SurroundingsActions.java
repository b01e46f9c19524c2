package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.ObjectPatch;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Steps that mend faults, change account and network, and act on chosen pods. */
final class SurroundingsActions {

  private final Cluster cluster;
  private final StepLog log;
  private final StepActions actions;
  private final Completion completion;

  SurroundingsActions(Cluster cluster, StepLog log, StepActions actions) {
    this.cluster = cluster;
    this.log = log;
    this.actions = actions;
    this.completion = new Completion(cluster);
  }

  BooleanSupplier execute(TimelineStep step, StepAction action) {
    if (action instanceof StepAction.Mend mend) {
      mend(mend);
      return () -> true;
    } else if (action instanceof StepAction.SetNetwork set) {
      environment(current -> current.withNetwork(set.change().apply(current.network())));
      return () -> true;
    } else if (action instanceof StepAction.SetQuotas set) {
      environment(current -> limited(current, set));
      return () -> true;
    } else if (action instanceof StepAction.RecreatePods recreate) {
      return recreate(step, recreate.pods(), recreate.pendingOnly());
    } else if (action instanceof StepAction.PatchPods patch) {
      patch(step, patch);
      return () -> true;
    }
    throw new IllegalStateException("no handler for " + action.word());
  }

  private void environment(java.util.function.UnaryOperator<Environment> change) {
    cluster.modify(Kinds.ENVIRONMENT, Environment.NAME, change);
  }

  private static Environment limited(Environment current, StepAction.SetQuotas set) {
    Long vcpu = set.fargateVcpuMilli();
    Integer burst = set.launchBurstCount();
    Integer rate = set.launchPerSecond();
    return current.withLimits(
        vcpu == null ? current.fargateVcpuMilli() : vcpu,
        burst == null ? current.launchBurstCount() : burst,
        rate == null ? current.launchPerSecond() : rate);
  }

  private void mend(StepAction.Mend mend) {
    for (Fault fault : List.copyOf(cluster.store(Kinds.FAULT).list())) {
      if (fault.spec().kind().equals(mend.kind().word()) && concerns(fault, mend)) {
        cluster.delete(Kinds.FAULT, fault.name(), DeleteOptions.NOW);
      }
    }
  }

  private static boolean concerns(Fault fault, StepAction.Mend mend) {
    LabelSelector selector = fault.spec().selector();
    return mend.profile() == null
        || selector == null
        || selector.matches(Map.of(WellKnown.FARGATE_PROFILE, mend.profile()));
  }

  private BooleanSupplier recreate(TimelineStep step, PodFilter filter, boolean pendingOnly) {
    List<Pod> chosen = actions.pods(filter);
    if (pendingOnly) {
      chosen.removeIf(pod -> pod.spec().nodeName() != null);
    }
    List<Pod> bare = new ArrayList<>();
    for (Pod pod : chosen) {
      if (pod.metadata().controllerOwner() == null && !pod.metadata().isTerminating()) {
        bare.add(pod);
      }
    }
    BooleanSupplier gone = actions.deletePods(step, chosen);
    Map<String, Pod> waiting = new LinkedHashMap<>();
    bare.forEach(pod -> waiting.put(pod.key(), pod));
    return () -> {
      for (Pod pod : List.copyOf(waiting.values())) {
        Pod now = cluster.get(Kinds.POD, pod.key());
        if (now == null) {
          waiting.remove(pod.key());
          createAnew(step, pod);
        }
      }
      return waiting.isEmpty() && gone.getAsBoolean();
    };
  }

  private void createAnew(TimelineStep step, Pod pod) {
    ObjectMeta metadata =
        ObjectMeta.named(pod.namespace(), pod.name())
            .withLabels(FrozenMap.without(pod.metadata().labels(), WellKnown.FARGATE_PROFILE))
            .withAnnotations(
                FrozenMap.without(
                    FrozenMap.without(pod.metadata().annotations(), WellKnown.CAPACITY_PROVISIONED),
                    WellKnown.LOGGING));
    PodStatus status = PodStatus.PENDING;
    boolean admitted = pod.metadata().labels().containsKey(WellKnown.FARGATE_PROFILE);
    var spec = pod.spec().withNodeName(null);
    if (admitted) {
      spec =
          spec.withSchedulerName(WellKnown.DEFAULT_SCHEDULER)
              .withPriorityClassName(null)
              .withPriority(null);
    }
    log.touched(step, Kinds.POD, pod.key());
    try {
      cluster.create(new Pod(metadata, spec, status));
    } catch (ApiException refused) {
      log.failed(step, pod.key() + ": " + StepActions.text(refused));
    }
  }

  private void patch(TimelineStep step, StepAction.PatchPods patch) {
    for (Pod pod : actions.pods(patch.pods())) {
      try {
        Pod changed = (Pod) patch.patch().apply(pod);
        cluster.modify(
            Kinds.POD, pod.key(), current -> (Pod) AppliedChange.merge(current, changed));
        log.touched(step, Kinds.POD, pod.key());
      } catch (ApiException | ObjectPatch.PatchRefusedException e) {
        log.failed(step, pod.key() + ": " + StepActions.text(e));
      }
    }
  }

  /** Returns whether everything that was applied is Ready, as {@code helm --wait} sees it. */
  boolean isReady(List<AppliedObject> objects) {
    for (AppliedObject applied : objects) {
      KubeObject object = applied.object();
      if (cluster.get(object.kind(), object.key()) == null
          || !completion.rolledOut(object.kind(), List.of(object.key())).getAsBoolean()) {
        return false;
      }
      if (object.kind() == Kinds.POD) {
        Pod pod = cluster.get(Kinds.POD, object.key());
        var ready = pod == null ? null : pod.status().condition("Ready");
        if (ready == null || !ready.status().equals("True")) {
          return false;
        }
      }
    }
    return true;
  }

  /** Deletes what was applied, last first. */
  void remove(TimelineStep step, List<AppliedObject> objects) {
    for (int i = objects.size() - 1; i >= 0; i--) {
      KubeObject object = objects.get(i).object();
      if (cluster.get(object.kind(), object.key()) != null) {
        cluster.delete(object.kind(), object.key(), DeleteOptions.BACKGROUND);
        log.touched(step, object.kind(), object.key());
      }
    }
  }
}
