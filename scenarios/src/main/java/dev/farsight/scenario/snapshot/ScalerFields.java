package dev.farsight.scenario.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a snapshot keeps of the triggers of a KEDA ScaledObject or ScaledJob: the numbers in their
 * metadata and the words that decide how they count. Addresses, queries and names of credentials
 * are left out.
 */
final class ScalerFields {

  private static final Set<String> WORDS =
      Set.of(
          "mode",
          "type",
          "metricType",
          "strategy",
          "start",
          "end",
          "timezone",
          "metricName",
          "containerName");

  private ScalerFields() {}

  /** Leaves out of a written object what may be secret in its triggers. */
  static void keepNumbers(ObjectNode written) {
    for (JsonNode trigger : written.path("spec").path("triggers")) {
      if (trigger.path("metadata") instanceof ObjectNode metadata) {
        List<String> dropped = new ArrayList<>();
        for (Map.Entry<String, JsonNode> value : metadata.properties()) {
          boolean number =
              value.getValue().asText().matches("[0-9]{1,12}([.][0-9]{1,6})?(m|k|[MGT]|[KMGT]i)?");
          if (!number && !WORDS.contains(value.getKey())) {
            dropped.add(value.getKey());
          }
        }
        metadata.remove(dropped);
      }
    }
  }
}
