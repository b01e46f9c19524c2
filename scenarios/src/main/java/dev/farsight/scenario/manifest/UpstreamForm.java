package dev.farsight.scenario.manifest;

import static dev.farsight.scenario.manifest.JsonEdit.object;
import static dev.farsight.scenario.manifest.JsonEdit.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few places where the records keep a value in a simpler form than the API does: the version
 * counter as a number, a container's state as a word, a revision's data as the template.
 */
final class UpstreamForm {

  /** The whole manifest as a text, values of variables and all, which nothing looks at. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private UpstreamForm() {}

  /** Turns an object as the API shows it into the form of the records, in place. */
  static void simplify(String kind, ObjectNode object) {
    simplifyMetadata(object(object, "metadata"));
    ObjectNode status = object(object, "status");
    switch (kind) {
      case "Pod" -> {
        objects(status, "containerStatuses").forEach(UpstreamForm::simplifyState);
        objects(status, "initContainerStatuses").forEach(UpstreamForm::simplifyState);
      }
      case "HorizontalPodAutoscaler" -> {
        if (status != null) {
          status.remove("currentMetrics");
        }
      }
      case "Event" -> simplifyEvent(object);
      case "ControllerRevision" -> {
        JsonNode template = object.path("data").path("spec").path("template");
        object.remove("data");
        if (template.isObject()) {
          object.set("template", template);
        }
      }
      default -> {
        // the same in both forms
      }
    }
  }

  private static void simplifyMetadata(@Nullable ObjectNode metadata) {
    ObjectNode annotations = object(metadata, "annotations");
    if (annotations != null) {
      annotations.remove(LAST_APPLIED);
    }
    JsonNode version = metadata == null ? null : metadata.get("resourceVersion");
    if (metadata != null && version != null && version.isTextual()) {
      boolean number = version.textValue().matches("[0-9]{1,18}");
      metadata.put("resourceVersion", number ? Long.parseLong(version.textValue()) : 0L);
    }
  }

  /**
   * Brings the events of core/v1 and events.k8s.io to one form: the reporter is where either says
   * it, and a series counts from its first to its last occurrence.
   */
  private static void simplifyEvent(ObjectNode event) {
    rename(event, "regarding", "involvedObject");
    rename(event, "note", "message");
    rename(event, "reportingController", "reportingComponent");
    rename(event, "deprecatedSource", "source");
    rename(event, "deprecatedCount", "count");
    rename(event, "deprecatedFirstTimestamp", "firstTimestamp");
    rename(event, "deprecatedLastTimestamp", "lastTimestamp");
    if (event.path("reportingComponent").asText().isEmpty()) {
      event.set("reportingComponent", event.path("source").path("component"));
    }
    JsonNode series = event.path("series");
    copyIfAbsent(event, "firstTimestamp", event.path("eventTime"));
    copyIfAbsent(event, "lastTimestamp", series.path("lastObservedTime"));
    copyIfAbsent(event, "lastTimestamp", event.path("firstTimestamp"));
    copyIfAbsent(event, "count", series.path("count"));
    if (!event.path("count").isIntegralNumber()) {
      event.put("count", 1);
    }
    for (String other :
        new String[] {"source", "series", "eventTime", "action", "related", "reportingInstance"}) {
      event.remove(other);
    }
  }

  private static void rename(ObjectNode object, String from, String to) {
    JsonNode value = object.remove(from);
    if (value != null && !object.hasNonNull(to)) {
      object.set(to, value);
    }
  }

  private static void copyIfAbsent(ObjectNode object, String name, JsonNode value) {
    if (!object.hasNonNull(name) && !value.isMissingNode() && !value.isNull()) {
      object.set(name, value);
    }
  }

  private static void simplifyState(ObjectNode status) {
    ObjectNode state = object(status, "state");
    if (state == null) {
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> entries = state.properties().iterator();
    if (!entries.hasNext()) {
      status.remove("state");
      return;
    }
    Map.Entry<String, JsonNode> current = entries.next();
    status.put("state", current.getKey());
    if (current.getValue().path("reason").isTextual()) {
      status.set("reason", current.getValue().get("reason"));
    }
    if (current.getValue().path("exitCode").isIntegralNumber()) {
      status.set("exitCode", current.getValue().get("exitCode"));
    }
  }
}
