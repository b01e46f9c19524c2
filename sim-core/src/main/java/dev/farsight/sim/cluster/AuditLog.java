package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Pod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked of the API server that leaves no object behind: who scaled what, who read
 * which metric. Sinks only listen.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/">upstream
 *     documentation</a>
 */
public final class AuditLog {

  /** Listens to the audit log: hears what it cares for. */
  public interface Sink {

    /**
     * A size was written through the scale subresource.
     *
     * @param by component that wrote it
     * @param scale the scale before
     * @param replicas size written
     */
    default void scaled(String by, Scale scale, int replicas) {}

    /**
     * An external metric was asked for.
     *
     * @param read what was asked and answered
     */
    default void metricRead(MetricRead read) {}

    /**
     * An autoscaler found other values of its metrics than before.
     *
     * @param autoscaler autoscaler before its status is written
     * @param values values as its status would show them, such as {@code avg 1667m}
     */
    default void metricsSeen(HorizontalPodAutoscaler autoscaler, List<String> values) {}

    /**
     * The source of a trigger's metric was read.
     *
     * @param read what was read
     */
    default void sourceRead(SourceRead read) {}

    /**
     * A pod took a message off a metric that steps set.
     *
     * @param taken what was taken
     */
    default void messageTaken(MessageTaken taken) {}

    /**
     * The Eviction API was asked to evict a pod.
     *
     * @param pod the pod as it was
     * @param refusal why it was refused; null if the pod was evicted
     */
    default void evicted(Pod pod, @Nullable String refusal) {}
  }

  /**
   * A read of an external metric through the API.
   *
   * @param namespace namespace
   * @param metric name of the metric
   * @param answer what was answered
   * @param askedNanos when it was asked for, in nanoseconds since the start
   */
  public record MetricRead(
      String namespace, String metric, ExternalMetricsServer.Answer answer, long askedNanos) {}

  /**
   * A read of a metric's source outside the cluster.
   *
   * @param namespace namespace
   * @param metric name of the source
   * @param by {@code poll} or {@code hpa}: on whose behalf
   * @param reading what the source said
   * @param retry whether it is the second try after a failure
   */
  public record SourceRead(
      String namespace, String metric, String by, MetricSources.Reading reading, boolean retry) {}

  /**
   * A message that a pod took.
   *
   * @param metric name of the source
   * @param pod who took it
   * @param left messages that are left
   */
  public record MessageTaken(String metric, Pod pod, long left) {}

  private final List<Sink> sinks = new ArrayList<>();

  AuditLog() {}

  /** Adds a listener. */
  public void addSink(Sink sink) {
    sinks.add(sink);
  }

  /** Tells that a size was written; see {@link Sink#scaled}. */
  public void scaled(String by, Scale scale, int replicas) {
    for (Sink sink : sinks) {
      sink.scaled(by, scale, replicas);
    }
  }

  /** Tells that an external metric was asked for. */
  public void metricRead(MetricRead read) {
    for (Sink sink : sinks) {
      sink.metricRead(read);
    }
  }

  /** Tells that an autoscaler found other values; see {@link Sink#metricsSeen}. */
  public void metricsSeen(HorizontalPodAutoscaler autoscaler, List<String> values) {
    for (Sink sink : sinks) {
      sink.metricsSeen(autoscaler, values);
    }
  }

  /** Tells that a pod was to be evicted; see {@link Sink#evicted}. */
  public void evicted(Pod pod, @Nullable String refusal) {
    for (Sink sink : sinks) {
      sink.evicted(pod, refusal);
    }
  }

  /** Returns whether anybody listens: what is costly to tell need not be told else. */
  public boolean isHeard() {
    return !sinks.isEmpty();
  }

  /** Tells that a message was taken. */
  public void messageTaken(MessageTaken taken) {
    for (Sink sink : sinks) {
      sink.messageTaken(taken);
    }
  }

  /** Tells that a source was read. */
  public void sourceRead(SourceRead read) {
    for (Sink sink : sinks) {
      sink.sourceRead(read);
    }
  }
}
