package dev.farsight.sim.kube;

/**
 * A ResourceQuota.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record ResourceQuota(ObjectMeta metadata, ResourceQuotaSpec spec, ResourceQuotaStatus status)
    implements KubeObject {

  @Override
  public Kind<ResourceQuota> kind() {
    return Kinds.RESOURCE_QUOTA;
  }

  @Override
  public ResourceQuota withMetadata(ObjectMeta metadata) {
    return new ResourceQuota(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public ResourceQuota withSpec(ResourceQuotaSpec spec) {
    return new ResourceQuota(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public ResourceQuota withStatus(ResourceQuotaStatus status) {
    return new ResourceQuota(metadata, spec, status);
  }
}
