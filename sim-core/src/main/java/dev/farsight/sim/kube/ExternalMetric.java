package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The value of something outside the cluster, such as the length of a queue, that autoscalers and
 * KEDA's triggers read.
 *
 * @param metadata metadata
 * @param value current value; absent when it cannot be read
 * @param failure how reading fails where there is no value; absent for {@link #NOT_FOUND}
 */
public record ExternalMetric(
    ObjectMeta metadata, @Nullable Quantity value, @Nullable String failure) implements KubeObject {

  /** Its source knows no such metric (HTTP 404). */
  public static final String NOT_FOUND = "NaN";

  /** Its source answers with an error (HTTP 500). */
  public static final String ERROR = "error";

  /** Its source does not answer. */
  public static final String HANG = "hang";

  @Override
  public Kind<ExternalMetric> kind() {
    return Kinds.EXTERNAL_METRIC;
  }

  @Override
  public ExternalMetric withMetadata(ObjectMeta metadata) {
    return new ExternalMetric(metadata, value, failure);
  }

  /** Returns a copy with another value, or another way to fail. */
  public ExternalMetric withValue(@Nullable Quantity value, @Nullable String failure) {
    return new ExternalMetric(metadata, value, failure);
  }
}
