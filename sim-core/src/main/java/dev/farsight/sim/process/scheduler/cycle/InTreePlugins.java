package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.FilterRunner;
import dev.farsight.sim.process.scheduler.framework.FrameworkPlugin;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.plugin.DefaultPreemption;
import dev.farsight.sim.process.scheduler.plugin.DynamicResources;
import dev.farsight.sim.process.scheduler.plugin.ImageLocality;
import dev.farsight.sim.process.scheduler.plugin.InterPodAffinity;
import dev.farsight.sim.process.scheduler.plugin.NodeAffinity;
import dev.farsight.sim.process.scheduler.plugin.NodeName;
import dev.farsight.sim.process.scheduler.plugin.NodePorts;
import dev.farsight.sim.process.scheduler.plugin.NodeResourcesBalancedAllocation;
import dev.farsight.sim.process.scheduler.plugin.NodeResourcesFit;
import dev.farsight.sim.process.scheduler.plugin.NodeUnschedulable;
import dev.farsight.sim.process.scheduler.plugin.NodeVolumeLimits;
import dev.farsight.sim.process.scheduler.plugin.PodTopologySpread;
import dev.farsight.sim.process.scheduler.plugin.PrioritySort;
import dev.farsight.sim.process.scheduler.plugin.SchedulingGates;
import dev.farsight.sim.process.scheduler.plugin.TaintToleration;
import dev.farsight.sim.process.scheduler.plugin.VolumeBinding;
import dev.farsight.sim.process.scheduler.plugin.VolumeRestrictions;
import dev.farsight.sim.process.scheduler.plugin.VolumeZone;
import dev.farsight.sim.spec.scheduler.ExtensionPoint;
import dev.farsight.sim.spec.scheduler.PluginArgs;
import dev.farsight.sim.spec.scheduler.PluginSet.Plugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The plugins that kube-scheduler is built with: their names, where they take part, the default.
 */
public final class InTreePlugins {

  /** Name of the plugin that binds; the scheduler itself plays it. */
  public static final String DEFAULT_BINDER = "DefaultBinder";

  /** A plugin a line, with the extension points it takes part in. */
  private static final String TABLE =
      """
      SchedulingGates preEnqueue
      PrioritySort queueSort
      NodeUnschedulable filter
      NodeName filter
      TaintToleration filter preScore score
      NodeAffinity preFilter filter preScore score
      NodePorts preFilter filter
      NodeResourcesFit preFilter filter preScore score
      VolumeRestrictions preFilter filter
      NodeVolumeLimits preFilter filter
      VolumeBinding preFilter filter preScore score reserve preBind
      VolumeZone preFilter filter
      PodTopologySpread preFilter filter preScore score
      InterPodAffinity preFilter filter preScore score
      DynamicResources preEnqueue preFilter filter postFilter score reserve preBind
      DefaultPreemption preEnqueue postFilter
      NodeResourcesBalancedAllocation preScore score
      ImageLocality score
      DefaultBinder bind
      """;

  private static final Map<String, Set<ExtensionPoint>> POINTS = points();

  private InTreePlugins() {}

  private static Map<String, Set<ExtensionPoint>> points() {
    Map<String, Set<ExtensionPoint>> points = new TreeMap<>();
    for (String line : TABLE.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      Set<ExtensionPoint> own = EnumSet.noneOf(ExtensionPoint.class);
      for (ExtensionPoint point : ExtensionPoint.values()) {
        if (words.subList(1, words.size()).contains(point.field())) {
          own.add(point);
        }
      }
      points.put(words.get(0), Collections.unmodifiableSet(own));
    }
    return Collections.unmodifiableMap(points);
  }

  /** Returns the names of all plugins, sorted. */
  public static List<String> names() {
    return List.copyOf(POINTS.keySet());
  }

  /** Returns where a plugin takes part; nowhere if there is no such plugin. */
  public static Set<ExtensionPoint> pointsOf(String name) {
    return POINTS.getOrDefault(name, Set.of());
  }

  /** Returns the plugins of the default configuration of a version, in their order. */
  static List<Plugin> defaults(KubernetesVersion version) {
    SchedulerTexts texts = new SchedulerTexts(version);
    List<Plugin> plugins = new ArrayList<>();
    Plugin fit = new Plugin("NodeResourcesFit", 1);
    plugins.add(new Plugin("SchedulingGates", 0));
    plugins.add(new Plugin(PrioritySort.NAME, 0));
    plugins.add(new Plugin("NodeUnschedulable", 0));
    if (texts.filtersResourcesFirst()) {
      plugins.add(fit);
    }
    plugins.add(new Plugin("NodeName", 0));
    plugins.add(new Plugin("TaintToleration", 3));
    plugins.add(new Plugin("NodeAffinity", 2));
    plugins.add(new Plugin("NodePorts", 0));
    if (!texts.filtersResourcesFirst()) {
      plugins.add(fit);
    }
    plugins.add(new Plugin("VolumeRestrictions", 0));
    plugins.add(new Plugin("NodeVolumeLimits", 0));
    plugins.add(new Plugin("VolumeBinding", 0));
    plugins.add(new Plugin("VolumeZone", 0));
    plugins.add(new Plugin("PodTopologySpread", 2));
    plugins.add(new Plugin("InterPodAffinity", 2));
    if (texts.hasDynamicResources()) {
      plugins.add(new Plugin("DynamicResources", 2));
    }
    plugins.add(new Plugin("DefaultPreemption", 0));
    plugins.add(new Plugin("NodeResourcesBalancedAllocation", 1));
    plugins.add(new Plugin("ImageLocality", 1));
    plugins.add(new Plugin(DEFAULT_BINDER, 0));
    return plugins;
  }

  /**
   * What plugins are made with.
   *
   * @param texts texts of the version
   * @param cluster what they see
   * @param runner runs the filters of the profile for preemption
   * @param args their arguments
   * @param preemptionOffset draws the node preemption begins with, given their number
   */
  record Surroundings(
      SchedulerTexts texts,
      ClusterSnapshot cluster,
      FilterRunner runner,
      PluginArgs args,
      IntUnaryOperator preemptionOffset) {}

  /**
   * Makes a plugin; null for those of which a scheduler has one for all profiles (PrioritySort) or
   * which it plays itself (DefaultBinder).
   */
  static @Nullable FrameworkPlugin make(String name, Surroundings with) {
    ClusterSnapshot cluster = with.cluster();
    return switch (name) {
      case "SchedulingGates" -> new SchedulingGates();
      case "NodeUnschedulable" -> new NodeUnschedulable();
      case "NodeName" -> new NodeName();
      case "TaintToleration" -> new TaintToleration(with.texts());
      case "NodeAffinity" -> new NodeAffinity(with.args().nodeAffinity());
      case "NodePorts" -> new NodePorts();
      case "NodeResourcesFit" -> new NodeResourcesFit(with.args().nodeResourcesFit());
      case "VolumeRestrictions" -> new VolumeRestrictions(cluster, with.texts());
      case "NodeVolumeLimits" -> new NodeVolumeLimits(cluster);
      case "VolumeBinding" -> new VolumeBinding(cluster, with.texts());
      case "VolumeZone" -> new VolumeZone(cluster);
      case "PodTopologySpread" -> new PodTopologySpread(cluster, with.args().podTopologySpread());
      case "InterPodAffinity" -> new InterPodAffinity(cluster, with.args().interPodAffinity());
      case "DynamicResources" -> new DynamicResources();
      case "DefaultPreemption" ->
          new DefaultPreemption(
              cluster, with.runner(), with.args().defaultPreemption(), with.preemptionOffset());
      case "NodeResourcesBalancedAllocation" ->
          new NodeResourcesBalancedAllocation(with.args().balancedAllocationResources());
      case "ImageLocality" -> new ImageLocality(cluster);
      default -> null;
    };
  }
}
