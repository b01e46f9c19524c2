package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What autoscalers say that their metrics are: the same values in the same order. A value per pod
 * that was taken while the target's status knew no pod is not compared, nor is one that a load
 * decided which changed less than two seconds before.
 */
final class AutoscalerReadings {

  private static final String DIVIDED_BY_ZERO = "-9223372036854775808m";
  private static final long LOAD_MILLIS = 2_000;

  /** Values and when they were first told; open if chance had a say. */
  private record Reading(long millis, String values, boolean open) {

    @Override
    public String toString() {
      return values + " at " + millis + " ms";
    }
  }

  private AutoscalerReadings() {}

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    Map<String, List<Reading>> expected = readings(recorded);
    Map<String, List<Reading>> actual = readings(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<Reading> wanted = expected.getOrDefault(key, List.of());
      List<Reading> got = actual.getOrDefault(key, List.of());
      if (!isSame(wanted, got)) {
        partings.add(
            new Parting(
                wanted.isEmpty() ? 0 : wanted.get(0).millis(),
                "metrics of " + key,
                wanted.toString(),
                got.toString()));
      }
    }
  }

  private static boolean isSame(List<Reading> wanted, List<Reading> got) {
    int i = 0;
    int j = 0;
    while (i < wanted.size() && j < got.size()) {
      Reading one = wanted.get(i);
      Reading other = got.get(j);
      boolean equal = one.values().equals(other.values());
      if (!equal && !one.open() && !other.open()) {
        return false;
      }
      boolean wantedHasMore = !equal && one.open() && isNext(wanted, i, other);
      boolean gotHasMore = !equal && !wantedHasMore && other.open() && isNext(got, j, one);
      i += gotHasMore ? 0 : 1;
      j += wantedHasMore ? 0 : 1;
    }
    return wanted.subList(i, wanted.size()).stream().allMatch(Reading::open)
        && got.subList(j, got.size()).stream().allMatch(Reading::open);
  }

  private static boolean isNext(List<Reading> readings, int index, Reading other) {
    return index + 1 < readings.size() && readings.get(index + 1).values().equals(other.values());
  }

  private static Map<String, List<Reading>> readings(Story story) {
    Map<String, List<Reading>> all = new TreeMap<>();
    long loadChanged = -LOAD_MILLIS;
    for (JsonNode line : story.lines()) {
      long time = Story.time(line);
      if (Story.isOf(line, "step") || Story.isOf(line, "queue")) {
        loadChanged = time;
      }
      if (!Story.isOf(line, "hpa") || line.path("metrics").isEmpty()) {
        continue;
      }
      String key = Story.namespace(line) + "/" + line.path("hpa").asText();
      List<Reading> own = all.computeIfAbsent(key, k -> new ArrayList<>());
      String values = line.path("metrics").toString();
      if (own.isEmpty() || !own.get(own.size() - 1).values().equals(values)) {
        boolean open = values.contains(DIVIDED_BY_ZERO) || time - loadChanged < LOAD_MILLIS;
        own.add(new Reading(time, values, open));
      }
    }
    return all;
  }
}
