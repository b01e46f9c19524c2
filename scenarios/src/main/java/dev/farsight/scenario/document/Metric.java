package dev.farsight.scenario.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a threshold may speak of: the catalogue of metrics. */
public enum Metric {
  /** From a pod's creation to Ready=True. */
  TIME_TO_READY(
      Shape.TIME,
      "s",
      "from a pod's creation to Ready=True; a pod that never gets there counts as infinite"),
  /** From a pod's creation to PodScheduled=True. */
  TIME_TO_SCHEDULED(
      Shape.TIME,
      "s",
      "from a pod's creation to PodScheduled=True; a pod that never gets there counts as infinite"),
  /** From the change of a Deployment's spec to Available with the new revision. */
  ROLLOUT_TIME(
      Shape.TIME,
      "s",
      "per Deployment, from the last change of its spec to Available with the new revision"),
  /** Pods that exist, have not ended and are not bound. */
  PENDING_PODS(Shape.SERIES, "1", "pods that exist, have not ended and are not bound to a node"),
  /** Pending pods that will stay so. */
  STUCK_PODS(
      Shape.SERIES,
      "1",
      "pending pods that stay so until their deletion or for ever, proven per pod"),
  /** Ready pods. */
  READY_PODS(Shape.SERIES, "1", "pods that are Ready"),
  /** Bound pods that are never Ready till the end. */
  NEVER_READY_PODS(
      Shape.SERIES, "1", "pods that are bound and never Ready till the end of the run"),
  /** Pods that a controller wants and that were not created. */
  MISSING_PODS(Shape.SERIES, "1", "pods that a controller wants and that were not created"),
  /** Wanted pods that are not available. */
  UNAVAILABLE_PODS(Shape.SERIES, "1", "wanted pods that are not available"),
  /** Fargate nodes. */
  FARGATE_NODES(Shape.SERIES, "1", "Fargate nodes, one per running Fargate pod"),
  /** Provisioned vCPU on Fargate. */
  FARGATE_VCPU(Shape.SERIES, "vCPU", "vCPU provisioned on Fargate"),
  /** Accumulated cost. */
  COST_USD(Shape.SERIES, "usd", "what the Fargate pods have cost so far, in US dollars"),
  /** Waits of messages. */
  QUEUE_WAIT(
      Shape.TIME,
      "s",
      "per message of a load's queue, from its arrival to the start of work on it; a message that"
          + " still waits at the end counts as infinite"),
  /** Times to capacity. */
  TIME_TO_CAPACITY(
      Shape.TIME,
      "s",
      "from a rise of the load to all replicas Ready that autoscalers want; infinite where they"
          + " are not Ready at the end"),
  /** Replicas wanted. */
  WANTED_REPLICAS(Shape.SERIES, "1", "replicas that the targets of autoscalers shall have"),
  /** Replicas Ready. */
  READY_REPLICAS(Shape.SERIES, "1", "Ready pods of the targets of autoscalers"),
  /** Load. */
  LOAD(Shape.SERIES, "1", "what triggers look at, summed over all metrics and curves"),
  /** Messages waiting. */
  QUEUE_LENGTH(Shape.SERIES, "1", "messages of loads' queues that wait for a pod"),
  /** Headroom to the quota. */
  QUOTA_HEADROOM_VCPU(
      Shape.SERIES, "vCPU", "vCPU that launching and running Fargate pods leave of the quota"),
  /** Headroom to the launch rate. */
  LAUNCH_HEADROOM(
      Shape.SERIES,
      "1",
      "Fargate launches that may begin at once before the launch rate holds them back"),
  /** Launches held back. */
  WAITING_LAUNCHES(
      Shape.SERIES, "1", "Fargate pods whose launch waits for the launch rate, not for the quota");

  /** How a metric is measured. */
  public enum Shape {
    /** One value per pod or Deployment. */
    TIME,
    /** A course over simulated time. */
    SERIES
  }

  private final Shape shape;
  private final String unit;
  private final String description;

  Metric(Shape shape, String unit, String description) {
    this.shape = shape;
    this.unit = unit;
    this.description = description;
  }

  /** Returns the name in thresholds and results, such as {@code time_to_ready}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how it is measured. */
  public Shape shape() {
    return shape;
  }

  /** Returns the unit of its values: {@code s}, {@code 1}, {@code vCPU} or {@code usd}. */
  public String unit() {
    return unit;
  }

  /** Returns one line that says what it measures. */
  public String description() {
    return description;
  }

  /** Returns the metric of a name, or null if there is none. */
  public static @Nullable Metric byLabel(String label) {
    for (Metric metric : values()) {
      if (metric.label().equals(label)) {
        return metric;
      }
    }
    return null;
  }

  /** Returns all names, in the order of the catalogue. */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Metric metric : values()) {
      labels.add(metric.label());
    }
    return List.copyOf(labels);
  }
}
