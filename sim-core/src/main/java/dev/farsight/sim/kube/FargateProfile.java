package dev.farsight.sim.kube;

/**
 * An EKS Fargate profile.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec selectors and subnets
 * @param status where it stands
 */
public record FargateProfile(
    ObjectMeta metadata, FargateProfileSpec spec, FargateProfileStatus status)
    implements KubeObject {

  @Override
  public Kind<FargateProfile> kind() {
    return Kinds.FARGATE_PROFILE;
  }

  @Override
  public FargateProfile withMetadata(ObjectMeta metadata) {
    return new FargateProfile(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public FargateProfile withStatus(FargateProfileStatus status) {
    return new FargateProfile(metadata, spec, status);
  }
}
