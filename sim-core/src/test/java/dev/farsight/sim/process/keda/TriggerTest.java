package dev.farsight.sim.process.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.ScaleTriggers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What KEDA v2.20.2 makes of the settings of a trigger, and what it refuses. */
class TriggerTest {

  private static ScaleTriggers source(
      String type, @Nullable String metricType, Map<String, String> metadata) {
    return new ScaleTriggers(type, null, metadata, metricType, null);
  }

  private static Trigger trigger(String type, Map<String, String> metadata) {
    return Trigger.all("shop", List.of(source(type, null, metadata)), 0).get(0);
  }

  private static @Nullable String refusal(
      String type, @Nullable String metricType, Map<String, String> metadata) {
    return TriggerSources.refusal("shop", List.of(source(type, metricType, metadata)));
  }

  private static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of(
            "aws-sqs-queue",
            Map.of("queueURL", "https://sqs.eu-west-1.amazonaws.com/1/orders.fifo"),
            "s0-aws-sqs-orders-fifo"),
        Arguments.of("kafka", Map.of("topic", "a", "consumerGroup", "g"), "s0-kafka-a"),
        Arguments.of("kafka", Map.of("consumerGroup", "g"), "s0-kafka-g-topics"),
        Arguments.of(
            "kubernetes-workload",
            Map.of("podSelector", "app=web", "value", "2"),
            "s0-workload-shop"),
        Arguments.of(
            "azure-servicebus",
            Map.of("topicName", "t", "subscriptionName", "s"),
            "s0-azure-servicebus-t"),
        Arguments.of("azure-eventhub", Map.of(), "s0-azure-eventhub-$Default"),
        Arguments.of("gcp-pubsub", Map.of("topicName", "t"), "s0-gcp-ps-t"),
        Arguments.of("rabbitmq", Map.of("queueName", "urn:a/b"), "s0-rabbitmq-urn-3Aa-2Fb"),
        Arguments.of("redis-sentinel", Map.of("listName", "l"), "s0-redis-l"),
        Arguments.of("temporal", Map.of("taskQueue", "q"), "s0-temporal-default-q"),
        Arguments.of(
            "datadog",
            Map.of("query", "avg:hits{app:web}", "queryValue", "7"),
            "s0-datadog-avg-hits"),
        Arguments.of("pulsar", Map.of("topic", "p://t", "subscription", "s"), "s0-pulsar-p---t-s"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void metricIsNamedAsItsScalerNamesIt(String type, Map<String, String> metadata, String name) {
    assertThat(trigger(type, metadata).metricName()).isEqualTo(name);
  }

  @Test
  void targetAndActivationValueHaveTheDefaultsOfTheScaler() {
    Trigger artemis = trigger("artemis-queue", Map.of("queueName", "q"));
    assertThat(artemis.targetMilli()).isEqualTo(10_000);
    assertThat(artemis.isActive(10_000)).isFalse();
    assertThat(artemis.isActive(11_000)).isTrue();
    Trigger stream =
        trigger("redis-streams", Map.of("stream", "s", "lagCount", "7", "activationLagCount", "3"));
    assertThat(stream.targetMilli()).isEqualTo(7_000);
    assertThat(stream.isActive(3_000)).isFalse();
    assertThat(trigger("kafka", Map.of("topic", "t", "lagThreshold", " 12 ")).targetMilli())
        .as("blanks do not count")
        .isEqualTo(12_000);
  }

  @Test
  void everyScalerOfTheTableCanBeMade() {
    Map<String, String> numbers =
        Map.of("targetValue", "1", "value", "1", "threshold", "1", "queryValue", "1");
    assertThat(ScalerType.all()).hasSizeGreaterThan(70).contains("solr", "external-push");
    for (String type : ScalerType.all()) {
      String refusal = refusal(type, null, numbers);
      assertThat(refusal == null || refusal.contains("missing required parameter"))
          .as("%s: %s", type, refusal)
          .isTrue();
    }
    assertThat(TriggerSources.types()).contains("cpu", "cron", "memory", "kafka");
  }

  @Test
  void unknownScalerIsRefused() {
    assertThat(refusal("sqs", null, Map.of("queueLength", "5")))
        .isEqualTo("no scaler found for type: sqs");
  }

  @Test
  void missingTargetIsRefused() {
    assertThat(refusal("prometheus", null, Map.of("query", "up", "threshold", "")))
        .isEqualTo(
            "error parsing prometheus metadata: missing required parameter \"threshold\" in"
                + " [triggerMetadata]");
  }

  @Test
  void utilizationIsForCpuAndMemoryOnly() {
    String refusal =
        "error getting scaler metric type: 'Utilization' metric type is unsupported for external"
            + " metrics, allowed values are 'Value' or 'AverageValue'";
    assertThat(refusal("kafka", "Utilization", Map.of("topic", "t"))).isEqualTo(refusal);
    assertThat(refusal("cron", "Utilization", Map.of())).isEqualTo(refusal);
    assertThat(refusal("memory", "Utilization", Map.of("value", "70"))).isNull();
  }

  @Test
  void resourceTriggerSaysWhatItsNumberMeans() {
    assertThat(refusal("cpu", null, Map.of("value", "80")))
        .isEqualTo(
            "error parsing cpu metadata: unknown metric type: , allowed values are 'Utilization' or"
                + " 'AverageValue'");
    assertThat(refusal("cpu", null, Map.of("type", "Utilization", "value", "80")))
        .isEqualTo(
            "error parsing cpu metadata: scaler cpu info: The 'type' setting is DEPRECATED and is"
                + " removed in v2.18 - Use 'metricType' instead.");
    assertThat(refusal("cpu", "Utilization", Map.of("value", "80%")))
        .isEqualTo("error parsing cpu metadata: strconv.ParseInt: parsing \"80%\": invalid syntax");
    assertThat(refusal("memory", "AverageValue", Map.of("value", "512Mi"))).isNull();
    assertThat(refusal("memory", "AverageValue", Map.of())).contains("parameter \"value\"");
  }

  @Test
  void usageOfOneContainerIsReadAsSuch() {
    ScaleTriggers source =
        source("cpu", "Utilization", Map.of("value", "80", "containerName", "app"));
    Trigger trigger = Trigger.all("shop", List.of(source), 0).get(0);
    MetricSpec metric = trigger.metricSpec("web");
    assertThat(metric.type()).isEqualTo("ContainerResource");
    assertThat(trigger.isOfContainer()).isTrue();
  }
}
