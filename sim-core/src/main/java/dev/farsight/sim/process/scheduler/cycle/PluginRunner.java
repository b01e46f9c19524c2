package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.FilterRunner;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PostFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PostFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs the plugins of a profile at each extension point, as upstream's framework does. */
final class PluginRunner implements FilterRunner {

  private final ClusterSnapshot cluster;
  private @Nullable SchedulerPlugins plugins;

  PluginRunner(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  /** Sets the plugins; once, because preemption is a plugin that needs this runner. */
  void setPlugins(SchedulerPlugins all) {
    this.plugins = all;
  }

  private SchedulerPlugins plugins() {
    SchedulerPlugins all = plugins;
    if (all == null) {
      throw new IllegalStateException("no plugins");
    }
    return all;
  }

  /** Runs the PreFilter plugins and adds to a set those that chose nodes. */
  PreFilterResult preFilter(CycleState state, PodInfo pod, SortedSet<String> choosers) {
    List<NodeInfo> nodes = cluster.nodes();
    SortedSet<String> names = null;
    Status rejected = null;
    for (PreFilterPlugin plugin : plugins().preFilter()) {
      PreFilterResult result = plugin.preFilter(state, pod, nodes);
      Status status = result.status();
      if (status.isSkip()) {
        state.skipFilter(plugin.name());
        continue;
      }
      if (status.code() == StatusCode.UNSCHEDULABLE) {
        rejected = status;
        continue;
      }
      if (!status.isSuccess()) {
        choosers.clear();
        return PreFilterResult.of(status.isRejected() ? status : failed(plugin, status));
      }
      SortedSet<String> chosen = result.nodeNames();
      if (chosen != null) {
        choosers.add(plugin.name());
        if (names == null) {
          names = new TreeSet<>(chosen);
        } else {
          names.retainAll(chosen);
        }
        if (names.isEmpty()) {
          return PreFilterResult.of(Status.unresolvable("", contradiction(choosers)));
        }
      }
    }
    return new PreFilterResult(rejected == null ? Status.SUCCESS : rejected, names);
  }

  private static Status failed(PreFilterPlugin plugin, Status status) {
    return Status.error(
        plugin.name(), "running PreFilter plugin \"" + plugin.name() + "\": " + status.message());
  }

  private static String contradiction(SortedSet<String> choosers) {
    return choosers.size() == 1
        ? "node(s) didn't satisfy plugin " + choosers.first()
        : "node(s) didn't satisfy plugin(s) [" + String.join(" ", choosers) + "] simultaneously";
  }

  private Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    for (FilterPlugin plugin : plugins().filter()) {
      if (state.skipsFilter(plugin.name())) {
        continue;
      }
      Status status = filter(plugin, state, pod, node);
      if (!status.isSuccess()) {
        return status;
      }
    }
    return Status.SUCCESS;
  }

  /** Runs one filter; what is neither success nor a rejection becomes an error. */
  static Status filter(FilterPlugin plugin, CycleState state, PodInfo pod, NodeInfo node) {
    Status status = plugin.filter(state, pod, node);
    return status.isSuccess() || status.isRejected()
        ? status
        : Status.error(
            plugin.name(), "running \"" + plugin.name() + "\" filter plugin: " + status.message());
  }

  /** Returns the filters in their order. */
  List<FilterPlugin> filters() {
    return plugins().filter();
  }

  @Override
  public Status filterWithNominatedPods(CycleState state, PodInfo pod, NodeInfo node) {
    CycleState imagined = null;
    NodeInfo crowded = node;
    for (PodInfo nominated : cluster.nominatedPods(node.name())) {
      boolean goesFirst =
          nominated.priority() >= pod.priority()
              && !nominated.pod().metadata().uid().equals(pod.pod().metadata().uid());
      if (goesFirst) {
        if (imagined == null) {
          imagined = state.copy();
          crowded = node.copy();
        }
        crowded.addPod(nominated);
        addPod(imagined, pod, nominated, crowded);
      }
    }
    if (imagined != null) {
      Status status = filter(imagined, pod, crowded);
      if (!status.isSuccess()) {
        return status;
      }
    }
    return filter(state, pod, node);
  }

  @Override
  public void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node) {
    for (PreFilterPlugin plugin : plugins().preFilter()) {
      if (!state.skipsFilter(plugin.name())) {
        plugin.addPod(state, podToSchedule, added, node);
      }
    }
  }

  @Override
  public void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node) {
    for (PreFilterPlugin plugin : plugins().preFilter()) {
      if (!state.skipsFilter(plugin.name())) {
        plugin.removePod(state, podToSchedule, removed, node);
      }
    }
  }

  /** Runs the PostFilter plugins until one has made room. */
  PostFilterResult postFilter(CycleState state, PodInfo pod, NodeToStatus statuses) {
    PostFilterResult nominating = null;
    List<String> reasons = new ArrayList<>();
    for (PostFilterPlugin plugin : plugins().postFilter()) {
      PostFilterResult result = plugin.postFilter(state, pod, statuses);
      Status status = result.status();
      if (status.code() != StatusCode.UNSCHEDULABLE) {
        return result;
      }
      if (result.nominatedNode() != null) {
        nominating = result;
      }
      reasons.addAll(status.reasons());
    }
    Status status = new Status(StatusCode.UNSCHEDULABLE, "", reasons);
    return new PostFilterResult(
        status, nominating == null ? null : nominating.nominatedNode(), List.of(), 0);
  }

  /** Runs the PreScore plugins and returns the Score plugins that they do not skip. */
  List<WeightedScore> scorePlugins(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    SortedSet<String> skipped = new TreeSet<>();
    for (PreScorePlugin plugin : plugins().preScore()) {
      if (plugin.preScore(state, pod, nodes, cluster.nodes()).isSkip()) {
        skipped.add(plugin.name());
      }
    }
    List<WeightedScore> scoring = new ArrayList<>();
    for (WeightedScore weighted : plugins().score()) {
      if (!skipped.contains(weighted.plugin().name())) {
        scoring.add(weighted);
      }
    }
    return scoring;
  }

  /** Scores nodes one by one. */
  List<NodeScores> score(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    List<Map<String, Long>> byNode = new ArrayList<>(nodes.size());
    nodes.forEach(node -> byNode.add(new TreeMap<>()));
    long[] totals = new long[nodes.size()];
    for (WeightedScore weighted : scorePlugins(state, pod, nodes)) {
      String name = weighted.plugin().name();
      long[] scores = new long[nodes.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = weighted.plugin().score(state, pod, nodes.get(i));
      }
      if (weighted.plugin() instanceof ScoreExtensions extensions) {
        extensions.normalizeScore(state, nodes, scores);
      }
      for (int i = 0; i < scores.length; i++) {
        byNode.get(i).put(name, scores[i] * weighted.weight());
        totals[i] += scores[i] * weighted.weight();
      }
    }
    List<NodeScores> result = new ArrayList<>(nodes.size());
    for (int i = 0; i < totals.length; i++) {
      result.add(new NodeScores(nodes.get(i).name(), byNode.get(i), totals[i]));
    }
    return result;
  }
}
