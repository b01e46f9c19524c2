package dev.farsight.scenario.compare;

import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.SimulationSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first event at which two runs part. Of the first run a fingerprint of each event is
 * kept; the second is held against them; the event of the first is fetched by playing it again.
 */
final class FirstDifference {

  /**
   * Events whose fingerprints are kept, 8 bytes each; runs that are equal so far count as equal.
   */
  private static final int MAX_EVENTS = 8_000_000;

  private static final int FIRST_CAPACITY = 1 << 12;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] prints = new long[FIRST_CAPACITY];
  private int count;
  private int position;
  private long differs = -1;
  private Comparison.@Nullable TracedEvent found;

  private FirstDifference() {}

  /** Returns where two runs of a seed part, or null if they do not. */
  static Comparison.@Nullable Parting of(SimulationSpec a, SimulationSpec b, long seed) {
    FirstDifference search = new FirstDifference();
    Simulation.run(
        a,
        seed,
        List.of((time, event, subject) -> search.keep(time, event, subject.subjectName())));
    Simulation.run(
        b,
        seed,
        List.of((time, event, subject) -> search.hold(time, event, subject.subjectName())));
    if (search.differs < 0 && search.position >= search.count) {
      return null;
    }
    long at = search.differs < 0 ? search.position : search.differs;
    Comparison.TracedEvent ofB = search.found;
    Comparison.TracedEvent ofA = at < search.count ? event(a, seed, at) : null;
    return new Comparison.Parting(at, ofA, ofB);
  }

  private static Comparison.@Nullable TracedEvent event(
      SimulationSpec spec, long seed, long index) {
    FirstDifference fetch = new FirstDifference();
    Simulation.run(
        spec,
        seed,
        List.of(
            (time, event, subject) -> {
              if (fetch.position++ == index) {
                fetch.found = new Comparison.TracedEvent(time, event, subject.subjectName());
              }
            }));
    return fetch.found;
  }

  private void keep(long time, String event, String subject) {
    if (count == MAX_EVENTS) {
      return;
    }
    if (count == prints.length) {
      prints = Arrays.copyOf(prints, count * 2);
    }
    prints[count++] = print(time, event, subject);
  }

  private void hold(long time, String event, String subject) {
    if (differs >= 0 || position == MAX_EVENTS) {
      return;
    }
    if (position >= count || prints[position] != print(time, event, subject)) {
      differs = position;
      found = new Comparison.TracedEvent(time, event, subject);
      return;
    }
    position++;
  }

  private static long print(long time, String event, String subject) {
    long print = time * MULTIPLIER + event.hashCode();
    print = (print ^ (print >>> 32)) * MULTIPLIER + subject.hashCode();
    return print ^ (print >>> 29);
  }
}
