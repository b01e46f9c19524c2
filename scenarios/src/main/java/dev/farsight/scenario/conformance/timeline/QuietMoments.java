package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Figures and conditions of workloads, budgets and autoscalers in quiet moments: when nothing has
 * happened for 1.2 s in either story, they are equal. Inside a burst steps may be merged.
 */
final class QuietMoments {

  private static final long QUIET_MILLIS = 1_200;

  /** What happens may happen this much earlier or later. */
  private static final long TOLERANCE_MILLIS = 2_000;

  /** A moment this quiet in the recording must be quiet in the simulation, too, at some time. */
  private static final long LONG_MILLIS = QUIET_MILLIS + 2 * TOLERANCE_MILLIS;

  private static final Set<String> KINDS =
      Set.of("deployment", "replicaset", "statefulset", "daemonset", "job", "pdb", "hpa");

  /** Kinds of lines that change no object's state. */
  private static final List<String> NO_CHANGE =
      List.of("event", "metric.read", "load.read", "step");

  /** A stretch of time in which nothing happens, after 1.2 s of quiet. */
  private record Quiet(long from, long to) {}

  private final Map<String, TreeMap<Long, String>> states = new TreeMap<>();
  private final List<Quiet> quiet = new ArrayList<>();

  private QuietMoments(Story story) {
    long last = 0;
    for (JsonNode line : story.lines()) {
      String kind = Story.kind(line);
      long time = Story.time(line);
      if (!NO_CHANGE.contains(kind) && !kind.startsWith("sched.")) {
        addQuiet(last, time);
        last = time;
      }
      boolean deleted = kind.endsWith(".deleted");
      String object = deleted ? kind.substring(0, kind.length() - ".deleted".length()) : kind;
      if (KINDS.contains(object)) {
        String key = object + " " + Story.namespace(line) + "/" + line.path(object).asText();
        states
            .computeIfAbsent(key, k -> new TreeMap<>())
            .put(time, deleted ? "deleted" : state(line, object));
      }
    }
    addQuiet(last, story.endMillis());
  }

  private void addQuiet(long last, long next) {
    if (next - last > QUIET_MILLIS) {
      quiet.add(new Quiet(last + QUIET_MILLIS, next - 1));
    }
  }

  private static String state(JsonNode line, String object) {
    ObjectNode state = line.deepCopy();
    state.remove(List.of("ev", "t", "ns", "metrics", object));
    if (state.get("conditions") instanceof ArrayNode conditions) {
      List<JsonNode> sorted = new ArrayList<>();
      conditions.forEach(sorted::add);
      sorted.sort(Comparator.comparing(condition -> condition.path("type").asText()));
      conditions.removeAll().addAll(sorted);
    }
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    state.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields.toString();
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    QuietMoments expected = new QuietMoments(recorded);
    QuietMoments actual = new QuietMoments(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.states.keySet());
    keys.addAll(actual.states.keySet());
    Set<String> parted = new TreeSet<>();
    for (Quiet stretch : expected.quiet) {
      Long moment = actual.quietWithin(stretch);
      if (moment == null) {
        if (stretch.to() - stretch.from() > LONG_MILLIS) {
          partings.add(
              new Parting(stretch.from(), "quiet", "until " + stretch.to() + " ms", "not quiet"));
        }
        continue;
      }
      for (String key : keys) {
        String wanted = expected.stateAt(key, moment);
        String got = actual.stateAt(key, moment);
        if (!got.equals(wanted) && parted.add(key)) {
          partings.add(new Parting(moment, "state of " + key, wanted, got));
        }
      }
    }
  }

  /** Returns the last moment of a stretch that is quiet here, too, or null. */
  private @Nullable Long quietWithin(Quiet stretch) {
    Long found = null;
    for (Quiet own : quiet) {
      long from = Math.max(own.from(), stretch.from());
      long to = Math.min(own.to(), stretch.to());
      if (from <= to) {
        found = to;
      }
    }
    return found;
  }

  private String stateAt(String key, long millis) {
    TreeMap<Long, String> ofObject = states.get(key);
    Map.Entry<Long, String> entry = ofObject == null ? null : ofObject.floorEntry(millis);
    return entry == null ? "absent" : entry.getValue();
  }
}
