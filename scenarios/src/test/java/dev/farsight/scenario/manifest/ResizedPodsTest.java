package dev.farsight.scenario.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of pods that are resized in place, as upstream's determineEffectiveRequests has it. */
class ResizedPodsTest {

  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{
       "containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}],
       "initContainers":[
        {"name":"side","image":"i","restartPolicy":"Always",
         "resources":{"requests":{"cpu":"100m"}}}]},
       "status":{"conditions":[%s],
        "containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,
         "resources":{"requests":{"cpu":"200m","memory":"2Gi"}},
         "allocatedResources":{"cpu":"300m"}}],
        "initContainerStatuses":[{"name":"side","image":"i","imageID":"","ready":true,
         "restartCount":0,"resources":{"requests":{"cpu":"150m"}}}]}}
      """;

  private static Map<String, Quantity> requests(String condition) throws IOException {
    Pod pod =
        new KubeReader(Instant.EPOCH)
            .read(Kinds.POD, new ObjectMapper().readTree(POD.formatted(condition)));
    return PodRequests.of(pod);
  }

  @Test
  void greatestOfWantedAdmittedAndActualCounts() throws IOException {
    Map<String, Quantity> requests = requests("");
    assertThat(requests.get("cpu")).isEqualByComparingTo(Quantity.ofMilli(650));
    assertThat(requests.get("memory")).isEqualByComparingTo(Quantity.ofUnits(2L << 30));
  }

  @Test
  void whatTheNodeCanNeverGiveDoesNotCount() throws IOException {
    String infeasible = "{\"type\":\"PodResizePending\",\"status\":\"True\",\"reason\":\"%s\"}";
    assertThat(requests(infeasible.formatted("Infeasible")).get("cpu"))
        .isEqualByComparingTo(Quantity.ofMilli(450));
    assertThat(requests(infeasible.formatted("Deferred")).get("cpu"))
        .isEqualByComparingTo(Quantity.ofMilli(650));
  }
}
