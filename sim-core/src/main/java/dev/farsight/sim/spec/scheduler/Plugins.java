package dev.farsight.sim.spec.scheduler;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Changes to the default plugins, by extension point.
 *
 * @param byPoint changes; points that are not there are left as they are
 */
public record Plugins(Map<ExtensionPoint, PluginSet> byPoint) {

  /** No change. */
  public static final Plugins NONE = new Plugins(Map.of());

  /** Makes the map unmodifiable. */
  public Plugins {
    Map<ExtensionPoint, PluginSet> copy = new EnumMap<>(ExtensionPoint.class);
    copy.putAll(byPoint);
    byPoint = Collections.unmodifiableMap(copy);
  }

  /** Returns the changes at an extension point. */
  public PluginSet at(ExtensionPoint point) {
    return byPoint.getOrDefault(point, PluginSet.NONE);
  }
}
