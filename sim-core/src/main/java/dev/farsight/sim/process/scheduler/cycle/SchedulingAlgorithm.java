package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.FitMessage;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PostFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreEnqueuePlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One profile's scheduling cycle: it chooses a node for a pod, or says why there is none and whom
 * to evict.
 */
public final class SchedulingAlgorithm {

  private static final int MIN_FEASIBLE_NODES_TO_FIND = 100;
  private static final int MIN_FEASIBLE_NODES_PERCENTAGE_TO_FIND = 5;

  private final ClusterSnapshot cluster;
  private final SchedulerTexts texts;
  private final int percentageOfNodesToScore;
  private final TieBreak tieBreak;
  private final PluginRunner runner;
  private final SchedulerPlugins plugins;
  private final NodeClasses classes;
  private final PodKinds kinds;
  private final NodeSearch search;
  private final NodeRanking ranking;
  private final SearchStart searchStart;
  private boolean everyNode;

  SchedulingAlgorithm(
      ClusterSnapshot cluster,
      SchedulerTexts texts,
      int percentageOfNodesToScore,
      TieBreak tieBreak,
      PluginRunner runner,
      SchedulerPlugins plugins,
      SearchStart searchStart) {
    this.cluster = cluster;
    this.texts = texts;
    this.percentageOfNodesToScore = percentageOfNodesToScore;
    this.tieBreak = tieBreak;
    this.runner = runner;
    this.plugins = plugins;
    this.searchStart = searchStart;
    runner.setPlugins(plugins);
    this.classes = new NodeClasses(cluster);
    this.kinds = new PodKinds(cluster, classes);
    this.search = new NodeSearch(cluster, runner, classes);
    this.ranking = new NodeRanking(cluster, runner, classes);
  }

  /** Returns the PreEnqueue plugins of the profile. */
  public List<PreEnqueuePlugin> preEnqueuePlugins() {
    return plugins.preEnqueue();
  }

  /** Returns the plugins that register for events. */
  public List<EnqueueExtensions> enqueueExtensions() {
    return plugins.enqueueExtensions();
  }

  /** Returns the first PreEnqueue plugin's refusal of a pod, or null if it may be scheduled. */
  public @Nullable Status gate(Pod pod) {
    for (PreEnqueuePlugin plugin : plugins.preEnqueue()) {
      Status status = plugin.preEnqueue(pod);
      if (!status.isSuccess()) {
        return status;
      }
    }
    return null;
  }

  /** Runs a whole cycle for a pod against the cluster as it is now. */
  public Attempt schedule(Pod pod) {
    if (cluster.nodes().isEmpty()) {
      return Attempt.failed("no nodes available to schedule pods", true);
    }
    PodInfo info = cluster.info(pod);
    CycleState state = new CycleState();
    Evaluation evaluation = evaluate(state, info);
    if (evaluation.status().code() == StatusCode.ERROR) {
      return Attempt.failed(evaluation.status().message(), false);
    }
    if (evaluation.feasible().isEmpty()) {
      return unschedulable(state, info, evaluation);
    }
    List<String> best = best(state, info, evaluation);
    String node = best.get(tieBreak.choose(pod, best.size()));
    return Attempt.placed(node, best, evaluation.unschedulablePlugins());
  }

  private Attempt unschedulable(CycleState state, PodInfo pod, Evaluation evaluation) {
    PostFilterResult room =
        plugins.postFilter().isEmpty()
            ? PostFilterResult.NONE
            : runner.postFilter(state, pod, evaluation.statuses());
    String message =
        FitMessage.text(
            cluster.nodes().size(),
            evaluation.statuses(),
            evaluation.preFilterMessage(),
            texts.tellsPreemption() ? room.status().message() : "");
    return new Attempt(
        null,
        List.of(),
        message,
        true,
        evaluation.unschedulablePlugins(),
        room.nominatedNode(),
        room.victims(),
        room.pdbViolations());
  }

  private List<String> best(CycleState state, PodInfo pod, Evaluation evaluation) {
    FeasibleNodes feasible = evaluation.feasible();
    if (feasible.size() == 1) {
      return List.of(feasible.get(0).name());
    }
    return everyNode
        ? best(runner.score(state, pod, feasible))
        : ranking.best(state, pod, kinds.of(pod.pod()), feasible, cluster.nodes());
  }

  /** Returns the nodes of the highest total, sorted by name. */
  public static List<String> best(List<NodeScores> scores) {
    long max = Long.MIN_VALUE;
    List<String> best = new ArrayList<>();
    for (NodeScores each : scores) {
      if (each.total() > max) {
        max = each.total();
        best.clear();
      }
      if (each.total() == max) {
        best.add(each.node());
      }
    }
    Collections.sort(best);
    return best;
  }

  /** Scores nodes that were found feasible with the same state. */
  public List<NodeScores> score(CycleState state, Pod pod, List<NodeInfo> feasible) {
    return runner.score(state, new PodInfo(pod), feasible);
  }

  /**
   * Asks the plugins about every single node from now on, which is slower and decides the same; for
   * tests.
   */
  public void askAboutEveryNode() {
    everyNode = true;
  }

  /** Filters the nodes for a pod. */
  public Evaluation evaluate(CycleState state, PodInfo pod) {
    List<NodeInfo> nodes = cluster.nodes();
    NodeToStatus statuses = new NodeToStatus(nodes);
    FeasibleNodes feasible = new FeasibleNodes(nodes);
    SortedSet<String> rejectors = new TreeSet<>();
    PreFilterResult preFilter = runner.preFilter(state, pod, rejectors);
    Status status = preFilter.status();
    if (!status.isSuccess()) {
      String message = status.message();
      if (status.isRejected()) {
        statuses.setAbsent(status);
        if (!status.plugin().isEmpty()) {
          rejectors.add(status.plugin());
        }
      }
      return new Evaluation(status, feasible, statuses, message, rejectors);
    }
    classes.refresh();
    String nominated = pod.pod().status().nominatedNodeName();
    NodeInfo nominatedNode =
        nominated == null || nominated.isEmpty() ? null : cluster.node(nominated);
    if (nominatedNode != null) {
      Status verdict = filter(state, pod, List.of(nominatedNode), feasible, statuses, rejectors);
      if (verdict.isSuccess() && !feasible.isEmpty()) {
        return new Evaluation(verdict, feasible, statuses, "", rejectors);
      }
    }
    SortedSet<String> names = preFilter.nodeNames();
    if (names != null) {
      statuses.setAbsent(Status.unresolvable("", texts.leftOut(new TreeSet<>(rejectors))));
    }
    Status verdict;
    if (names == null && !everyNode) {
      int wanted = nodesToFind(nodes.size());
      PodKind kind = kinds.of(pod.pod());
      int start = searchStart.index();
      verdict = search.search(state, pod, kind, start, wanted, feasible, statuses, rejectors);
    } else {
      List<NodeInfo> some = names == null ? nodes : nodesOf(names);
      verdict = filter(state, pod, some, feasible, statuses, rejectors);
    }
    searchStart.advance(feasible.size() + statuses.explicitCount(), nodes.size());
    return new Evaluation(verdict, feasible, statuses, "", rejectors);
  }

  private List<NodeInfo> nodesOf(SortedSet<String> names) {
    List<NodeInfo> nodes = new ArrayList<>(names.size());
    for (String name : names) {
      NodeInfo node = cluster.node(name);
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private Status filter(
      CycleState state,
      PodInfo pod,
      List<NodeInfo> nodes,
      FeasibleNodes feasible,
      NodeToStatus statuses,
      SortedSet<String> rejectors) {
    int wanted = nodesToFind(nodes.size());
    for (int i = 0; i < nodes.size() && feasible.size() < wanted; i++) {
      NodeInfo node = nodes.get((searchStart.index() + i) % nodes.size());
      Status status = runner.filterWithNominatedPods(state, pod, node);
      if (status.isSuccess()) {
        feasible.addPosition(node.position());
      } else if (status.code() == StatusCode.ERROR) {
        return status;
      } else {
        statuses.set(node.position(), status);
        rejectors.add(status.plugin());
      }
    }
    return Status.SUCCESS;
  }

  /** Without scores the first node that fits is as good as any. */
  private int nodesToFind(int nodes) {
    return plugins.score().isEmpty() ? 1 : feasibleNodesToFind(nodes);
  }

  private int feasibleNodesToFind(int nodes) {
    if (nodes < MIN_FEASIBLE_NODES_TO_FIND) {
      return nodes;
    }
    int percentage = percentageOfNodesToScore;
    if (percentage == 0) {
      percentage = Math.max(50 - nodes / 125, MIN_FEASIBLE_NODES_PERCENTAGE_TO_FIND);
    }
    return Math.max((int) ((long) nodes * percentage / 100), MIN_FEASIBLE_NODES_TO_FIND);
  }
}
