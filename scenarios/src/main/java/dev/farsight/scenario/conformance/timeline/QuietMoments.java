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
 * happened for 1.2 s in either story, they are equal. Inside a burst steps may be merged, and what
 * happens may happen two seconds earlier or later: within two seconds of a change only that the
 * story passes through the same state, of all objects at once, is asked for.
 */
final class QuietMoments {

  private static final long QUIET_MILLIS = 1_200;

  /** What happens may happen this much earlier or later. */
  private static final long TOLERANCE_MILLIS = 2_000;

  private static final Set<String> KINDS =
      Set.of("deployment", "replicaset", "statefulset", "daemonset", "job", "pdb", "hpa");

  /** Kinds of lines that change no object's state. */
  private static final List<String> NO_CHANGE =
      List.of("event", "metric.read", "load.read", "step");

  /** A stretch of time in which nothing happens, after 1.2 s of quiet. */
  private record Quiet(long from, long to) {

    /** Returns what is left of it if both of its ends come two seconds closer. */
    Quiet inner() {
      return new Quiet(from - QUIET_MILLIS + TOLERANCE_MILLIS, to - TOLERANCE_MILLIS);
    }
  }

  /**
   * What stands of an object.
   *
   * @param text all of it
   * @param figures the same without the Progressing condition
   * @param progress what that condition rests on, or null if it is no Deployment
   */
  private record Standing(String text, String figures, @Nullable ProgressReason progress) {

    static final Standing ABSENT = new Standing("absent", "absent", null);

    static final Standing DELETED = new Standing("deleted", "deleted", null);

    boolean agreesWith(Standing other) {
      return text.equals(other.text)
          || (progress != null
              && other.progress != null
              && progress.follows()
              && other.progress.follows()
              && figures.equals(other.figures));
    }
  }

  private final Map<String, TreeMap<Long, Standing>> states = new TreeMap<>();
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
        TreeMap<Long, Standing> ofObject = states.computeIfAbsent(key, k -> new TreeMap<>());
        Map.Entry<Long, Standing> before = ofObject.lastEntry();
        ofObject.put(
            time,
            deleted
                ? Standing.DELETED
                : standing(line, object, before == null ? null : before.getValue().progress()));
      }
    }
    addQuiet(last, story.endMillis());
  }

  private void addQuiet(long last, long next) {
    if (next - last > QUIET_MILLIS) {
      quiet.add(new Quiet(last + QUIET_MILLIS, next - 1));
    }
  }

  private static Standing standing(JsonNode line, String object, @Nullable ProgressReason before) {
    ObjectNode state = line.deepCopy();
    state.remove(List.of("ev", "t", "ns", "metrics", object));
    String text = text(state, "");
    return object.equals("deployment")
        ? new Standing(text, text(state, "Progressing"), ProgressReason.of(before, line))
        : new Standing(text, text, null);
  }

  private static String text(ObjectNode state, String withoutCondition) {
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    state.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    if (state.get("conditions") instanceof ArrayNode conditions) {
      List<JsonNode> sorted = new ArrayList<>();
      conditions.forEach(
          condition -> {
            if (!condition.path("type").asText().equals(withoutCondition)) {
              sorted.add(condition);
            }
          });
      sorted.sort(Comparator.comparing(condition -> condition.path("type").asText()));
      fields.put("conditions", conditions.arrayNode().addAll(sorted));
    }
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
      Quiet inner = stretch.inner();
      List<Long> moments = actual.quietMoments(inner);
      if (moments.isEmpty()) {
        if (inner.to() - inner.from() > QUIET_MILLIS) {
          partings.add(
              new Parting(stretch.from(), "quiet", "until " + stretch.to() + " ms", "not quiet"));
        } else if (!actual.passesThrough(expected, stretch, keys)) {
          moments = List.of(stretch.to());
        }
      }
      for (long moment : moments) {
        for (String key : keys) {
          Standing wanted = expected.at(key, stretch.to());
          Standing got = actual.at(key, moment);
          if (!got.agreesWith(wanted) && parted.add(key)) {
            partings.add(new Parting(moment, "state of " + key, wanted.text(), got.text()));
          }
        }
      }
    }
  }

  /** Returns a moment of each stretch here that is quiet within another one. */
  private List<Long> quietMoments(Quiet within) {
    List<Long> found = new ArrayList<>();
    for (Quiet own : quiet) {
      long to = Math.min(own.to(), within.to());
      if (Math.max(own.from(), within.from()) <= to) {
        found.add(to);
      }
    }
    return found;
  }

  /**
   * Returns whether all objects stand at some moment here as they stand in a quiet stretch of the
   * other story that is too short to be quiet here, too, if its ends come two seconds early or
   * late.
   */
  private boolean passesThrough(QuietMoments other, Quiet stretch, Set<String> keys) {
    TreeSet<Long> moments = new TreeSet<>();
    moments.add(stretch.from() - TOLERANCE_MILLIS);
    for (TreeMap<Long, Standing> ofObject : states.values()) {
      moments.addAll(
          ofObject
              .subMap(stretch.from() - TOLERANCE_MILLIS, stretch.to() + TOLERANCE_MILLIS)
              .keySet());
    }
    return moments.stream()
        .anyMatch(
            moment ->
                keys.stream()
                    .allMatch(key -> at(key, moment).agreesWith(other.at(key, stretch.to()))));
  }

  private Standing at(String key, long millis) {
    TreeMap<Long, Standing> ofObject = states.get(key);
    Map.Entry<Long, Standing> entry = ofObject == null ? null : ofObject.floorEntry(millis);
    return entry == null ? Standing.ABSENT : entry.getValue();
  }
}
