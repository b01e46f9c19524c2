package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.conformance.CaseOutcome.Difference;
import java.util.List;

/**
 * One recorded vector of kube-scheduler.
 *
 * @param record the record as it was read
 */
record RecordedVector(ObjectNode record) implements RecordedCase {

  /** What a vector tells about; follows from its fields. */
  private enum Kind {
    TRACE("trace", "until"),
    QUEUE("queue", "steps"),
    SEQUENCE("sequence", "pods"),
    SINGLE("single", "pod"),
    UNKNOWN("unknown", "expect");

    private final String text;
    private final String field;

    Kind(String text, String field) {
      this.text = text;
      this.field = field;
    }

    static Kind of(JsonNode vector) {
      for (Kind kind : values()) {
        if (vector.has(kind.field)) {
          return kind;
        }
      }
      return UNKNOWN;
    }
  }

  @Override
  public CaseOutcome play() {
    Kind kind = Kind.of(record);
    String id = record.path("id").asText();
    String family = kind.text + "/" + record.path("family").asText();
    ObjectNode answered = record.deepCopy();
    try {
      JsonNode answer = answer(kind);
      answered.set("expect", answer);
      List<Difference> differences = JsonComparison.differences(record.path("expect"), answer);
      return new CaseOutcome(id, family, answered.toString(), differences);
    } catch (RuntimeException e) {
      // Whatever goes wrong inside one case is a failure of that case: the others are still played.
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      answered.putObject("expect").put("error", reason);
      JsonNode told = JsonNodeFactory.instance.textNode(reason);
      return new CaseOutcome(
          id,
          family,
          answered.toString(),
          List.of(new Difference("error", MissingNode.getInstance(), told)));
    }
  }

  private JsonNode answer(Kind kind) {
    return switch (kind) {
      case SINGLE -> SingleVector.answer(record);
      case SEQUENCE -> SequenceVector.answer(record);
      case QUEUE -> QueueVector.answer(record);
      case TRACE -> TraceVector.answer(record);
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "the record has none of the fields pod, pods, steps and until");
    };
  }
}
