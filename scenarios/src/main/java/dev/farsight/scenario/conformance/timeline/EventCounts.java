package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Events: the same reasons of the same components about the same objects (pods of one owner are
 * alike), and final counts that differ by one at the most.
 */
final class EventCounts {

  /** An Event object as last seen. */
  private static final class Counted {
    private long count;
    private final String firstMillis;

    Counted(long count, String firstMillis) {
      this.count = count;
      this.firstMillis = firstMillis;
    }
  }

  /** All Events of one reason about the objects of one group. */
  private static final class Group {
    private final Map<String, List<Counted>> byObject = new TreeMap<>();
    private long firstMillis = Long.MAX_VALUE;

    /** Takes in a line: count 1 begins an Event, a higher one goes on with the latest alike. */
    void add(String object, long count, String firstMillis) {
      List<Counted> events = byObject.computeIfAbsent(object, key -> new ArrayList<>());
      if (count > 1) {
        for (int i = events.size() - 1; i >= 0; i--) {
          Counted event = events.get(i);
          if (event.count < count && event.firstMillis.equals(firstMillis)) {
            event.count = count;
            return;
          }
        }
      }
      events.add(new Counted(count, firstMillis));
    }

    long total() {
      return byObject.values().stream().flatMap(List::stream).mapToLong(e -> e.count).sum();
    }

    @Override
    public String toString() {
      List<Long> counts = new ArrayList<>();
      byObject.values().forEach(events -> events.forEach(event -> counts.add(event.count)));
      counts.sort(null);
      return "about " + byObject.size() + " objects, counts " + counts;
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
      group.add(object, line.path("count").asLong(), line.path("firstMs").asText());
    }
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
      if (!isNear(wanted, got)) {
        partings.add(
            new Parting(
                Math.min(wanted.firstMillis, got.firstMillis),
                "events " + key,
                wanted.toString(),
                got.toString()));
      }
    }
  }

  /** Counts may differ by one for each object; none at all is another story. */
  private static boolean isNear(Group expected, Group actual) {
    int objects = Math.max(expected.byObject.size(), actual.byObject.size());
    return expected.byObject.isEmpty() == actual.byObject.isEmpty()
        && Math.abs(expected.total() - actual.total()) <= objects;
  }
}
