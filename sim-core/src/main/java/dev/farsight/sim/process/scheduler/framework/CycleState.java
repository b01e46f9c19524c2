package dev.farsight.sim.process.scheduler.framework;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the plugins remember of one pod during one scheduling cycle. */
public final class CycleState {

  private final Map<String, StateData> data = new LinkedHashMap<>();
  private final Set<String> skippedFilters = new LinkedHashSet<>();

  /** Makes an empty state. */
  public CycleState() {}

  /** Returns what was written under a key, or null. */
  public <T extends StateData> @Nullable T read(String key, Class<T> type) {
    StateData value = data.get(key);
    return value == null ? null : type.cast(value);
  }

  /** Returns what was written under a key; a plugin that wrote it in an earlier step calls this. */
  public <T extends StateData> T require(String key, Class<T> type) {
    T value = read(key, type);
    if (value == null) {
      throw new IllegalStateException("no cycle state of " + key);
    }
    return value;
  }

  /** Writes data under a key. */
  public void write(String key, StateData value) {
    data.put(key, value);
  }

  /** Notes that a plugin's Filter is not called for this pod. */
  public void skipFilter(String plugin) {
    skippedFilters.add(plugin);
  }

  /** Returns whether a plugin's Filter is not called for this pod. */
  public boolean skipsFilter(String plugin) {
    return skippedFilters.contains(plugin);
  }

  /** Returns a copy that may be changed by itself. */
  public CycleState copy() {
    CycleState copy = new CycleState();
    data.forEach((key, value) -> copy.data.put(key, value.copy()));
    copy.skippedFilters.addAll(skippedFilters);
    return copy;
  }
}
