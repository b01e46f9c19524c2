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

  private UpstreamForm() {}

  /** Turns an object as the API shows it into the form of the records, in place. */
  static void simplify(String kind, ObjectNode object) {
    simplifyMetadata(object(object, "metadata"));
    ObjectNode status = object(object, "status");
    switch (kind) {
      case "Pod" -> objects(status, "containerStatuses").forEach(UpstreamForm::simplifyState);
      case "HorizontalPodAutoscaler" -> {
        if (status != null) {
          status.remove("currentMetrics");
        }
      }
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
    JsonNode version = metadata == null ? null : metadata.get("resourceVersion");
    if (metadata != null && version != null && version.isTextual()) {
      boolean number = version.textValue().matches("[0-9]{1,18}");
      metadata.put("resourceVersion", number ? Long.parseLong(version.textValue()) : 0L);
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
