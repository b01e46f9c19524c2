package dev.farsight.sim.result;

import dev.farsight.sim.kube.FrozenMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable maps that keep their order. */
final class OrderedMaps {

  private OrderedMaps() {}

  /** Returns an unmodifiable copy; frozen maps, as all of a run are, stay what they are. */
  static <V> Map<String, V> copyOf(Map<String, V> map) {
    return map instanceof FrozenMap ? map : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
