package dev.farsight.scenario.manifest;

import static dev.farsight.scenario.manifest.JsonEdit.isAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.object;
import static dev.farsight.scenario.manifest.JsonEdit.objects;
import static dev.farsight.scenario.manifest.JsonEdit.rename;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Turns objects of older API versions into what they became. */
final class OldVersions {

  private OldVersions() {}

  /** Converts an object in place, as the API server converts between its versions. */
  static void convert(String apiVersion, String kind, ObjectNode object) {
    ObjectNode spec = object(object, "spec");
    switch (kind) {
      case "HorizontalPodAutoscaler" -> autoscaler(apiVersion, spec);
      case "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet" -> workload(apiVersion, spec);
      case "Event" -> event(object);
      default -> {
        // the same fields in all versions
      }
    }
  }

  private static void workload(String apiVersion, @Nullable ObjectNode spec) {
    boolean selectorFromTemplate =
        apiVersion.equals("extensions/v1beta1") || apiVersion.equals("apps/v1beta1");
    ObjectNode labels = object(object(object(spec, "template"), "metadata"), "labels");
    if (spec != null && selectorFromTemplate && labels != null && isAbsent(spec, "selector")) {
      spec.putObject("selector").set("matchLabels", labels.deepCopy());
    }
    if (spec != null) {
      spec.remove("rollbackTo");
      spec.remove("templateGeneration");
    }
  }

  private static void event(ObjectNode event) {
    rename(event, "regarding", "involvedObject");
    rename(event, "note", "message");
    rename(event, "deprecatedCount", "count");
    rename(event, "deprecatedFirstTimestamp", "firstTimestamp");
    rename(event, "deprecatedLastTimestamp", "lastTimestamp");
    rename(event, "reportingController", "reportingComponent");
    ObjectNode source = object(event, "source");
    if (isAbsent(event, "reportingComponent") && source != null) {
      event.set("reportingComponent", source.path("component"));
    }
    ObjectNode series = object(event, "series");
    if (isAbsent(event, "firstTimestamp") && !isAbsent(event, "eventTime")) {
      event.set("firstTimestamp", event.get("eventTime"));
    }
    if (isAbsent(event, "lastTimestamp") && !isAbsent(event, "eventTime")) {
      event.set("lastTimestamp", event.get("eventTime"));
    }
    if (series != null) {
      rename(event, "count", "count");
      if (!isAbsent(series, "lastObservedTime")) {
        event.set("lastTimestamp", series.get("lastObservedTime"));
      }
      if (!isAbsent(series, "count")) {
        event.set("count", series.get("count"));
      }
    }
    if (isAbsent(event, "count")) {
      event.put("count", 1);
    }
  }

  private static void autoscaler(String apiVersion, @Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    JsonNode percent = spec.remove("targetCPUUtilizationPercentage");
    if (percent != null && isAbsent(spec, "metrics")) {
      ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
      ObjectNode target = metric.putObject("resource").put("name", "cpu").putObject("target");
      target.put("type", "Utilization").set("averageUtilization", percent);
    }
    if (apiVersion.equals("autoscaling/v2beta1")) {
      for (ObjectNode metric : objects(spec, "metrics")) {
        for (String type : new String[] {"resource", "containerResource", "pods", "external"}) {
          betaMetric(object(metric, type));
        }
        ObjectNode object = object(metric, "object");
        if (object != null) {
          rename(object, "target", "describedObject");
          betaMetric(object);
        }
      }
    }
  }

  private static void betaMetric(@Nullable ObjectNode metric) {
    if (metric == null) {
      return;
    }
    JsonNode name = metric.remove("metricName");
    if (name != null) {
      ObjectNode identifier = metric.putObject("metric");
      identifier.set("name", name);
      JsonNode selector = metric.remove("metricSelector");
      if (selector == null) {
        selector = metric.remove("selector");
      }
      if (selector != null) {
        identifier.set("selector", selector);
      }
    }
    target(metric, "targetAverageUtilization", "Utilization", "averageUtilization");
    target(metric, "targetAverageValue", "AverageValue", "averageValue");
    target(metric, "averageValue", "AverageValue", "averageValue");
    target(metric, "targetValue", "Value", "value");
  }

  private static void target(ObjectNode metric, String from, String type, String to) {
    JsonNode value = metric.remove(from);
    if (value != null && isAbsent(metric, "target")) {
      metric.putObject("target").put("type", type).set(to, value);
    }
  }
}
