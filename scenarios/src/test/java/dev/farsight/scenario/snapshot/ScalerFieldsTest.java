package dev.farsight.scenario.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ScalerFieldsTest {

  @Test
  void numbersStayWithTheirUnitsAndAddressesGo() throws Exception {
    ObjectNode object =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"spec": {"triggers": [{"type": "memory", "metadata": {"value": "512Mi",
                      "containerName": "app", "query": "sum(rate(x[2m]))", "a": "1.5", "b": "500m",
                      "c": "10k", "host": "amqp://user:secret@mq", "token": "7Qi"}}]}}
                    """);
    ScalerFields.keepNumbers(object);
    assertThat(object.path("spec").path("triggers").get(0).path("metadata").toString())
        .isEqualTo(
            "{\"value\":\"512Mi\",\"containerName\":\"app\",\"a\":\"1.5\",\"b\":\"500m\","
                + "\"c\":\"10k\"}");
  }
}
