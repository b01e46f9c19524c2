package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.FrameworkPlugin;
import dev.farsight.sim.process.scheduler.framework.PostFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreEnqueuePlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plugins of a profile at each extension point, in their order. */
public final class SchedulerPlugins {

  private final List<PreEnqueuePlugin> preEnqueue = new ArrayList<>();
  private final List<PreFilterPlugin> preFilter = new ArrayList<>();
  private final List<FilterPlugin> filter = new ArrayList<>();
  private final List<PostFilterPlugin> postFilter = new ArrayList<>();
  private final List<PreScorePlugin> preScore = new ArrayList<>();
  private final List<WeightedScore> score = new ArrayList<>();
  private final List<EnqueueExtensions> enqueue = new ArrayList<>();

  /**
   * Sorts plugins into extension points.
   *
   * @param plugins plugins in the order of the profile
   * @param weights weights of score plugins by name; 1 where none is given
   */
  public SchedulerPlugins(List<FrameworkPlugin> plugins, Map<String, Integer> weights) {
    for (FrameworkPlugin plugin : plugins) {
      addFilters(plugin);
      if (plugin instanceof PreScorePlugin each) {
        preScore.add(each);
      }
      if (plugin instanceof ScorePlugin each) {
        score.add(new WeightedScore(each, weights.getOrDefault(plugin.name(), 1)));
      }
      if (plugin instanceof EnqueueExtensions each) {
        enqueue.add(each);
      }
    }
  }

  private void addFilters(FrameworkPlugin plugin) {
    if (plugin instanceof PreEnqueuePlugin each) {
      preEnqueue.add(each);
    }
    if (plugin instanceof PreFilterPlugin each) {
      preFilter.add(each);
    }
    if (plugin instanceof FilterPlugin each) {
      filter.add(each);
    }
    if (plugin instanceof PostFilterPlugin each) {
      postFilter.add(each);
    }
  }

  /** Returns the PreEnqueue plugins. */
  public List<PreEnqueuePlugin> preEnqueue() {
    return List.copyOf(preEnqueue);
  }

  /** Returns the plugins that register for events. */
  public List<EnqueueExtensions> enqueueExtensions() {
    return List.copyOf(enqueue);
  }

  List<PreFilterPlugin> preFilter() {
    return preFilter;
  }

  List<FilterPlugin> filter() {
    return filter;
  }

  List<PostFilterPlugin> postFilter() {
    return postFilter;
  }

  List<PreScorePlugin> preScore() {
    return preScore;
  }

  List<WeightedScore> score() {
    return score;
  }
}
