package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.ComputeResource;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import dev.farsight.sim.spec.scheduler.NodeResourcesFitArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules out nodes without enough resources, and ranks the others by what is left. */
public final class NodeResourcesFit implements FilterPlugin, ScorePlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeResourcesFit";

  private final NodeResourcesFitArgs args;
  private final ResourceAmounts amounts;

  /** Makes the plugin. */
  public NodeResourcesFit(NodeResourcesFitArgs args) {
    this.args = args;
    this.amounts = new ResourceAmounts(args.scoringStrategy().resources(), false);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    return fits(pod.requests(), node, args);
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  private static Status fits(ComputeResource wanted, NodeInfo node, NodeResourcesFitArgs args) {
    ComputeResource offered = node.allocatable();
    ComputeResource taken = node.requested();
    boolean plain = !wanted.hasScalars() && node.podCount() < offered.allowedPodNumber();
    if (plain
        && isEnough(wanted.milliCpu(), offered.milliCpu(), taken.milliCpu())
        && isEnough(wanted.memoryBytes(), offered.memoryBytes(), taken.memoryBytes())
        && isEnough(
            wanted.ephemeralStorageBytes(),
            offered.ephemeralStorageBytes(),
            taken.ephemeralStorageBytes())) {
      return Status.SUCCESS;
    }
    return whatIsShort(wanted, node, args);
  }

  private static boolean isEnough(long wanted, long offered, long taken) {
    return wanted <= 0 || wanted <= offered - taken;
  }

  /** Looks at one resource after the other, as {@link #fits} does where something may be short. */
  static Status whatIsShort(ComputeResource wanted, NodeInfo node, NodeResourcesFitArgs args) {
    ComputeResource offered = node.allocatable();
    ComputeResource taken = node.requested();
    Shortage shortage = new Shortage();
    if (node.podCount() + 1 > offered.allowedPodNumber()) {
      shortage.reasons.add("Too many pods");
    }
    if (!wanted.isNothing()) {
      shortage.check("cpu", wanted.milliCpu(), offered.milliCpu(), taken.milliCpu());
      shortage.check("memory", wanted.memoryBytes(), offered.memoryBytes(), taken.memoryBytes());
      shortage.check(
          "ephemeral-storage",
          wanted.ephemeralStorageBytes(),
          offered.ephemeralStorageBytes(),
          taken.ephemeralStorageBytes());
      if (wanted.hasScalars()) {
        checkScalars(shortage, wanted, offered, taken, args);
      }
    }
    if (shortage.reasons.isEmpty()) {
      return Status.SUCCESS;
    }
    return new Status(
        shortage.unresolvable
            ? StatusCode.UNSCHEDULABLE_AND_UNRESOLVABLE
            : StatusCode.UNSCHEDULABLE,
        NAME,
        shortage.reasons);
  }

  private static void checkScalars(
      Shortage shortage,
      ComputeResource wanted,
      ComputeResource offered,
      ComputeResource taken,
      NodeResourcesFitArgs args) {
    for (Map.Entry<String, Long> scalar : wanted.scalars().entrySet()) {
      String name = scalar.getKey();
      if (!isIgnored(name, args)) {
        shortage.check(name, scalar.getValue(), offered.scalar(name), taken.scalar(name));
      }
    }
  }

  private static boolean isIgnored(String name, NodeResourcesFitArgs args) {
    if (!ComputeResource.isExtended(name)) {
      return false;
    }
    int slash = name.indexOf('/');
    String group = slash < 0 ? name : name.substring(0, slash);
    return args.ignoredResources().contains(name) || args.ignoredResourceGroups().contains(group);
  }

  /** What a node lacks. */
  private static final class Shortage {
    private final List<String> reasons = new ArrayList<>(2);
    private boolean unresolvable;

    void check(String name, long wanted, long offered, long taken) {
      if (!isEnough(wanted, offered, taken)) {
        reasons.add("Insufficient " + name);
        unresolvable |= wanted > offered;
      }
    }
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    amounts.fill(pod, node);
    return StrategyScore.score(args.scoringStrategy(), amounts.requested(), amounts.allocatable());
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.DELETE | ActionType.UPDATE_POD_SCALE_DOWN,
            NodeResourcesFit::afterPodEvent),
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_ALLOCATABLE,
            NodeResourcesFit::afterNodeChange),
        ClusterEventWithHint.of(
            EventResource.DEVICE_CLASS,
            ActionType.ADD | ActionType.UPDATE,
            (pod, oldObj, newObj) -> QueueingHint.QUEUE_SKIP));
  }

  private static QueueingHint afterPodEvent(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod original = Hints.pod(oldObj);
    Pod modified = Hints.pod(newObj);
    if (original == null) {
      return QueueingHint.QUEUE;
    }
    if (modified == null) {
      return Hints.queueIf(!Hints.isUnscheduled(original));
    }
    if (Hints.isSame(pod, modified)) {
      return QueueingHint.QUEUE;
    }
    if (modified.spec().nodeName() == null) {
      return QueueingHint.QUEUE_SKIP;
    }
    return Hints.queueIf(
        anyLess(
            new PodInfo(pod).requests(),
            new PodInfo(original).requests(),
            new PodInfo(modified).requests()));
  }

  /** Returns whether any resource that is wanted went down from one amount to another. */
  private static boolean anyLess(
      ComputeResource wanted, ComputeResource before, ComputeResource after) {
    if (wanted.milliCpu() > 0 && before.milliCpu() > after.milliCpu()) {
      return true;
    }
    if (wanted.memoryBytes() > 0 && before.memoryBytes() > after.memoryBytes()) {
      return true;
    }
    if (wanted.ephemeralStorageBytes() > 0
        && before.ephemeralStorageBytes() > after.ephemeralStorageBytes()) {
      return true;
    }
    for (Map.Entry<String, Long> scalar : wanted.scalars().entrySet()) {
      String name = scalar.getKey();
      if (scalar.getValue() != 0 && before.scalar(name) > after.scalar(name)) {
        return true;
      }
    }
    return false;
  }

  private static QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    if (modified == null) {
      return QueueingHint.QUEUE_SKIP;
    }
    ComputeResource wanted = new PodInfo(pod).requests();
    NodeInfo after = new NodeInfo(modified);
    if (!fits(wanted, after, NodeResourcesFitArgs.DEFAULT).isSuccess()) {
      return QueueingHint.QUEUE_SKIP;
    }
    if (original == null) {
      return QueueingHint.QUEUE;
    }
    NodeInfo before = new NodeInfo(original);
    return Hints.queueIf(
        after.allocatable().allowedPodNumber() > before.allocatable().allowedPodNumber()
            || anyLess(wanted, after.allocatable(), before.allocatable()));
  }
}
