package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an autoscaler remembers: recommendations, and how far it scaled and when.
 *
 * <p>Recommendations repeat for hours, one every 15 s. Of equal ones in a row only the latest is
 * kept: a window that looks back from now sees it whenever it sees any of them.
 */
final class ScaleHistory {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 3600 * SECOND_NANOS;

  /** A number and when it was noted. */
  private record Note(long atNanos, int value) {}

  /** Values and latest times of recommendations that differ from the one before, oldest first. */
  private int[] values = new int[8];

  private long[] latestNanos = new long[8];

  /** The part of the two arrays that is in use. */
  private int begin;

  private int end;

  private final List<Note> ups = new ArrayList<>();
  private final List<Note> downs = new ArrayList<>();

  boolean isEmpty() {
    return begin == end;
  }

  void recommend(int replicas, long nowNanos) {
    while (begin < end && nowNanos - latestNanos[begin] > LONGEST_NANOS) {
      begin++;
    }
    if (begin < end && values[end - 1] == replicas) {
      latestNanos[end - 1] = nowNanos;
      return;
    }
    if (end == values.length) {
      makeRoom();
    }
    values[end] = replicas;
    latestNanos[end] = nowNanos;
    end++;
  }

  private void makeRoom() {
    int count = end - begin;
    int length = Math.max(values.length, 2 * count);
    values = Arrays.copyOf(Arrays.copyOfRange(values, begin, end), length);
    latestNanos = Arrays.copyOf(Arrays.copyOfRange(latestNanos, begin, end), length);
    begin = 0;
    end = count;
  }

  /** Returns the highest recommendation of the last seconds, or the one given. */
  int highest(int replicas, long seconds, long nowNanos) {
    int highest = replicas;
    for (int i = end - 1; i >= begin && nowNanos - latestNanos[i] < seconds * SECOND_NANOS; i--) {
      highest = Math.max(highest, values[i]);
    }
    return highest;
  }

  /** Returns the lowest recommendation of the last seconds, or the one given. */
  int lowest(int replicas, long seconds, long nowNanos) {
    int lowest = replicas;
    for (int i = end - 1; i >= begin && nowNanos - latestNanos[i] < seconds * SECOND_NANOS; i--) {
      lowest = Math.min(lowest, values[i]);
    }
    return lowest;
  }

  void scaled(int before, int after, long nowNanos) {
    List<Note> notes = after > before ? ups : downs;
    notes.removeIf(note -> nowNanos - note.atNanos > LONGEST_NANOS);
    notes.add(new Note(nowNanos, Math.abs(after - before)));
  }

  private static int sum(List<Note> notes, long seconds, long nowNanos) {
    int sum = 0;
    for (Note note : notes) {
      sum += nowNanos - note.atNanos < seconds * SECOND_NANOS ? note.value : 0;
    }
    return sum;
  }

  private int atStartOfPeriod(int current, long seconds, long nowNanos) {
    return current - sum(ups, seconds, nowNanos) + sum(downs, seconds, nowNanos);
  }

  /**
   * Returns how far the policies let the size grow; percents are doubles as upstream's, so that 10
   * % of 100 pods allow 111, not 110.
   */
  int upLimit(int current, HPAScalingRules rules, List<HPAScalingPolicy> policies, long now) {
    if ("Disabled".equals(rules.selectPolicy())) {
      return current;
    }
    boolean least = "Min".equals(rules.selectPolicy());
    long result = least ? Integer.MAX_VALUE : Integer.MIN_VALUE;
    for (HPAScalingPolicy policy : policies) {
      long start = atStartOfPeriod(current, policy.periodSeconds(), now);
      long proposed =
          policy.type().equals("Percent")
              ? (long) Math.ceil(start * (1 + (double) policy.value() / 100))
              : start + policy.value();
      result = least ? Math.min(result, proposed) : Math.max(result, proposed);
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(current, result));
  }

  /** Returns how far the policies let the size shrink. */
  int downLimit(int current, HPAScalingRules rules, List<HPAScalingPolicy> policies, long now) {
    if ("Disabled".equals(rules.selectPolicy())) {
      return current;
    }
    boolean least = "Min".equals(rules.selectPolicy());
    long result = least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    for (HPAScalingPolicy policy : policies) {
      long start = atStartOfPeriod(current, policy.periodSeconds(), now);
      long proposed =
          policy.type().equals("Percent")
              ? (long) (start * (1 - (double) policy.value() / 100))
              : start - policy.value();
      result = least ? Math.max(result, proposed) : Math.min(result, proposed);
    }
    return (int) Math.max(Integer.MIN_VALUE, Math.min(current, result));
  }
}
