package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON by the names of their components: the inverse of {@link RecordReader}.
 *
 * <p>Absent and empty values are left out, and so are zeros and falsehoods of components that
 * cannot be absent, since reading restores them.
 */
public final class RecordWriter {

  private final Instant origin;

  /** Creates a writer; simulated time zero is shown as the given instant. */
  public RecordWriter(Instant origin) {
    this.origin = origin;
  }

  /** Returns the JSON form of a record. */
  public ObjectNode write(Object owner) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    for (RecordShape.Field field : RecordShape.of(owner.getClass()).fields()) {
      Object value = RecordShape.get(field, owner);
      JsonNode node = value == null ? null : writeField(field, value);
      if (node != null) {
        map.set(field.name(), node);
      }
    }
    return map;
  }

  private @Nullable JsonNode writeField(RecordShape.Field field, Object value) {
    if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> array.add(writeValue(item)));
      return array.isEmpty() ? null : array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      map.forEach((key, item) -> object.set((String) key, writeValue(item)));
      return object.isEmpty() ? null : object;
    }
    JsonNode node = writeValue(value);
    return field.nullable() || !isZero(node) ? node : null;
  }

  private static boolean isZero(JsonNode node) {
    return (node.isObject() && node.isEmpty())
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isBoolean() && !node.booleanValue())
        || (node.isIntegralNumber() && node.longValue() == 0);
  }

  private JsonNode writeValue(Object value) {
    if (value instanceof String text) {
      return TextNode.valueOf(text);
    }
    if (value instanceof Integer number) {
      return IntNode.valueOf(number);
    }
    if (value instanceof Long number) {
      return LongNode.valueOf(number);
    }
    if (value instanceof Boolean truth) {
      return BooleanNode.valueOf(truth);
    }
    if (value instanceof IntOrString either) {
      Integer number = either.number();
      return number == null ? TextNode.valueOf(either.toString()) : IntNode.valueOf(number);
    }
    if (value instanceof Timestamp time) {
      return TextNode.valueOf(origin.plusNanos(time.nanos()).toString());
    }
    if (value instanceof Enum<?> constant) {
      return TextNode.valueOf(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (value instanceof JsonNode node) {
      return node;
    }
    return value instanceof dev.farsight.sim.kube.Quantity
        ? TextNode.valueOf(value.toString())
        : write(value);
  }
}
