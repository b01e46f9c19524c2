package dev.farsight.scenario.conformance.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * KEDA's polls: the same number of them. The first of a loop comes within 0.4 s of what started it,
 * all others in its phase, give or take 0.1 s.
 */
final class ScalingPolls {

  private static final long START_MILLIS = 400;
  private static final long PHASE_MILLIS = 100;
  private static final long SECOND_MILLIS = 1_000;

  private ScalingPolls() {}

  /** Adds where the two stories part. */
  static void compare(
      ScalingClocks recorded, ScalingClocks simulated, long endMillis, List<Parting> partings) {
    TreeSet<String> keys = new TreeSet<>(recorded.polls().keySet());
    keys.addAll(simulated.polls().keySet());
    for (String key : keys) {
      List<Long> wanted = recorded.polls().getOrDefault(key, List.of());
      List<Long> got = simulated.polls().getOrDefault(key, List.of());
      int differs = firstDifference(recorded, wanted, got, endMillis);
      if (differs >= 0) {
        List<Long> longer = differs < wanted.size() ? wanted : got;
        partings.add(
            new Parting(longer.get(differs), "polls of " + key, wanted.toString(), got.toString()));
      }
    }
  }

  /** Returns the number of the first poll that differs, or -1. */
  private static int firstDifference(
      ScalingClocks clocks, List<Long> wanted, List<Long> got, long endMillis) {
    long interval = interval(wanted);
    long phase = 0;
    int common = Math.min(wanted.size(), got.size());
    for (int k = 0; k < common; k++) {
      long difference = got.get(k) - wanted.get(k);
      boolean starts = k == 0 || (isOdd(wanted, k, interval) && clocks.isCaused(wanted.get(k)));
      long apart = starts ? Math.abs(difference) : Math.abs(difference - phase);
      if (apart > (starts ? START_MILLIS : PHASE_MILLIS)) {
        return k;
      }
      phase = starts ? difference : phase;
    }
    // A poll that the end of the recording cuts off is no difference.
    long cut = endMillis - START_MILLIS;
    boolean complete =
        (wanted.size() == common || wanted.get(common) > cut)
            && (got.size() == common || got.get(common) > cut);
    return complete ? -1 : common;
  }

  private static boolean isOdd(List<Long> polls, int k, long interval) {
    long gap = polls.get(k) - polls.get(k - 1);
    return Math.abs(gap - interval * SECOND_MILLIS) > PHASE_MILLIS;
  }

  /** Returns the distance of most polls in seconds. */
  private static long interval(List<Long> polls) {
    Map<Long, Integer> counts = new HashMap<>();
    long most = 0;
    for (int k = 1; k < polls.size(); k++) {
      long seconds = Math.round((polls.get(k) - polls.get(k - 1)) / (double) SECOND_MILLIS);
      int count = counts.merge(seconds, 1, Integer::sum);
      if (count > counts.getOrDefault(most, 0)) {
        most = seconds;
      }
    }
    return most;
  }
}
