package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into records by the names of their components; what does not fit becomes an issue at
 * its place, all at once.
 *
 * <p>Absent and null values become null where the component may be null, else empty, zero or false,
 * as in Go. Values of the wrong type are reported and then taken as absent. A field that the record
 * has not is an error in formats of Farsight's own; in Kubernetes objects it is a note if
 * Kubernetes knows it, and a warning if not.
 */
public final class RecordReader {

  /** Fields that records keep and snapshots carry on, and that nothing in the model looks at. */
  private static final Set<String> ONLY_READ =
      Set.of(
          "PodSpec.readinessGates",
          "PodSpec.runtimeClassName",
          "Container.livenessProbe",
          "Container.startupProbe",
          "Probe.httpGet",
          "Probe.timeoutSeconds",
          "Probe.failureThreshold",
          "EmptyDirVolumeSource.medium",
          "EmptyDirVolumeSource.sizeLimit",
          "StorageClass.reclaimPolicy",
          "CSIDriverSpec.attachRequired",
          "StatefulSetSpec.persistentVolumeClaimRetentionPolicy",
          "RollingUpdateStatefulSetStrategy.maxUnavailable");

  private final Document document;
  private final Issues issues;
  private final Instant origin;
  private final @Nullable FieldCatalogue catalogue;
  private JsonPath top = JsonPath.ROOT;

  /**
   * Creates a reader of a format of Farsight's own, which knows all its fields.
   *
   * @param document document that the values stand in
   * @param issues where to report
   * @param origin instant of the wall clock at which simulated time is zero
   */
  public RecordReader(Document document, Issues issues, Instant origin) {
    this(document, issues, origin, null);
  }

  RecordReader(
      Document document, Issues issues, Instant origin, @Nullable FieldCatalogue catalogue) {
    this.document = document;
    this.issues = issues;
    this.origin = origin;
    this.catalogue = catalogue;
  }

  /**
   * Returns the fields that are read, and noted where they are written because nothing simulates
   * them, as type and field.
   */
  public static Set<String> readAndNotSimulated() {
    return ONLY_READ;
  }

  /** Reads a record from a map; a value that is no map is reported and read as empty. */
  public <T> T read(Class<T> type, JsonNode node, JsonPath path) {
    top = path;
    return type.cast(readRecord(type, node, path, type.getSimpleName()));
  }

  /**
   * Reads one component of a record alone.
   *
   * @param node map that the record would be read from
   * @param path place of the map
   * @throws IllegalArgumentException if the record has no such component
   */
  @Nullable Object readComponent(Class<?> type, String name, JsonNode node, JsonPath path) {
    top = path;
    RecordShape.Field field = RecordShape.of(type).field(name);
    if (field == null) {
      throw new IllegalArgumentException(type + " has no " + name);
    }
    return readComponent(field, node, path, type.getSimpleName());
  }

  private @Nullable Object readComponent(
      RecordShape.Field field, JsonNode node, JsonPath path, String upstreamType) {
    String inner = catalogue == null ? "" : catalogue.typeOf(upstreamType, field.name());
    return readField(field, node.get(field.name()), path, inner == null ? "" : inner);
  }

  private Object readRecord(Class<?> type, JsonNode node, JsonPath path, String upstreamType) {
    RecordShape shape = RecordShape.of(type);
    if (!node.isObject() && !node.isNull() && !node.isMissingNode()) {
      wrongType(path, "a map", node, node.isArray() ? "remove the '-'" : "");
    }
    @Nullable Object[] values = new Object[shape.fields().size()];
    for (RecordShape.Field field : shape.fields()) {
      values[field.index()] = readComponent(field, node, path, upstreamType);
    }
    if (node.isObject()) {
      checkFields(shape, node, path, upstreamType);
    }
    return shape.create(values);
  }

  private void checkFields(RecordShape shape, JsonNode node, JsonPath path, String upstreamType) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      if (shape.field(name) != null) {
        if (ONLY_READ.contains(upstreamType + "." + name) && isWritten(path.child(name))) {
          notSimulated(path.child(name), name, upstreamType);
        }
        continue;
      }
      if (catalogue == null || !catalogue.hasType(upstreamType)) {
        unknownField(path.child(name), name, namesOf(shape));
      } else if (catalogue.typeOf(upstreamType, name) == null) {
        misspelt(path.child(name), name, upstreamType);
      } else if (!isBookkeeping(path, name) && !entry.getValue().isNull()) {
        notSimulated(path.child(name), name, upstreamType);
      }
    }
  }

  /** Returns whether a value stands in the document itself, and was not put in by defaulting. */
  private boolean isWritten(JsonPath path) {
    return !document.root().at(path.toPointer()).isMissingNode();
  }

  private void unknownField(JsonPath path, String name, Collection<String> known) {
    if (catalogue != null) {
      return;
    }
    issues.add(
        document.keyIssue(
            IssueCode.UNKNOWN_FIELD,
            path,
            "unknown field \"" + name + "\"",
            DidYouMean.hint(name, known, "known here: " + String.join(", ", known))));
  }

  private void misspelt(JsonPath path, String name, String upstreamType) {
    if (catalogue == null) {
      return;
    }
    Collection<String> known = catalogue.fieldsOf(upstreamType);
    issues.add(
        document.keyIssue(
            IssueCode.MISSPELT_FIELD,
            path,
            "Kubernetes knows no field \"" + name + "\" in " + upstreamType,
            DidYouMean.hint(name, known, "check the spelling and the indentation")));
  }

  private void notSimulated(JsonPath path, String name, String upstreamType) {
    issues.addOnce(
        "field " + upstreamType + "." + name,
        document.keyIssue(
            IssueCode.FIELD_NOT_SIMULATED,
            path,
            "field \"" + name + "\" of " + upstreamType + " is not simulated",
            ""));
  }

  /** Returns whether a field only reports what the cluster did: kind, version and all of status. */
  private boolean isBookkeeping(JsonPath path, String name) {
    if (path.equals(top)) {
      return name.equals("kind") || name.equals("apiVersion") || name.equals("status");
    }
    for (JsonPath step = path; step != null && !step.equals(top); step = step.parent()) {
      if (top.equals(step.parent()) && step.key().equals("status")) {
        return true;
      }
    }
    return name.equals("managedFields") || name.equals("selfLink");
  }

  private static List<String> namesOf(RecordShape shape) {
    return shape.fields().stream().map(RecordShape.Field::name).toList();
  }

  private @Nullable Object readField(
      RecordShape.Field field, @Nullable JsonNode value, JsonPath owner, String upstreamType) {
    if (value == null || value.isNull()) {
      return absent(field);
    }
    JsonPath path = owner.child(field.name());
    return switch (field.form()) {
      case LIST -> readList(field.type(), value, path, upstreamType);
      case MAP -> readMap(field.type(), value, path);
      case SINGLE -> {
        Object read = readValue(field.type(), value, path, upstreamType);
        yield read == null ? absent(field) : read;
      }
    };
  }

  private @Nullable Object absent(RecordShape.Field field) {
    if (field.form() == RecordShape.Form.LIST) {
      return List.of();
    }
    if (field.form() == RecordShape.Form.MAP) {
      return Map.of();
    }
    return field.nullable() ? null : zero(field.type());
  }

  private @Nullable Object zero(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return 0;
    }
    if (type == long.class || type == Long.class) {
      return 0L;
    }
    if (type == boolean.class || type == Boolean.class) {
      return false;
    }
    if (type == String.class) {
      return "";
    }
    if (type == Quantity.class) {
      return Quantity.ZERO;
    }
    if (type == Timestamp.class) {
      return new Timestamp(0);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return type.isRecord()
        ? readRecord(
            type, com.fasterxml.jackson.databind.node.NullNode.getInstance(), JsonPath.ROOT, "")
        : null;
  }

  private List<Object> readList(Class<?> type, JsonNode node, JsonPath path, String upstreamType) {
    List<Object> list = new ArrayList<>();
    if (!node.isArray()) {
      wrongType(path, "a list", node, "begin each item with '- '");
      return list;
    }
    for (int i = 0; i < node.size(); i++) {
      JsonNode item = node.get(i);
      Object read = item.isNull() ? null : readValue(type, item, path.child(i), upstreamType);
      if (read != null) {
        list.add(read);
      }
    }
    return list;
  }

  private Map<String, Object> readMap(Class<?> type, JsonNode node, JsonPath path) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!node.isObject()) {
      wrongType(path, "a map", node, node.isArray() ? "remove the '-'" : "");
      return map;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonNode item = entry.getValue();
      Object read =
          item.isNull() ? zero(type) : readValue(type, item, path.child(entry.getKey()), "");
      if (read != null) {
        map.put(entry.getKey(), read);
      }
    }
    return map;
  }

  private @Nullable Object readValue(
      Class<?> type, JsonNode node, JsonPath path, String upstreamType) {
    if (type == String.class) {
      return readText(node, path);
    }
    if (type == int.class || type == Integer.class) {
      Long value = readLong(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
      return value == null ? null : Math.toIntExact(value);
    }
    if (type == long.class || type == Long.class) {
      return readLong(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == boolean.class || type == Boolean.class) {
      return readBoolean(node, path);
    }
    if (type == Quantity.class) {
      return readQuantity(node, path);
    }
    if (type == IntOrString.class) {
      return readIntOrString(node, path);
    }
    if (type == Timestamp.class) {
      return readTimestamp(node, path);
    }
    if (type.isEnum()) {
      return readEnum(type, node, path);
    }
    if (type == JsonNode.class || type == Object.class) {
      return node;
    }
    return readRecord(type, node, path, upstreamType);
  }

  private @Nullable String readText(JsonNode node, JsonPath path) {
    if (node.isTextual()) {
      noticeVariable(node.textValue(), path);
      return node.textValue();
    }
    String hint = node.isValueNode() ? "quote it: \"" + document.written(path) + "\"" : "";
    wrongType(path, "a text", node, hint);
    return null;
  }

  /** Notices what a template left in an object; texts for people may hold anything. */
  private void noticeVariable(String text, JsonPath path) {
    JsonPath owner = path.parent();
    boolean free =
        catalogue == null
            || owner == null
            || owner.key().equals("annotations")
            || path.key().equals("message")
            || path.key().equals("note");
    if (!free && Variables.holds(text)) {
      issues.addOnce(
          "variable " + document.file() + " " + text,
          document.issue(
              IssueCode.UNRESOLVED_VARIABLE,
              path,
              name(path) + " \"" + shorten(text) + "\" holds a variable that was not substituted",
              Variables.HINT));
    }
  }

  private @Nullable Long readLong(JsonNode node, JsonPath path, long least, long most) {
    if (!node.isIntegralNumber()) {
      boolean quoted = node.isTextual() && node.textValue().matches("[+-]?[0-9]{1,18}");
      wrongType(path, "a whole number", node, quoted ? "remove the quotes" : variableHint(node));
      return null;
    }
    if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
      issues.add(
          document.issue(
              IssueCode.BAD_NUMBER,
              path,
              name(path) + " must be from " + least + " to " + most + ", not " + node.asText(),
              ""));
      return null;
    }
    return node.longValue();
  }

  private @Nullable Boolean readBoolean(JsonNode node, JsonPath path) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    String hint = variableHint(node);
    boolean bare = node.isTextual() && hint.isEmpty();
    wrongType(path, "true or false", node, bare ? "remove the quotes" : hint);
    return null;
  }

  private @Nullable Quantity readQuantity(JsonNode node, JsonPath path) {
    if (!node.isTextual() && !node.isNumber()) {
      wrongType(path, "a quantity such as 250m or 512Mi", node, "");
      return null;
    }
    String text =
        node.isTextual()
            ? node.textValue()
            : node.isIntegralNumber() ? node.asText() : node.decimalValue().toPlainString();
    Quantity quantity = Quantity.tryParse(text);
    if (quantity == null) {
      issues.add(
          document.issue(
              IssueCode.BAD_QUANTITY,
              path,
              name(path) + " \"" + text + "\" is not a quantity",
              quantityHint(text)));
    }
    return quantity;
  }

  private static String variableHint(JsonNode node) {
    return node.isTextual() && Variables.holds(node.textValue()) ? Variables.HINT : "";
  }

  private static String quantityHint(String text) {
    if (Variables.holds(text)) {
      return Variables.HINT;
    }
    String compact = text.replace(" ", "").replace("\"", "");
    if (!compact.equals(text) && Quantity.tryParse(compact) != null) {
      return "write " + compact;
    }
    int end = 0;
    while (end < compact.length() && ".0123456789".indexOf(compact.charAt(end)) >= 0) {
      end++;
    }
    String number = compact.substring(0, end);
    String suffix = compact.substring(end).toLowerCase(Locale.ROOT);
    if (!number.isEmpty() && suffix.length() <= 3 && !suffix.isEmpty()) {
      char unit = suffix.charAt(0);
      if ("kmgtpe".indexOf(unit) >= 0) {
        return "write " + number + Character.toUpperCase(unit) + "i";
      }
    }
    return "write for instance 250m, 2, 512Mi or 1Gi";
  }

  private @Nullable IntOrString readIntOrString(JsonNode node, JsonPath path) {
    if (node.isTextual()) {
      return IntOrString.of(node.textValue());
    }
    Long number = readLong(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return number == null ? null : IntOrString.of(Math.toIntExact(number));
  }

  private @Nullable Timestamp readTimestamp(JsonNode node, JsonPath path) {
    if (!node.isTextual()) {
      wrongType(path, "a time such as 2026-01-31T12:00:00Z", node, "");
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(node.textValue()).toInstant();
      long seconds = Math.subtractExact(instant.getEpochSecond(), origin.getEpochSecond());
      long nanos = Math.multiplyExact(seconds, 1_000_000_000L);
      return new Timestamp(Math.addExact(nanos, (long) instant.getNano() - origin.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      issues.add(
          document.issue(
              IssueCode.BAD_TIME,
              path,
              name(path) + " \"" + node.textValue() + "\" is not a time",
              "write for instance 2026-01-31T12:00:00Z"));
      return null;
    }
  }

  private @Nullable Object readEnum(Class<?> type, JsonNode node, JsonPath path) {
    List<String> known = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String label = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (node.isTextual() && node.textValue().equals(label)) {
        return constant;
      }
      known.add(label);
    }
    String text = node.asText();
    issues.add(
        document.issue(
            IssueCode.VALUE_NOT_ALLOWED,
            path,
            name(path) + " cannot be \"" + text + "\"",
            DidYouMean.hint(text, known, "allowed are: " + String.join(", ", known))));
    return null;
  }

  private void wrongType(JsonPath path, String wanted, JsonNode got, String hint) {
    JsonPath owner = path.parent();
    if (owner != null && owner.key().equals("annotations")) {
      issues.add(
          document.issue(
              IssueCode.WRONG_TYPE, path, name(path) + " must be " + wanted, "quote it"));
      return;
    }
    String what =
        switch (got.getNodeType()) {
          case OBJECT -> "a map";
          case ARRAY -> "a list";
          case NUMBER -> "the number " + got.asText();
          case BOOLEAN -> "the boolean " + got.asText();
          default -> "the text \"" + shorten(got.asText()) + "\"";
        };
    issues.add(
        document.issue(
            IssueCode.WRONG_TYPE, path, name(path) + " must be " + wanted + ", not " + what, hint));
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  /**
   * Names a value inside the object that holds it: Kubernetes' own words, wherever the object is.
   */
  private String name(JsonPath path) {
    String text = path.toString();
    String object = catalogue == null ? "" : top.toString();
    if (text.equals(object)) {
      return text.isEmpty() ? "the document" : "the object";
    }
    return text.startsWith(object + ".") ? text.substring(object.length() + 1) : text;
  }
}
