package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Affinity;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Toleration;
import dev.farsight.sim.kube.TopologySpreadConstraint;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.spec.scheduler.PodTopologySpreadArgs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps pods spread over topology domains. */
public final class PodTopologySpread
    implements PreFilterPlugin,
        FilterPlugin,
        PreScorePlugin,
        ScorePlugin,
        ScoreExtensions,
        EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "PodTopologySpread";

  private static final String REASON = "node(s) didn't match pod topology spread constraints";
  private static final Status SKEWED = Status.unschedulable(NAME, REASON);
  private static final Status UNLABELLED =
      Status.unresolvable(NAME, REASON + " (missing required label)");

  private final ClusterSnapshot cluster;
  private final PodTopologySpreadArgs args;
  private final Tallies tallies = new Tallies();
  private final List<TopologySpreadConstraint> defaults;

  /** Makes the plugin. */
  public PodTopologySpread(ClusterSnapshot cluster, PodTopologySpreadArgs args) {
    this.cluster = cluster;
    this.args = args;
    this.defaults =
        args.systemDefaulted() ? SpreadConstraint.SYSTEM_DEFAULTS : args.defaultConstraints();
  }

  @Override
  public String name() {
    return NAME;
  }

  private List<SpreadConstraint> hard(Pod pod) {
    return SpreadConstraint.of(pod, "DoNotSchedule", defaults, cluster);
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    List<SpreadConstraint> constraints = hard(pod.pod());
    if (constraints.isEmpty()) {
      return PreFilterResult.SKIP;
    }
    TopologyCounts counts =
        tallies.of(
            Kind.of(true, false, constraints, pod.pod()),
            () ->
                new TopologyTally(
                    cluster,
                    (node, sink) -> SpreadCounts.count(constraints, pod.pod(), node, sink)));
    state.write(NAME, new SpreadCounts(constraints, counts));
    return PreFilterResult.ALL_NODES;
  }

  /** All of a pod that a tally depends on. */
  private record Kind(
      boolean hard,
      boolean requireAll,
      List<SpreadConstraint> constraints,
      String namespace,
      Map<String, String> nodeSelector,
      @Nullable Affinity affinity,
      List<Toleration> tolerations) {

    static Kind of(boolean hard, boolean requireAll, List<SpreadConstraint> constraints, Pod pod) {
      return new Kind(
          hard,
          requireAll,
          constraints,
          pod.namespace(),
          pod.spec().nodeSelector(),
          pod.spec().affinity(),
          pod.spec().tolerations());
    }
  }

  @Override
  public void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node) {
    state.require(NAME, SpreadCounts.class).update(podToSchedule.pod(), added.pod(), node, 1);
  }

  @Override
  public void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node) {
    state.require(NAME, SpreadCounts.class).update(podToSchedule.pod(), removed.pod(), node, -1);
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    SpreadCounts counts = state.require(NAME, SpreadCounts.class);
    Map<String, String> podLabels = pod.pod().metadata().labels();
    for (int i = 0; i < counts.constraints().size(); i++) {
      SpreadConstraint constraint = counts.constraints().get(i);
      String domain = node.label(constraint.topologyKey());
      if (domain == null) {
        return UNLABELLED;
      }
      int self = constraint.matches(podLabels) ? 1 : 0;
      if (counts.of(i, domain) + self - counts.min(i) > constraint.maxSkew()) {
        return SKEWED;
      }
    }
    return Status.SUCCESS;
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    return NodeReads.labels(
            SpreadConstraint.keys(state.require(NAME, SpreadCounts.class).constraints()))
        .andOthers();
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    boolean requireAll =
        !pod.pod().spec().topologySpreadConstraints().isEmpty() || !args.systemDefaulted();
    List<SpreadConstraint> soft =
        SpreadConstraint.of(pod.pod(), "ScheduleAnyway", defaults, cluster);
    if (soft.isEmpty()) {
      return Status.SKIP;
    }
    TopologyCounts counts =
        tallies.of(
            Kind.of(false, requireAll, soft, pod.pod()),
            () ->
                new TopologyTally(
                    cluster,
                    (node, sink) -> SpreadScores.count(soft, pod.pod(), requireAll, node, sink)));
    SpreadScores scores = new SpreadScores(soft, pod.pod(), requireAll, counts);
    scores.prepare(feasibleNodes);
    state.write(NAME + "Score", scores);
    return Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    return state.require(NAME + "Score", SpreadScores.class).score(node);
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    List<String> keys =
        SpreadConstraint.keys(state.require(NAME + "Score", SpreadScores.class).constraints());
    // The score of a host depends on the pods it has.
    return keys.contains(SpreadConstraint.HOSTNAME)
        ? NodeReads.EVERYTHING
        : NodeReads.labels(keys).andOthers();
  }

  @Override
  public void normalizeScore(CycleState state, List<NodeInfo> nodes, long[] scores) {
    state.require(NAME + "Score", SpreadScores.class).normalize(nodes, scores);
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.ADD
                | ActionType.UPDATE_POD_LABEL
                | ActionType.UPDATE_POD_TOLERATION
                | ActionType.DELETE,
            this::afterPodChange),
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD
                | ActionType.DELETE
                | ActionType.UPDATE_NODE_LABEL
                | ActionType.UPDATE_NODE_TAINT,
            this::afterNodeChange));
  }

  private static boolean isInvolved(Pod incoming, Pod podWithSpreading) {
    return Hints.isSame(podWithSpreading, incoming)
        || (!Hints.isUnscheduled(incoming)
            && incoming.namespace().equals(podWithSpreading.namespace()));
  }

  private QueueingHint afterPodChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod original = Hints.pod(oldObj);
    Pod modified = Hints.pod(newObj);
    if ((modified != null && !isInvolved(modified, pod))
        || (original != null && !isInvolved(original, pod))) {
      return QueueingHint.QUEUE_SKIP;
    }
    List<SpreadConstraint> constraints = hard(pod);
    if (modified != null && original != null) {
      return Hints.queueIf(updateMatters(pod, original, modified, constraints));
    }
    Pod only = modified != null ? modified : original;
    if (only != null) {
      for (SpreadConstraint each : constraints) {
        if (each.matches(only.metadata().labels())) {
          return QueueingHint.QUEUE;
        }
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static boolean updateMatters(
      Pod pod, Pod original, Pod modified, List<SpreadConstraint> constraints) {
    boolean tolerationsChanged =
        Hints.isSame(pod, modified)
            && !modified.spec().tolerations().equals(original.spec().tolerations());
    for (SpreadConstraint each : constraints) {
      if (tolerationsChanged && each.honorsTaints()) {
        return true;
      }
      if (each.matches(original.metadata().labels())
          != each.matches(modified.metadata().labels())) {
        return true;
      }
    }
    return false;
  }

  private QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    List<SpreadConstraint> constraints = hard(pod);
    boolean was =
        original != null
            && SpreadConstraint.allKeysPresent(constraints, original.metadata().labels());
    boolean is =
        modified != null
            && SpreadConstraint.allKeysPresent(constraints, modified.metadata().labels());
    if (original == null || modified == null) {
      return Hints.queueIf(modified != null ? is : was);
    }
    if (was != is) {
      return QueueingHint.QUEUE;
    }
    if (!is) {
      return QueueingHint.QUEUE_SKIP;
    }
    boolean moved = !original.spec().taints().equals(modified.spec().taints());
    for (SpreadConstraint each : constraints) {
      String before = original.metadata().labels().get(each.topologyKey());
      String after = modified.metadata().labels().get(each.topologyKey());
      moved |= before == null ? after != null : !before.equals(after);
    }
    return Hints.queueIf(moved);
  }
}
