package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Events: the same reasons of the same components about the same objects (pods of one owner are
 * alike), and final counts per object that differ by one at the most. Events that tell of steps of
 * a burst are as many as the steps of their own story: those may be merged.
 */
final class EventCounts {

  /**
   * Whether a node is tainted with NoExecute at all, and its pods' deletion planned and cancelled,
   * may depend on the phase of the node monitor's looks, which is no input.
   */
  private static final String PHASE_DEPENDENT =
      "taint-eviction-controller TaintManagerEviction of the pods of ";

  private static final String SCALING = "deployment-controller ScalingReplicaSet of Deployment ";

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

    int objects() {
      return byObject.size();
    }

    /** Returns how often each object's Events occurred in all, the lowest first. */
    List<Long> countsByObject() {
      List<Long> counts = new ArrayList<>();
      byObject
          .values()
          .forEach(events -> counts.add(events.stream().mapToLong(e -> e.count).sum()));
      counts.sort(null);
      return counts;
    }

    /** Returns how often each Event occurred, the lowest first. */
    List<Long> counts() {
      List<Long> counts = new ArrayList<>();
      byObject.values().forEach(events -> events.forEach(event -> counts.add(event.count)));
      counts.sort(null);
      return counts;
    }

    long total() {
      return counts().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
      return "about " + byObject.size() + " objects, counts " + counts();
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();
  private final SizeSteps sizes;

  private EventCounts(Story story) {
    this.sizes = new SizeSteps(story);
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
      if (!isNear(key, wanted, got) && !(expected.tellsSteps(key) && actual.tellsSteps(key))) {
        partings.add(
            new Parting(
                Math.min(wanted.firstMillis, got.firstMillis),
                "events " + key,
                wanted.toString(),
                got.toString()));
      }
    }
  }

  /** Whether the events of a group tell of each change of a Deployment's sizes in this story. */
  private boolean tellsSteps(String key) {
    Group group = groups.get(key);
    return group != null
        && key.startsWith(SCALING)
        && Math.abs(group.total() - sizes.of(key.substring(SCALING.length()))) <= 1;
  }

  /** Whether final counts differ by one at the most, by object or by Event. */
  private static boolean isNear(String key, Group expected, Group actual) {
    if (key.startsWith(PHASE_DEPENDENT)) {
      return Math.abs(expected.total() - actual.total()) <= expected.objects() + actual.objects();
    }
    return isNear(expected.countsByObject(), actual.countsByObject())
        || isNear(expected.counts(), actual.counts());
  }

  private static boolean isNear(List<Long> wanted, List<Long> got) {
    boolean near = wanted.size() == got.size();
    for (int i = 0; near && i < wanted.size(); i++) {
      near = Math.abs(wanted.get(i) - got.get(i)) <= 1;
    }
    return near;
  }
}
