package dev.farsight.sim.spec.scheduler;

import java.util.List;

/**
 * Changes to the plugins of one extension point.
 *
 * @param enabled plugins that are added to the default ones or replace those of the same name, in
 *     their order
 * @param disabled names of default plugins that are left out; {@code *} for all
 */
public record PluginSet(List<Plugin> enabled, List<String> disabled) {

  /** No change. */
  public static final PluginSet NONE = new PluginSet(List.of(), List.of());

  /** What stands in {@code disabled} for all plugins. */
  public static final String ALL = "*";

  /** Makes the lists unmodifiable. */
  public PluginSet {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
  }

  /**
   * A plugin that is enabled.
   *
   * @param name its name
   * @param weight weight of its score; 0 means 1
   */
  public record Plugin(String name, int weight) {}

  /** Returns whether a plugin is disabled by its own name or with all others. */
  public boolean disables(String plugin) {
    return disabled.contains(ALL) || disabled.contains(plugin);
  }
}
