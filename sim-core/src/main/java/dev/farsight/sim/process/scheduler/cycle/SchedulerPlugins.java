package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.FrameworkPlugin;
import dev.farsight.sim.process.scheduler.framework.PostFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreEnqueuePlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.spec.scheduler.ExtensionPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plugins of a profile at each extension point, in their order. */
public final class SchedulerPlugins {

  private final List<PreEnqueuePlugin> preEnqueue;
  private final List<PreFilterPlugin> preFilter;
  private final List<FilterPlugin> filter;
  private final List<PostFilterPlugin> postFilter;
  private final List<PreScorePlugin> preScore;
  private final List<WeightedScore> score = new ArrayList<>();
  private final List<EnqueueExtensions> enqueue = new ArrayList<>();

  /** Makes the plugins of a profile and sorts them into their extension points. */
  SchedulerPlugins(EnabledPlugins enabled, InTreePlugins.Surroundings with) {
    Map<String, FrameworkPlugin> made = new LinkedHashMap<>();
    for (String name : enabled.needed()) {
      FrameworkPlugin plugin = InTreePlugins.make(name, with);
      if (plugin != null) {
        made.put(name, plugin);
        if (plugin instanceof EnqueueExtensions each) {
          enqueue.add(each);
        }
      }
    }
    this.preEnqueue = of(PreEnqueuePlugin.class, enabled.at(ExtensionPoint.PRE_ENQUEUE), made);
    this.preFilter = of(PreFilterPlugin.class, enabled.at(ExtensionPoint.PRE_FILTER), made);
    this.filter = of(FilterPlugin.class, enabled.at(ExtensionPoint.FILTER), made);
    this.postFilter = of(PostFilterPlugin.class, enabled.at(ExtensionPoint.POST_FILTER), made);
    this.preScore = of(PreScorePlugin.class, enabled.preScored(), made);
    for (ScorePlugin plugin : of(ScorePlugin.class, enabled.at(ExtensionPoint.SCORE), made)) {
      score.add(new WeightedScore(plugin, enabled.weight(plugin.name())));
    }
  }

  /** Returns those plugins that do anything at an extension point. */
  private static <T> List<T> of(
      Class<T> type, List<String> names, Map<String, FrameworkPlugin> made) {
    List<T> plugins = new ArrayList<>();
    for (String name : names) {
      FrameworkPlugin plugin = made.get(name);
      if (plugin != null && type.isInstance(plugin)) {
        plugins.add(type.cast(plugin));
      }
    }
    return List.copyOf(plugins);
  }

  /** Returns the PreEnqueue plugins. */
  public List<PreEnqueuePlugin> preEnqueue() {
    return preEnqueue;
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
