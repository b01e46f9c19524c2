package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a timeline, in order of time; times are milliseconds since the start. */
final class Lines {

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<ObjectNode> lines = new ArrayList<>();

  /** Returns a new line at the end. */
  ObjectNode add(long timeNanos, String kind, @Nullable String namespace) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("ev", kind).put("t", millis(timeNanos));
    if (namespace != null && !namespace.isEmpty()) {
      line.put("ns", namespace);
    }
    lines.add(line);
    return line;
  }

  /** Returns whole milliseconds of an instant. */
  static long millis(long timeNanos) {
    return Math.floorDiv(timeNanos, NANOS_PER_MILLI);
  }

  /** Adds conditions in their order, with stable names in their texts; none means no field. */
  static void putConditions(ObjectNode line, List<Condition> conditions, StableNames names) {
    if (conditions.isEmpty()) {
      return;
    }
    ArrayNode array = line.putArray("conditions");
    for (Condition condition : conditions) {
      array
          .addObject()
          .put("message", names.inText(condition.message()))
          .put("reason", condition.reason())
          .put("status", condition.status())
          .put("type", condition.type());
    }
  }

  /** Adds a number unless it is absent. */
  static void putIfKnown(ObjectNode line, String name, @Nullable Integer value) {
    if (value != null) {
      line.put(name, value);
    }
  }

  /** Removes the last line if it is of this kind, time and subject: a state that did not last. */
  void dropMomentary(long timeNanos, String kind, String subject, String status) {
    if (lines.isEmpty()) {
      return;
    }
    ObjectNode last = lines.get(lines.size() - 1);
    if (last.path("t").asLong() == millis(timeNanos)
        && last.path("ev").asText().equals(kind)
        && last.path(kind).asText().equals(subject)
        && last.path("status").asText().equals(status)) {
      lines.remove(lines.size() - 1);
    }
  }

  /** Returns all lines. */
  List<ObjectNode> all() {
    return lines;
  }
}
