package dev.farsight.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.farsight.sim.result.DecimalText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the few shapes that results consist of. */
final class JsonSink {

  private final JsonGenerator out;

  JsonSink(JsonGenerator out) {
    this.out = out;
  }

  void open() throws IOException {
    out.writeStartObject();
  }

  void open(String name) throws IOException {
    out.writeObjectFieldStart(name);
  }

  void close() throws IOException {
    out.writeEndObject();
  }

  void openList(String name) throws IOException {
    out.writeArrayFieldStart(name);
  }

  void closeList() throws IOException {
    out.writeEndArray();
  }

  void text(String name, @Nullable String value) throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
  }

  void count(String name, long value) throws IOException {
    out.writeNumberField(name, value);
  }

  void flag(String name, boolean value) throws IOException {
    out.writeBooleanField(name, value);
  }

  void seconds(String name, @Nullable Long nanos) throws IOException {
    out.writeFieldName(name);
    secondsItem(nanos);
  }

  /** Writes seconds as an item of a list. */
  void secondsItem(@Nullable Long nanos) throws IOException {
    if (nanos == null) {
      out.writeNull();
    } else {
      out.writeNumber(DecimalText.seconds(nanos));
    }
  }

  /** Writes a number; null where it is infinite ("never") or not a number ("no value"). */
  void number(String name, double value) throws IOException {
    out.writeFieldName(name);
    number(value);
  }

  private void number(double value) throws IOException {
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      out.writeNull();
    } else {
      out.writeNumber(DecimalText.of(value));
    }
  }

  void pair(double first, double second) throws IOException {
    out.writeStartArray();
    number(first);
    number(second);
    out.writeEndArray();
  }

  void point(long nanos, double value) throws IOException {
    out.writeStartArray();
    out.writeNumber(DecimalText.seconds(nanos));
    number(value);
    out.writeEndArray();
  }

  void nothing(String name) throws IOException {
    out.writeNullField(name);
  }

  void name(String name) throws IOException {
    out.writeFieldName(name);
  }

  void texts(String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  void textMap(String name, Map<String, String> values) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      out.writeStringField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }
}
