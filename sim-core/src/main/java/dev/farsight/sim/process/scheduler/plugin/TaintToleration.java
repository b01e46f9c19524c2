package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Toleration;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.Tolerations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules out nodes with taints that a pod does not tolerate, and prefers those with fewer. */
public final class TaintToleration
    implements FilterPlugin, PreScorePlugin, ScorePlugin, ScoreExtensions, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "TaintToleration";

  private record Soft(List<Toleration> tolerations) implements StateData {}

  private final SchedulerTexts texts;

  /** Makes the plugin with the texts of a version. */
  public TaintToleration(SchedulerTexts texts) {
    this.texts = texts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    Taint taint =
        Tolerations.firstUntolerated(node.node().spec().taints(), pod.pod().spec().tolerations());
    return taint == null ? Status.SUCCESS : Status.unresolvable(NAME, texts.untolerated(taint));
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    List<Toleration> soft = new ArrayList<>();
    for (Toleration toleration : pod.pod().spec().tolerations()) {
      String effect = toleration.effect();
      if (effect == null || effect.isEmpty() || effect.equals("PreferNoSchedule")) {
        soft.add(toleration);
      }
    }
    state.write(NAME, new Soft(soft));
    return Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    if (node.node().spec().taints().isEmpty()) {
      return 0;
    }
    List<Toleration> soft = state.require(NAME, Soft.class).tolerations();
    long intolerable = 0;
    for (Taint taint : node.node().spec().taints()) {
      if (taint.effect().equals("PreferNoSchedule") && !Tolerations.tolerate(soft, taint)) {
        intolerable++;
      }
    }
    return intolerable;
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  @Override
  public void normalizeScore(CycleState state, List<NodeInfo> nodes, long[] scores) {
    ScorePlugin.defaultNormalize(true, scores);
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_TAINT,
            TaintToleration::afterNodeChange),
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.UPDATE_POD_TOLERATION,
            (pod, oldObj, newObj) -> Hints.queueIf(Hints.isSame(pod, Hints.pod(newObj)))));
  }

  private static QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    boolean was = original == null || isUntolerated(pod, original);
    return Hints.queueIf(was && (modified == null || !isUntolerated(pod, modified)));
  }

  private static boolean isUntolerated(Pod pod, Node node) {
    return Tolerations.firstUntolerated(node.spec().taints(), pod.spec().tolerations()) != null;
  }
}
