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

  /** Returns a copy with another {@code spec}. */
  public PodTemplateSpec withSpec(PodSpec spec) {
    return new PodTemplateSpec(metadata, spec);
  }
}
