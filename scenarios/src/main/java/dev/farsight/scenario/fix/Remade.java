package dev.farsight.scenario.fix;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.sim.kube.KubeObject;
import java.time.Instant;
import java.util.List;

/**
 * Objects whose template cannot be changed in place, Jobs and bare pods, as they are written anew:
 * changed, and without what the cluster has put into them.
 */
final class Remade {

  private static final List<String> OF_THE_CLUSTER =
      List.of(
          "controller-uid",
          "job-name",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name",
          "eks.amazonaws.com/fargate-profile");

  /** What of a Job the API server fills in and does not take back, as a filter of jq. */
  static final String JQ_OF_A_JOB =
      "del(.spec.selector, .spec.template.metadata.labels[\"controller-uid\","
          + "\"job-name\",\"batch.kubernetes.io/controller-uid\",\"batch.kubernetes.io/job-name\"])";

  private static final List<String> OF_ADMISSION =
      List.of("nodeName", "schedulerName", "priorityClassName", "priority");

  private Remade() {}

  /**
   * Returns an object with the operations of a JSON patch, {@code add} and {@code remove}, applied.
   */
  static ObjectNode of(KubeObject object, ArrayNode operations) {
    ObjectNode written = new KubeWriter(Instant.EPOCH).write(object).deepCopy();
    for (JsonNode operation : operations) {
      JsonPointer pointer = JsonPointer.compile(operation.path("path").asText());
      JsonNode parent = written.at(pointer.head());
      String last = pointer.last().getMatchingProperty();
      boolean removed = operation.path("op").asText().equals("remove");
      if (parent instanceof ArrayNode list && removed) {
        list.remove(Integer.parseInt(last));
      } else if (parent instanceof ObjectNode map && removed) {
        map.remove(last);
      } else if (parent instanceof ObjectNode map) {
        map.set(last, operation.get("value").deepCopy());
      }
    }
    written.remove("status");
    ObjectNode metadata = ScenarioTree.map(written, "metadata");
    metadata.retain("name", "namespace", "labels", "annotations");
    clean(metadata);
    ObjectNode spec = ScenarioTree.map(written, "spec");
    if (object.kind().name().equals("Pod")) {
      spec.remove(OF_ADMISSION);
    } else {
      spec.remove("selector");
      clean(ScenarioTree.map(ScenarioTree.map(spec, "template"), "metadata"));
    }
    return written;
  }

  private static void clean(ObjectNode metadata) {
    if (metadata.path("labels") instanceof ObjectNode labels) {
      labels.remove(OF_THE_CLUSTER);
    }
  }
}
