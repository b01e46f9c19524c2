package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Events: the same reasons of the same components about the same objects (pods of one owner are
 * alike), and final counts that differ by one at the most.
 */
final class EventCounts {

  private static final String COMBINED = "(combined from similar events): ";

  /** Final counts of the Event objects of one object. */
  private static final class OfObject {
    private final Map<String, Long> byEvent = new HashMap<>();

    long total() {
      return byEvent.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** All objects of one group that events of one reason are about. */
  private static final class Group {
    private final Map<String, OfObject> objects = new HashMap<>();
    private long firstMillis = Long.MAX_VALUE;

    List<Long> totals() {
      List<Long> totals = new ArrayList<>();
      objects.values().forEach(object -> totals.add(object.total()));
      totals.sort(null);
      return totals;
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();

  private EventCounts(Story story) {
    for (JsonNode line : story.lines()) {
      String kind = line.path("kind").asText();
      // KEDA's events are series whose counts are not written for minutes: ScalingFacts has them.
      if (!Story.isOf(line, "event") || kind.equals("ScaledObject") || kind.equals("ScaledJob")) {
        continue;
      }
      String object = Story.namespace(line) + "/" + line.path("object").asText();
      String subject =
          switch (kind) {
            case "Pod" -> "the pods of " + story.ownerOfPod(object);
            case "Node" -> "nodes";
            default -> kind + " " + object;
          };
      String reason = line.path("component").asText() + " " + line.path("reason").asText();
      Group group = groups.computeIfAbsent(reason + " of " + subject, key -> new Group());
      group.firstMillis = Math.min(group.firstMillis, Story.time(line));
      String event = identity(line.path("message").asText()) + "|" + line.path("firstMs").asText();
      group
          .objects
          .computeIfAbsent(object, key -> new OfObject())
          .byEvent
          .put(event, line.path("count").asLong());
    }
  }

  /** An Event that combines similar ones changes its text with each of them. */
  private static String identity(String message) {
    return message.startsWith(COMBINED) ? COMBINED : message;
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    EventCounts expected = new EventCounts(recorded);
    EventCounts actual = new EventCounts(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.groups.keySet());
    keys.addAll(actual.groups.keySet());
    for (String key : keys) {
      Group wanted = expected.groups.getOrDefault(key, new Group());
      Group got = actual.groups.getOrDefault(key, new Group());
      if (!isNear(wanted.totals(), got.totals())) {
        partings.add(
            new Parting(
                Math.min(wanted.firstMillis, got.firstMillis),
                "events " + key,
                "counts " + wanted.totals(),
                "counts " + got.totals()));
      }
    }
  }

  private static boolean isNear(List<Long> expected, List<Long> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (Math.abs(expected.get(i) - actual.get(i)) > 1) {
        return false;
      }
    }
    return true;
  }
}
