package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterRunner;
import dev.farsight.sim.process.scheduler.framework.FitMessage;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PostFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PostFilterResult;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import dev.farsight.sim.process.scheduler.preemption.Candidate;
import dev.farsight.sim.process.scheduler.preemption.DisruptionBudgets;
import dev.farsight.sim.spec.scheduler.DefaultPreemptionArgs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks for pods of lower priority whose eviction makes room for a pod that fits nowhere. */
public final class DefaultPreemption implements PostFilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "DefaultPreemption";

  private static final Status NO_VICTIMS =
      Status.unresolvable("", "No preemption victims found for incoming pod");
  private static final Comparator<PodInfo> IMPORTANCE =
      Comparator.comparingInt((PodInfo pod) -> -pod.priority())
          .thenComparingLong(pod -> Candidate.startNanos(pod.pod()));

  private final ClusterSnapshot cluster;
  private final FilterRunner filters;
  private final DefaultPreemptionArgs args;
  private final IntUnaryOperator offset;

  /**
   * Makes the plugin.
   *
   * @param cluster nodes and disruption budgets
   * @param filters runs filters on imagined nodes
   * @param args how many candidates are looked for
   * @param offset draws the node to begin with, given the number of nodes
   */
  public DefaultPreemption(
      ClusterSnapshot cluster,
      FilterRunner filters,
      DefaultPreemptionArgs args,
      IntUnaryOperator offset) {
    this.cluster = cluster;
    this.filters = filters;
    this.args = args;
    this.offset = offset;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.DELETE,
            (pod, oldObj, newObj) -> QueueingHint.QUEUE_SKIP));
  }

  @Override
  public PostFilterResult postFilter(CycleState state, PodInfo pod, NodeToStatus statuses) {
    String ineligible = whyIneligible(pod.pod(), statuses);
    if (ineligible != null) {
      return PostFilterResult.of(Status.unschedulable(NAME, "preemption: " + ineligible));
    }
    List<NodeInfo> nodes = cluster.nodes();
    List<NodeInfo> potential = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (statuses.get(i).code() == StatusCode.UNSCHEDULABLE) {
        potential.add(nodes.get(i));
      }
    }
    NodeToStatus verdicts = new NodeToStatus(nodes);
    List<Candidate> candidates =
        potential.isEmpty() ? List.of() : dryRun(state, pod, potential, verdicts);
    if (candidates.isEmpty()) {
      verdicts.setAbsent(Status.unresolvable("", "Preemption is not helpful for scheduling"));
      String text = FitMessage.text(cluster.nodes().size(), verdicts, "", "");
      return new PostFilterResult(
          Status.unschedulable(NAME, "preemption: " + text), "", List.of(), 0);
    }
    Candidate best = Candidate.best(candidates);
    return new PostFilterResult(Status.SUCCESS, best.node(), best.victims(), best.pdbViolations());
  }

  /** Returns why the pod may not preempt others now, or null if it may. */
  private @Nullable String whyIneligible(Pod pod, NodeToStatus statuses) {
    if ("Never".equals(pod.spec().preemptionPolicy())) {
      return "not eligible due to preemptionPolicy=Never.";
    }
    String nominated = pod.status().nominatedNodeName();
    if (nominated == null || nominated.isEmpty()) {
      return null;
    }
    NodeInfo node = cluster.node(nominated);
    if (node != null && statuses.get(node).code() != StatusCode.UNSCHEDULABLE_AND_UNRESOLVABLE) {
      for (PodInfo each : node.pods()) {
        if (each.priority() < PodInfo.priority(pod) && isTerminatingByPreemption(each.pod())) {
          return "not eligible due to a terminating pod on the nominated node.";
        }
      }
    }
    return null;
  }

  private static boolean isTerminatingByPreemption(Pod pod) {
    if (!pod.metadata().isTerminating()) {
      return false;
    }
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals("DisruptionTarget")) {
        return condition.status().equals("True")
            && "PreemptionByScheduler".equals(condition.reason());
      }
    }
    return false;
  }

  private List<Candidate> dryRun(
      CycleState state, PodInfo pod, List<NodeInfo> potential, NodeToStatus verdicts) {
    DisruptionBudgets budgets = new DisruptionBudgets(cluster.list(Kinds.POD_DISRUPTION_BUDGET));
    int enough = args.candidates(potential.size());
    int first = offset.applyAsInt(potential.size());
    if (!cluster.hasPodsBelow(pod.priority())) {
      potential.forEach(node -> verdicts.set(node.position(), NO_VICTIMS));
      return List.of();
    }
    List<Candidate> nonViolating = new ArrayList<>();
    List<Candidate> violating = new ArrayList<>();
    for (int i = 0; i < potential.size(); i++) {
      NodeInfo node = potential.get((first + i) % potential.size());
      Selection selection = selectVictims(state, pod, node, budgets);
      Candidate candidate = selection.candidate();
      if (candidate == null) {
        verdicts.set(node.position(), selection.status());
        continue;
      }
      List<Candidate> list = candidate.pdbViolations() == 0 ? nonViolating : violating;
      if (list.size() < enough) {
        list.add(candidate);
      }
      if (!nonViolating.isEmpty() && nonViolating.size() + violating.size() >= enough) {
        break;
      }
    }
    nonViolating.addAll(violating);
    return nonViolating;
  }

  /** Outcome of a dry run on one node: a candidate, or why there is none. */
  private record Selection(Status status, @Nullable Candidate candidate) {}

  private Selection selectVictims(
      CycleState state, PodInfo pod, NodeInfo original, DisruptionBudgets budgets) {
    List<PodInfo> potential = new ArrayList<>();
    for (PodInfo each : original.pods()) {
      if (each.priority() < pod.priority()) {
        potential.add(each);
      }
    }
    if (potential.isEmpty()) {
      return new Selection(NO_VICTIMS, null);
    }
    NodeInfo node = original.copy();
    CycleState imagined = state.copy();
    for (PodInfo each : potential) {
      remove(imagined, pod, each, node);
    }
    Status fits = filters.filterWithNominatedPods(imagined, pod, node);
    if (!fits.isSuccess()) {
      return new Selection(fits, null);
    }
    potential.sort(IMPORTANCE);
    List<PodInfo> violating = new ArrayList<>();
    List<PodInfo> nonViolating = new ArrayList<>();
    budgets.split(potential, violating, nonViolating);
    List<PodInfo> victims = new ArrayList<>();
    reprieve(imagined, pod, node, violating, victims);
    int violations = victims.size();
    reprieve(imagined, pod, node, nonViolating, victims);
    if (victims.isEmpty()) {
      return new Selection(
          Status.error(NAME, "expected at least one victim pod on node \"" + node.name() + "\""),
          null);
    }
    victims.sort(IMPORTANCE);
    List<Pod> pods = new ArrayList<>(victims.size());
    victims.forEach(each -> pods.add(each.pod()));
    return new Selection(Status.SUCCESS, new Candidate(node.name(), pods, violations));
  }

  /** Puts pods back, most important first, as long as the incoming pod still fits. */
  private void reprieve(
      CycleState state, PodInfo pod, NodeInfo node, List<PodInfo> pods, List<PodInfo> victims) {
    for (PodInfo each : pods) {
      node.addPod(each);
      filters.addPod(state, pod, each, node);
      if (!filters.filterWithNominatedPods(state, pod, node).isSuccess()) {
        remove(state, pod, each, node);
        victims.add(each);
      }
    }
  }

  private void remove(CycleState state, PodInfo pod, PodInfo gone, NodeInfo node) {
    node.removePod(gone.pod());
    filters.removePod(state, pod, gone, node);
  }
}
