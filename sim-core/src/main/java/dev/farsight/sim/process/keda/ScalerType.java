package dev.farsight.sim.process.keda;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a scaler keeps its target and its activation value, and how it names its metric ({@code
 * pkg/scalers} of KEDA v2.20.2).
 *
 * @param metricName name of the metric without its index; {@code {field}} stands for a setting
 * @param target settings that may hold the target, the first that is there counts
 * @param defaultTarget target where none is set
 * @param activation settings that may hold the activation value
 */
record ScalerType(
    String metricName, List<String> target, String defaultTarget, List<String> activation) {

  private static ScalerType of(String name, String target, String otherwise) {
    String activation =
        "activation" + target.substring(0, 1).toUpperCase(Locale.ROOT) + target.substring(1);
    return new ScalerType(name, List.of(target), otherwise, List.of(activation));
  }

  private static final Map<String, ScalerType> TYPES =
      Map.ofEntries(
          Map.entry("metrics-api", of("metric-api-{valueLocation}", "targetValue", "")),
          Map.entry("aws-sqs-queue", sqs()),
          Map.entry("aws-kinesis-stream", of("aws-kinesis-{streamName}", "shardCount", "2")),
          Map.entry("aws-cloudwatch", of("aws-cloudwatch", "targetMetricValue", "")),
          Map.entry("azure-queue", of("azure-queue-{queueName}", "queueLength", "5")),
          Map.entry("azure-servicebus", of("azure-servicebus-{queueName}", "messageCount", "5")),
          Map.entry(
              "azure-eventhub",
              of("azure-eventhub-{consumerGroup}", "unprocessedEventThreshold", "64")),
          Map.entry("rabbitmq", rabbitmq()),
          Map.entry("redis", of("redis-{listName}", "listLength", "5")),
          Map.entry(
              "redis-streams",
              new ScalerType(
                  "redis-streams-{stream}",
                  List.of("pendingEntriesCount", "streamLength", "lagCount"),
                  "5",
                  List.of("activationLagCount"))),
          Map.entry("kafka", of("kafka-{topic}", "lagThreshold", "10")),
          Map.entry("apache-kafka", of("kafka-{topic}", "lagThreshold", "10")),
          Map.entry("prometheus", of("prometheus", "threshold", "")),
          Map.entry("loki", of("loki", "threshold", "")),
          Map.entry("graphite", of("graphite", "threshold", "100")),
          Map.entry("postgresql", of("postgresql", "targetQueryValue", "")),
          Map.entry("mysql", of("mysql-{dbName}", "queryValue", "")),
          Map.entry("nats-jetstream", of("nats-jetstream-{stream}", "lagThreshold", "10")),
          Map.entry("gcp-pubsub", of("gcp-ps-{subscriptionName}", "value", "10")),
          Map.entry("kubernetes-workload", of("workload-{podSelector}", "value", "")),
          Map.entry("activemq", of("activemq-{destinationName}", "targetQueueSize", "10")),
          Map.entry("artemis-queue", of("artemis-{queueName}", "queueLength", "10")),
          Map.entry("pulsar", of("pulsar-{topic}", "msgBacklogThreshold", "10")),
          Map.entry("temporal", of("temporal-{taskQueue}", "targetQueueSize", "5")),
          Map.entry("datadog", of("datadog-{hpaMetricName}", "targetValue", "")));

  private static ScalerType sqs() {
    return of("aws-sqs-{queueName}", "queueLength", "5");
  }

  private static ScalerType rabbitmq() {
    return new ScalerType(
        "rabbitmq-{queueName}",
        List.of("value", "queueLength"),
        "20",
        List.of("activationValue", "activationQueueLength"));
  }

  /** What is assumed of a scaler that the table does not list. */
  private static ScalerType other(String type) {
    return new ScalerType(
        type,
        List.of("targetValue", "value", "threshold", "queueLength", "lagThreshold"),
        "",
        List.of("activationTargetValue", "activationValue", "activationThreshold"));
  }

  /** Returns what is known of a type of scaler. */
  static ScalerType of(String type) {
    ScalerType known = TYPES.get(type);
    return known == null ? other(type) : known;
  }

  /** Returns the name of a trigger's metric, as the autoscaler asks for it. */
  String metricName(int index, Map<String, String> metadata) {
    String name = metricName;
    int open = name.indexOf('{');
    if (open >= 0) {
      String field = name.substring(open + 1, name.indexOf('}'));
      String value = metadata.getOrDefault(field, queueName(metadata));
      name = name.substring(0, open) + value + name.substring(name.indexOf('}') + 1);
    }
    return "s" + index + "-" + normalized(name);
  }

  /** A queue may be given by its URL, whose last part is its name. */
  private static String queueName(Map<String, String> metadata) {
    String url = metadata.getOrDefault("queueURL", "");
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Replaces what a metric's name may not hold ({@code kedautil.NormalizeString}). */
  static String normalized(String name) {
    StringBuilder result = new StringBuilder(name);
    for (int i = 0; i < result.length(); i++) {
      if ("/.:%()".indexOf(result.charAt(i)) >= 0) {
        result.setCharAt(i, '-');
      }
    }
    return result.toString();
  }

  /** Returns the first of several settings that is there, or null. */
  static @Nullable String first(List<String> fields, Map<String, String> metadata) {
    for (String field : fields) {
      String value = metadata.get(field);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
