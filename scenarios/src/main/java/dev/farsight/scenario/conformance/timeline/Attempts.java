package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scheduling attempts per owner: their number, and their times. Attempts after a flush follow a
 * clock of their own: the first 300 to 330 s after the attempt before it, later ones 300 or 330 s,
 * whichever, so that pods drift apart from the recording by 30 s at each.
 */
final class Attempts {

  private static final long TOLERANCE_MILLIS = 2_000;
  private static final long FLUSH_MILLIS = 300_000;
  private static final long CHECK_MILLIS = 30_000;
  private static final int NODES_ALLOWANCE = 2;
  private static final int LONG_BACKOFF_PERCENT = 10;
  private static final String NO_NODES = "no nodes available to schedule pods";

  /**
   * One attempt.
   *
   * @param flushed whether a flush led to it
   * @param sinceMillis time since the attempt of the same pod before it; -1 for the first
   * @param afterFlushed whether a flush led to that one, too
   */
  private record Attempt(long millis, boolean flushed, long sinceMillis, boolean afterFlushed) {

    /** Whether a flush may come so long after the attempt before it. */
    boolean isInTime() {
      if (!flushed || sinceMillis < 0) {
        return true;
      }
      return afterFlushed
          ? isNear(sinceMillis, FLUSH_MILLIS) || isNear(sinceMillis, FLUSH_MILLIS + CHECK_MILLIS)
          : sinceMillis >= FLUSH_MILLIS - TOLERANCE_MILLIS
              && sinceMillis <= FLUSH_MILLIS + CHECK_MILLIS + TOLERANCE_MILLIS;
    }

    private static boolean isNear(long one, long other) {
      return Math.abs(one - other) <= TOLERANCE_MILLIS;
    }
  }

  /** What is known of the pods of one owner. */
  private static final class OfOwner {
    private final List<Attempt> attempts = new ArrayList<>();
    private boolean withoutNodes;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis;
  }

  private final Map<String, OfOwner> owners = new TreeMap<>();
  private final List<Long> nodeChanges = new ArrayList<>();

  private Attempts(Story story) {
    Map<String, String> queuedBy = new HashMap<>();
    Map<String, Attempt> latest = new HashMap<>();
    for (JsonNode line : story.lines()) {
      String pod = Story.pod(line);
      switch (Story.kind(line)) {
        case "sched.queue" -> queuedBy.put(pod, line.path("event").asText());
        case "sched.attempt" -> {
          boolean flushed = "UnschedulableTimeout".equals(queuedBy.get(pod));
          Attempt before = latest.get(pod);
          Attempt attempt =
              new Attempt(
                  Story.time(line),
                  flushed,
                  before == null ? -1 : Story.time(line) - before.millis(),
                  before != null && before.flushed());
          latest.put(pod, attempt);
          owner(story.ownerOfPod(pod), line).attempts.add(attempt);
        }
        case "sched.failed" ->
            owner(story.ownerOfPod(pod), line).withoutNodes |=
                line.path("error").asText().equals(NO_NODES);
        case "pod.created", "pod.deleted" -> owner(story.ownerOfPod(pod), line);
        case "node", "node.deleted" -> nodeChanges.add(Story.time(line));
        default -> {
          // other lines say nothing about attempts
        }
      }
    }
    owners.values().forEach(o -> o.attempts.sort(Comparator.comparingLong(Attempt::millis)));
  }

  private OfOwner owner(String key, JsonNode line) {
    OfOwner owner = owners.computeIfAbsent(key, k -> new OfOwner());
    owner.firstMillis = Math.min(owner.firstMillis, Story.time(line));
    owner.lastMillis = Math.max(owner.lastMillis, Story.time(line));
    return owner;
  }

  private boolean nodesComeAndGo(OfOwner owner) {
    return nodeChanges.stream().anyMatch(t -> t >= owner.firstMillis && t <= owner.lastMillis);
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    Attempts expected = new Attempts(recorded);
    Attempts actual = new Attempts(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.owners.keySet());
    keys.addAll(actual.owners.keySet());
    for (String key : keys) {
      OfOwner wanted = expected.owners.getOrDefault(key, new OfOwner());
      OfOwner got = actual.owners.getOrDefault(key, new OfOwner());
      int allowance = expected.nodesComeAndGo(wanted) ? NODES_ALLOWANCE : 0;
      if (wanted.withoutNodes) {
        allowance = Math.max(allowance, wanted.attempts.size() * LONG_BACKOFF_PERCENT / 100);
      }
      compare(key, wanted.attempts, got.attempts, allowance, partings);
      tellFlushesOutOfTime(key, wanted.attempts, got.attempts, partings);
    }
  }

  private static void tellFlushesOutOfTime(
      String owner, List<Attempt> expected, List<Attempt> actual, List<Parting> partings) {
    for (Attempt attempt : actual) {
      if (!attempt.isInTime()) {
        partings.add(
            new Parting(
                attempt.millis(),
                "flush of " + owner + " after " + attempt.sinceMillis() + " ms",
                times(expected),
                times(actual)));
        return;
      }
    }
  }

  private static void compare(
      String owner,
      List<Attempt> expected,
      List<Attempt> actual,
      int allowance,
      List<Parting> partings) {
    if (Math.abs(expected.size() - actual.size()) > allowance) {
      int common = Math.min(expected.size(), actual.size());
      List<Attempt> longer = expected.size() > common ? expected : actual;
      partings.add(
          new Parting(
              firstApart(expected, actual, longer.get(common).millis()),
              "number of attempts of " + owner,
              expected.size() + ": " + times(expected),
              actual.size() + ": " + times(actual)));
      return;
    }
    List<Long> onlyExpected = new ArrayList<>();
    List<Long> onlyActual = new ArrayList<>();
    match(expected, actual, onlyExpected, onlyActual);
    if (Math.max(onlyExpected.size(), onlyActual.size()) > allowance) {
      long first = onlyExpected.isEmpty() ? Long.MAX_VALUE : onlyExpected.get(0);
      if (!onlyActual.isEmpty()) {
        first = Math.min(first, onlyActual.get(0));
      }
      partings.add(new Parting(first, "attempts of " + owner, times(expected), times(actual)));
    }
  }

  /** Finds attempts that have no counterpart near them. */
  private static void match(
      List<Attempt> expected,
      List<Attempt> actual,
      List<Long> onlyExpected,
      List<Long> onlyActual) {
    int e = 0;
    int a = 0;
    while (e < expected.size() && a < actual.size()) {
      Attempt wanted = expected.get(e);
      Attempt got = actual.get(a);
      if (isNear(wanted, got)) {
        e++;
        a++;
      } else if (wanted.millis() < got.millis()) {
        onlyExpected.add(wanted.millis());
        e++;
      } else {
        onlyActual.add(got.millis());
        a++;
      }
    }
    expected.subList(e, expected.size()).forEach(attempt -> onlyExpected.add(attempt.millis()));
    actual.subList(a, actual.size()).forEach(attempt -> onlyActual.add(attempt.millis()));
  }

  /** Flushes are held to their distance from the attempt before them, not to a moment. */
  private static boolean isNear(Attempt wanted, Attempt got) {
    return (wanted.flushed() && got.flushed()) || Attempt.isNear(wanted.millis(), got.millis());
  }

  private static long firstApart(List<Attempt> expected, List<Attempt> actual, long otherwise) {
    for (int k = 0; k < Math.min(expected.size(), actual.size()); k++) {
      if (!isNear(expected.get(k), actual.get(k))) {
        return Math.min(expected.get(k).millis(), actual.get(k).millis());
      }
    }
    return otherwise;
  }

  private static String times(List<Attempt> attempts) {
    return attempts.stream().map(Attempt::millis).toList() + " ms";
  }
}
