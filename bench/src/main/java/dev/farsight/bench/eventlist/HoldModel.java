package dev.farsight.bench.eventlist;

import java.util.Arrays;
import java.util.SplittableRandom;

/** An event list with pending events, filled from the stationary distribution of what remains. */
final class HoldModel {

  private final PendingEvents events;
  private final long[] table;
  private int next;

  HoldModel(PendingEvents events, long[] table, int pending) {
    this.events = events;
    this.table = table;
    fill(pending);
  }

  /**
   * The time that remains of a running increment: an increment is met in proportion to its length,
   * at a place in it that is uniform.
   */
  private void fill(int pending) {
    long[] sums = new long[table.length];
    long sum = 0;
    for (int i = 0; i < table.length; i++) {
      sum += table[i];
      sums[i] = sum;
    }
    // Times that are whole seconds stay so.
    boolean ties = table[0] % 1_000_000_000L == 0 && table[1] % 1_000_000_000L == 0;
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < pending; i++) {
      long place = random.nextLong(sum);
      int found = Arrays.binarySearch(sums, place);
      long remaining = sums[found >= 0 ? Math.min(found + 1, sums.length - 1) : -found - 1] - place;
      events.add(ties ? remaining / 1_000_000_000L * 1_000_000_000L : remaining, i);
    }
  }

  /** Holds many times and returns a checksum of the times and timers in their order. */
  long holdMany(int count) {
    long checksum = 0;
    for (int i = 0; i < count; i++) {
      long time = events.hold(table[next++ & (Increments.TABLE_SIZE - 1)]);
      checksum = checksum * 31 + (time ^ events.lastTimer());
    }
    return checksum;
  }
}
