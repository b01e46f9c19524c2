package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the sizes of each Deployment's ReplicaSets changed. Each change is one {@code
 * ScalingReplicaSet} event; inside a burst steps may be merged (6, 7, 8 or 6, 8), and with them
 * their events.
 */
final class SizeSteps {

  private final Map<String, Long> ofDeployment = new TreeMap<>();

  SizeSteps(Story story) {
    Map<String, Long> sizes = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "replicaset")) {
        String namespace = Story.namespace(line) + "/";
        long size = line.path("specReplicas").asLong();
        Long before = sizes.put(namespace + line.path("replicaset").asText(), size);
        if (size != (before == null ? 0 : before)) {
          ofDeployment.merge(namespace + line.path("deployment").asText(), 1L, Long::sum);
        }
      }
    }
  }

  /** Returns how many there were of a Deployment, named by its key. */
  long of(String deployment) {
    return ofDeployment.getOrDefault(deployment, 0L);
  }
}
