package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The value of an external metric that autoscalers read.
 *
 * @param metadata metadata
 * @param value current value; absent when the metric cannot be read
 */
public record ExternalMetric(ObjectMeta metadata, @Nullable Quantity value) implements KubeObject {

  @Override
  public Kind<ExternalMetric> kind() {
    return Kinds.EXTERNAL_METRIC;
  }

  @Override
  public ExternalMetric withMetadata(ObjectMeta metadata) {
    return new ExternalMetric(metadata, value);
  }

  /** Returns a copy with another {@code value}. */
  public ExternalMetric withValue(@Nullable Quantity value) {
    return new ExternalMetric(metadata, value);
  }
}
