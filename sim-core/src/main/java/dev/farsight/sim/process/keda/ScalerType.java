package dev.farsight.sim.process.keda;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a scaler keeps its target and its activation value, and how it names its metric ({@code
 * pkg/scalers} of KEDA v2.20.2).
 *
 * @param names names of the metric without index, of which the first counts whose settings are
 *     there, else the last: {@code {field}} stands for a setting, {@code {field=x}} for one with a
 *     default, {@code {+field}} for one that is escaped as in a URL
 * @param target settings that may hold the target, the first that is there counts
 * @param defaultTarget target where none is set, empty where one must be set
 * @param activation setting that holds the activation value
 * @param defaultActivation activation value where none is set
 */
record ScalerType(
    List<String> names,
    List<String> target,
    String defaultTarget,
    String activation,
    String defaultActivation) {

  /** Stands for the namespace of the object in a metric's name. */
  private static final String NAMESPACE = "namespace-of-object";

  /**
   * All scalers but cron, cpu and memory: type, names of the metric, settings of the target with
   * their default, setting of the activation value with its default where it is not called as the
   * target is.
   */
  private static final String TABLE =
      """
      activemq activemq-{destinationName} targetQueueSize=10
      apache-kafka kafka-{topic}|kafka-{consumerGroup}-topics lagThreshold=10
      arangodb arangodb queryValue
      artemis-queue artemis-{queueName} queueLength=10 activationQueueLength=10
      aws-cloudwatch aws-cloudwatch targetMetricValue
      aws-dynamodb aws-dynamodb-{tableName} targetValue
      aws-dynamodb-streams aws-dynamodb-streams-{tableName} shardCount=2
      aws-kinesis-stream aws-kinesis-{streamName} shardCount=2
      aws-sqs-queue aws-sqs-{queueURL} queueLength=5
      azure-app-insights azure-app-insights-{metricId} targetValue
      azure-blob azure-blob-{blobContainerName} blobCount=5
      azure-data-explorer azure-data-explorer-{databaseName} threshold
      azure-eventhub azure-eventhub-{consumerGroup=$Default} unprocessedEventThreshold=64
      azure-log-analytics azure-log-analytics-{workspaceId} threshold
      azure-monitor azure-monitor-{metricName} targetValue
      azure-pipelines azure-pipelines-{poolID} targetPipelinesQueueLength=1
      azure-queue azure-queue-{queueName} queueLength=5
      azure-servicebus azure-servicebus-{queueName}|azure-servicebus-{topicName} messageCount=5
      beanstalkd beanstalkd-{+tube} value
      cassandra cassandra-{keyspace} targetQueryValue
      couchdb coucdb-{dbName} queryValue
      datadog datadog-{query} queryValue,targetValue
      dynatrace dynatrace threshold
      elastic-forecast elastic-forecast-{jobID} targetValue
      elasticsearch elasticsearch-{searchTemplateName}|elasticsearch-query targetValue
      etcd etcd-{watchKey} value
      external external targetValue,value,threshold,queueLength,lagThreshold
      external-mock external-mock targetValue,value,threshold,queueLength,lagThreshold
      external-push external-push targetValue,value,threshold,queueLength,lagThreshold
      forgejo-runner forgejo target=1
      gcp-cloudtasks gcp-ct-{queueName} value=100
      gcp-pubsub gcp-ps-{subscriptionName}|gcp-ps-{topicName} value=10
      gcp-stackdriver gcp-stackdriver-{projectId} targetValue=5
      gcp-storage gcp-storage-{bucketName} targetObjectCount=100
      github-runner github-runner-{owner} targetWorkflowQueueLength=1
      graphite graphite threshold=100
      huawei-cloudeye huawei-cloudeye-{metricName} targetMetricValue
      ibmmq ibmmq-{queueName}|ibmmq-{queueNames} queueDepth=20
      influxdb influxdb-{organizationName}|influxdb-{database} thresholdValue
      kafka kafka-{topic}|kafka-{consumerGroup}-topics lagThreshold=10
      kubernetes-resource {resourceKind}-{resourceName}-{key} targetValue
      kubernetes-workload workload-{namespace-of-object} value
      liiklus liiklus-{topic} lagThreshold=10
      loki loki threshold
      metrics-api metric-api-{valueLocation} targetValue
      mongodb mongodb-{collection} queryValue
      mssql mssql targetValue
      mysql mysql-{dbName} queryValue
      nats-jetstream nats-jetstream-{stream} lagThreshold=10
      new-relic new-relic threshold
      nsq nsq-{topic}-{channel} depthThreshold=10
      opensearch opensearch-{searchTemplateName}|opensearch-query targetValue
      openstack-metric openstack-metric-{metricID} threshold
      openstack-swift openstack-swift-{containerName}-{objectPrefix}|openstack-swift-{containerName} objectCount=2
      postgresql postgresql targetQueryValue
      predictkube predictkube-predictkube_metric threshold
      prometheus prometheus threshold
      pulsar pulsar-{topic}-{subscription} msgBacklogThreshold=10
      rabbitmq rabbitmq-{+queueName} value,queueLength=20 activationValue
      redis redis-{listName} listLength=5
      redis-cluster redis-{listName} listLength=5
      redis-cluster-streams redis-streams-{stream} pendingEntriesCount,streamLength,lagCount=5 activationLagCount
      redis-sentinel redis-{listName} listLength=5
      redis-sentinel-streams redis-streams-{stream} pendingEntriesCount,streamLength,lagCount=5 activationLagCount
      redis-streams redis-streams-{stream} pendingEntriesCount,streamLength,lagCount=5 activationLagCount
      selenium-grid selenium-grid-{browserName}|selenium-grid target=1 activationThreshold
      solace-direct-messaging solace-dm aggregatedClientTxMsgRateTarget
      solace-event-queue solace-{queueName}-msgcount messageCountTarget
      solarwinds solarwinds targetValue activationValue
      solr solr targetQueryValue
      splunk splunk-{savedSearchName} targetValue activationValue
      splunk-observability signalfx targetValue
      sumologic sumologic-{queryType} threshold
      temporal temporal-{namespace=default}-{taskQueue} targetQueueSize=5
      """;

  private static final Map<String, ScalerType> TYPES = types();

  private static Map<String, ScalerType> types() {
    Map<String, ScalerType> types = new LinkedHashMap<>();
    for (String line : TABLE.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 2) {
        types.put(words[0], of(words[1], words[2], words.length > 3 ? words[3] : null));
      }
    }
    return types;
  }

  private static ScalerType of(String names, String target, @Nullable String activation) {
    List<String> targets = List.of(before(target, '=').split(",", -1));
    String first = targets.get(0);
    String derived =
        "activation" + first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1);
    String named = activation == null ? derived : activation;
    return new ScalerType(
        List.of(names.split("\\|", -1)),
        targets,
        after(target, '='),
        before(named, '='),
        after(named, '='));
  }

  private static String before(String text, char sign) {
    int at = text.indexOf(sign);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String after(String text, char sign) {
    int at = text.indexOf(sign);
    return at < 0 ? "" : text.substring(at + 1);
  }

  /** Returns what is known of a type of scaler, or null if KEDA has none of that name. */
  static @Nullable ScalerType of(String type) {
    return TYPES.get(type);
  }

  /** Returns the names of all scalers of this table. */
  static Set<String> all() {
    return TYPES.keySet();
  }

  /** Returns the name of a trigger's metric, as the autoscaler asks for it. */
  String metricName(int index, String namespace, Map<String, String> metadata) {
    String name = "";
    for (String template : names) {
      List<String> missing = new ArrayList<>();
      name = filled(template, namespace, metadata, missing);
      if (missing.isEmpty()) {
        break;
      }
    }
    return "s" + index + "-" + normalized(name);
  }

  private static String filled(
      String template, String namespace, Map<String, String> metadata, List<String> missing) {
    StringBuilder name = new StringBuilder();
    int done = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', done)) {
      int close = template.indexOf('}', open);
      String field = template.substring(open + 1, close);
      String value = field.equals(NAMESPACE) ? namespace : value(field, metadata);
      if (value.isEmpty()) {
        missing.add(field);
      }
      name.append(template, done, open).append(value);
      done = close + 1;
    }
    return name.append(template.substring(done)).toString();
  }

  private static String value(String field, Map<String, String> metadata) {
    boolean escaped = field.startsWith("+");
    String key = before(escaped ? field.substring(1) : field, '=');
    String written = setting(key, metadata);
    String value = written == null ? after(field, '=') : written;
    return switch (key) {
      case "queueURL" -> value.substring(value.lastIndexOf('/') + 1);
      case "queueNames" -> before(value, ',');
      case "query" -> before(value, '{');
      default -> escaped ? URLEncoder.encode(value, StandardCharsets.UTF_8) : value;
    };
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

  /** Returns a setting without blanks around it, or null where nothing is left of it. */
  static @Nullable String setting(String field, Map<String, String> metadata) {
    String value = metadata.getOrDefault(field, "").strip();
    return value.isEmpty() ? null : value;
  }

  /** Returns the first of several settings that is there, or null. */
  static @Nullable String first(List<String> fields, Map<String, String> metadata) {
    for (String field : fields) {
      String value = setting(field, metadata);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
