package dev.farsight.sim.kube;

/**
 * A LimitRange.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/limit-range/">upstream documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 */
public record LimitRange(ObjectMeta metadata, LimitRangeSpec spec) implements KubeObject {

  @Override
  public Kind<LimitRange> kind() {
    return Kinds.LIMIT_RANGE;
  }

  @Override
  public LimitRange withMetadata(ObjectMeta metadata) {
    return new LimitRange(metadata, spec);
  }
}
