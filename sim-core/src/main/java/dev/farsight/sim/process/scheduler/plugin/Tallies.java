package dev.farsight.sim.process.scheduler.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The tallies of the kinds of pods that came last: pods of one kind mostly come in a row. */
final class Tallies {

  private static final int KEPT = 16;

  private final Map<Object, TopologyTally> byKind =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, TopologyTally> eldest) {
          return size() > KEPT;
        }
      };

  /** Returns the sums for a kind of pod, which is all that its tally depends on. */
  TopologyCounts of(Object kind, Supplier<TopologyTally> maker) {
    return tally(kind, maker).sums();
  }

  /** Returns the tally of a kind of pod; its sums have to be asked for once in each cycle. */
  TopologyTally tally(Object kind, Supplier<TopologyTally> maker) {
    TopologyTally tally = byKind.get(kind);
    if (tally == null) {
      tally = maker.get();
      byKind.put(kind, tally);
    }
    return tally;
  }
}
