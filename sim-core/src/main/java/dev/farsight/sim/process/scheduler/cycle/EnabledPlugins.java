package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.spec.scheduler.ExtensionPoint;
import dev.farsight.sim.spec.scheduler.PluginSet;
import dev.farsight.sim.spec.scheduler.PluginSet.Plugin;
import dev.farsight.sim.spec.scheduler.Plugins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which plugins a profile runs at each extension point, and in which order: the default plugins,
 * changed by the configuration as kube-scheduler's defaulting and MultiPoint expansion do.
 */
public final class EnabledPlugins {

  private final Map<ExtensionPoint, List<String>> byPoint = new EnumMap<>(ExtensionPoint.class);
  private final Map<String, Integer> weights = new TreeMap<>();
  private final Set<String> needed = new LinkedHashSet<>();
  private final List<String> preScored;
  private final List<Mistake> mistakes = new ArrayList<>();

  /**
   * Something that keeps kube-scheduler from starting with a configuration.
   *
   * @param point extension point
   * @param plugin plugin; empty if it concerns no single one
   * @param message what is wrong
   */
  public record Mistake(ExtensionPoint point, String plugin, String message) {}

  /**
   * Applies changes to the default plugins.
   *
   * @param version version of Kubernetes, which decides the default
   * @param changes changes
   */
  public EnabledPlugins(KubernetesVersion version, Plugins changes) {
    List<Plugin> multiPoint =
        merged(InTreePlugins.defaults(version), changes.at(ExtensionPoint.MULTI_POINT));
    for (Plugin plugin : multiPoint) {
      need(ExtensionPoint.MULTI_POINT, plugin);
    }
    for (ExtensionPoint point : ExtensionPoint.values()) {
      if (point != ExtensionPoint.MULTI_POINT) {
        changes.at(point).enabled().forEach(plugin -> need(point, plugin));
        byPoint.put(point, at(point, changes.at(point), multiPoint));
      }
    }
    List<Plugin> scored = new ArrayList<>(changes.at(ExtensionPoint.SCORE).enabled());
    scored.addAll(multiPoint);
    this.preScored = preScored(at(ExtensionPoint.PRE_SCORE), at(ExtensionPoint.SCORE));
    scored.forEach(plugin -> weights.putIfAbsent(plugin.name(), Math.max(1, plugin.weight())));
    checkWhole();
  }

  private void need(ExtensionPoint point, Plugin plugin) {
    Set<ExtensionPoint> points = InTreePlugins.pointsOf(plugin.name());
    if (points.isEmpty()) {
      mistakes.add(
          new Mistake(
              point, plugin.name(), "there is no plugin \"" + plugin.name() + "\" to simulate"));
    } else if (point != ExtensionPoint.MULTI_POINT && !points.contains(point)) {
      mistakes.add(
          new Mistake(
              point,
              plugin.name(),
              "plugin \"" + plugin.name() + "\" takes no part in " + point.field()));
    }
    needed.add(plugin.name());
  }

  /** Replaces default plugins by those of the same name, leaves out disabled ones, adds others. */
  private List<Plugin> merged(List<Plugin> defaults, PluginSet changes) {
    List<Plugin> result = new ArrayList<>();
    Map<String, Plugin> custom = new TreeMap<>();
    changes.enabled().forEach(plugin -> custom.put(plugin.name(), plugin));
    Set<Plugin> replacing = new LinkedHashSet<>();
    for (Plugin plugin : defaults) {
      if (!changes.disables(plugin.name())) {
        Plugin other = custom.get(plugin.name());
        if (other != null) {
          replacing.add(other);
        }
        result.add(other == null ? plugin : other);
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (Plugin plugin : changes.enabled()) {
      if (!names.add(plugin.name())) {
        registeredTwice(ExtensionPoint.MULTI_POINT, plugin);
      } else if (!replacing.contains(plugin)) {
        result.add(plugin);
      }
    }
    return result;
  }

  /** Overriding plugins come first, then those of MultiPoint, then those that only stand here. */
  private List<String> at(ExtensionPoint point, PluginSet changes, List<Plugin> multiPoint) {
    Set<String> own = new LinkedHashSet<>();
    for (Plugin plugin : changes.enabled()) {
      if (!own.add(plugin.name())) {
        registeredTwice(point, plugin);
      }
    }
    if (changes.disabled().contains(PluginSet.ALL)) {
      return List.copyOf(own);
    }
    Set<String> expanded = new LinkedHashSet<>();
    Set<String> overriding = new LinkedHashSet<>();
    for (Plugin plugin : multiPoint) {
      String name = plugin.name();
      if (InTreePlugins.pointsOf(name).contains(point) && !changes.disables(name)) {
        (own.contains(name) ? overriding : expanded).add(name);
      }
    }
    Set<String> result = new LinkedHashSet<>();
    own.stream().filter(overriding::contains).forEach(result::add);
    result.addAll(expanded);
    result.addAll(own);
    return List.copyOf(result);
  }

  private void registeredTwice(ExtensionPoint point, Plugin plugin) {
    mistakes.add(
        new Mistake(
            point,
            plugin.name(),
            "plugin \"" + plugin.name() + "\" is enabled twice in " + point.field()));
  }

  private void checkWhole() {
    if (at(ExtensionPoint.QUEUE_SORT).size() != 1) {
      mistakes.add(
          new Mistake(
              ExtensionPoint.QUEUE_SORT,
              "",
              "a profile needs exactly one queueSort plugin, this one has "
                  + at(ExtensionPoint.QUEUE_SORT).size()));
    }
    if (at(ExtensionPoint.BIND).isEmpty()) {
      mistakes.add(
          new Mistake(ExtensionPoint.BIND, "", "a profile needs a bind plugin, this one has none"));
    }
    checkPair(ExtensionPoint.FILTER, ExtensionPoint.PRE_FILTER);
    checkPair(ExtensionPoint.SCORE, ExtensionPoint.PRE_SCORE);
  }

  /** A plugin that prepares itself in one point fails in the other without it. */
  private void checkPair(ExtensionPoint point, ExtensionPoint before) {
    for (String name : at(point)) {
      boolean prepares = InTreePlugins.pointsOf(name).contains(before);
      if (prepares && !at(before).contains(name)) {
        mistakes.add(
            new Mistake(
                before,
                name,
                "plugin \""
                    + name
                    + "\" takes part in "
                    + point.field()
                    + " but not in "
                    + before.field()
                    + ", where it prepares itself: its calls would fail"));
      }
    }
  }

  /** Returns what keeps kube-scheduler from starting or from working with the configuration. */
  public List<Mistake> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Returns the names of the plugins at an extension point, in their order. */
  public List<String> at(ExtensionPoint point) {
    return byPoint.getOrDefault(point, List.of());
  }

  /** Upstream's ImageLocality reads its image counts from the snapshot; here it counts before. */
  private static List<String> preScored(List<String> preScore, List<String> score) {
    List<String> names = new ArrayList<>(preScore);
    for (String name : score) {
      if (!InTreePlugins.pointsOf(name).contains(ExtensionPoint.PRE_SCORE)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** Returns the names of the plugins that prepare their scores, in their order. */
  List<String> preScored() {
    return preScored;
  }

  /** Returns the names of all plugins that take part anywhere. */
  List<String> needed() {
    return List.copyOf(needed);
  }

  /** Returns the weight of a plugin's score. */
  public int weight(String plugin) {
    return weights.getOrDefault(plugin, 1);
  }
}
