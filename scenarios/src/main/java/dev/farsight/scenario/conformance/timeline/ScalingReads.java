package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads of external metrics by autoscalers: the k-th sync comes 15 s times k after the autoscaler
 * was made, at most 0.3 s and 0.02 s times k later, and is answered with the same code. A sync that
 * meets a step of KEDA from or to 0 may read or not.
 */
final class ScalingReads {

  private static final long RACE_MILLIS = 2_000;

  /** One read, relative to the making of the autoscaler. */
  private record Read(long millis, long ageMillis, String code) {}

  private ScalingReads() {}

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    Map<String, List<Read>> expected = reads(recorded);
    Map<String, List<Read>> actual = reads(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<Read> wanted = expected.getOrDefault(key, List.of());
      List<Read> got = actual.getOrDefault(key, List.of());
      String namespace = key.substring(0, key.indexOf('/'));
      Read odd = firstOdd(wanted, got, namespace, recorded, simulated);
      if (odd != null) {
        partings.add(
            new Parting(odd.millis(), "reads of " + key, wanted.toString(), got.toString()));
      }
    }
  }

  private static Map<String, List<Read>> reads(Story story) {
    ScalingClocks clocks = new ScalingClocks(story);
    Map<String, List<Read>> reads = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (!Story.isOf(line, "metric.read")) {
        continue;
      }
      String namespace = Story.namespace(line);
      long made = 0;
      for (String autoscaler : clocks.autoscalers(namespace)) {
        made = Math.max(made, clocks.madeBefore(autoscaler, Story.time(line)));
      }
      reads
          .computeIfAbsent(namespace + "/" + line.path("metric").asText(), k -> new ArrayList<>())
          .add(new Read(Story.time(line), Story.time(line) - made, line.path("code").asText()));
    }
    return reads;
  }

  /** Returns the first read that has no equal, or null. */
  private static @Nullable Read firstOdd(
      List<Read> wanted, List<Read> got, String namespace, Story recorded, Story simulated) {
    int i = 0;
    int j = 0;
    while (i < wanted.size() || j < got.size()) {
      Read one = i < wanted.size() ? wanted.get(i) : null;
      Read other = j < got.size() ? got.get(j) : null;
      if (isSameSync(one, other)) {
        if (one != null && other != null && !isSameAnswer(one, other, recorded)) {
          return one;
        }
        i++;
        j++;
        continue;
      }
      boolean first = other == null || (one != null && one.millis() < other.millis());
      Read alone = first ? one : other;
      if (alone == null || !isRace(alone, namespace, recorded, simulated)) {
        return alone;
      }
      i += first ? 1 : 0;
      j += first ? 0 : 1;
    }
    return null;
  }

  private static boolean isSameSync(@Nullable Read one, @Nullable Read other) {
    return one != null
        && other != null
        && Math.abs(one.ageMillis() - other.ageMillis())
            <= ScalingClocks.syncTolerance(one.ageMillis());
  }

  private static boolean isSameAnswer(Read one, Read other, Story recorded) {
    return one.code().equals(other.code()) || isLoadRace(recorded, one.millis());
  }

  /** Returns whether KEDA set a size, or the story ends, close to a read. */
  private static boolean isRace(Read read, String namespace, Story recorded, Story simulated) {
    long tolerance = ScalingClocks.syncTolerance(read.ageMillis());
    if (read.millis() > recorded.endMillis() - tolerance) {
      return true;
    }
    for (Story story : List.of(recorded, simulated)) {
      for (JsonNode line : story.lines()) {
        if (Story.isOf(line, "scale")
            && Story.namespace(line).equals(namespace)
            && line.path("by").asText().equals(ScalingSteps.OPERATOR)
            && Math.abs(Story.time(line) - read.millis()) <= tolerance) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isLoadRace(Story recorded, long millis) {
    for (JsonNode line : recorded.lines()) {
      if (Story.isOf(line, "step") && Math.abs(Story.time(line) - millis) <= RACE_MILLIS) {
        return true;
      }
    }
    return false;
  }
}
