package dev.farsight.sim.kube;

/**
 * What pods of a controller are made from.
 *
 * @param metadata labels and annotations of the pods
 * @param spec spec of the pods
 */
public record PodTemplateSpec(ObjectMeta metadata, PodSpec spec) {

  /** Returns a copy with another {@code metadata}. */
  public PodTemplateSpec withMetadata(ObjectMeta metadata) {
    return new PodTemplateSpec(metadata, spec);
  }

  /** Returns a copy with one annotation more, or with another value of it. */
  public PodTemplateSpec withAnnotation(String key, String value) {
    return withMetadata(
        metadata.withAnnotations(FrozenMap.with(metadata.annotations(), key, value)));
  }

  /** Returns a copy with another {@code spec}. */
  public PodTemplateSpec withSpec(PodSpec spec) {
    return new PodTemplateSpec(metadata, spec);
  }
}
