package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What KEDA tells of its objects: for each reason and text the same Event objects, each begun at
 * the same time. How often a series went on is not compared; whether a second reconciliation of the
 * first second tells once more that all is ready is a race.
 */
final class ScalingEvents {

  private static final long MOMENT_MILLIS = 1_000;
  private static final List<String> KINDS = List.of("ScaledObject", "ScaledJob");

  private ScalingEvents() {}

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    Map<String, List<Long>> expected = told(recorded);
    Map<String, List<Long>> actual = told(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<Long> wanted = expected.getOrDefault(key, List.of());
      List<Long> got = actual.getOrDefault(key, List.of());
      if (!isSame(wanted, got, recorded.endMillis())) {
        long first = wanted.isEmpty() ? got.get(0) : wanted.get(0);
        partings.add(
            new Parting(first, "events " + key, "at " + wanted + " ms", "at " + got + " ms"));
      }
    }
  }

  private static boolean isSame(List<Long> wanted, List<Long> got, long endMillis) {
    int common = Math.min(wanted.size(), got.size());
    for (int k = 0; k < common; k++) {
      if (Math.abs(wanted.get(k) - got.get(k)) > MOMENT_MILLIS) {
        return false;
      }
    }
    List<Long> longer = wanted.size() > common ? wanted : got;
    return longer.size() == common || longer.get(common) > endMillis - MOMENT_MILLIS;
  }

  /** When each reason and text was begun to be told, what is told again at once left out. */
  private static Map<String, List<Long>> told(Story story) {
    Map<String, List<Long>> told = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      String message = line.path("message").asText();
      if (!Story.isOf(line, "event")
          || !KINDS.contains(line.path("kind").asText())
          || !ScalingTexts.isCompared(message)) {
        continue;
      }
      String key =
          line.path("component").asText()
              + " "
              + line.path("type").asText()
              + " "
              + line.path("reason").asText()
              + ": "
              + message
              + " of "
              + line.path("kind").asText()
              + " "
              + Story.namespace(line)
              + "/"
              + line.path("object").asText();
      List<Long> moments = told.computeIfAbsent(key, k -> new ArrayList<>());
      long first = line.path("firstMs").asLong();
      boolean again = !moments.isEmpty() && first - moments.get(moments.size() - 1) < MOMENT_MILLIS;
      if (!again) {
        moments.add(first);
      }
    }
    return told;
  }
}
