package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.spec.QuotaSpec;
import java.util.List;

/** What CreateFargateProfile refuses, and the finalizer that lets a deletion take its time. */
public final class ProfileAdmission implements AdmissionPlugin<FargateProfile> {

  /** Finalizer that holds a profile until its deletion is done. */
  static final String FINALIZER = "eks.amazonaws.com/fargate-profile";

  private final Cluster cluster;
  private final QuotaSpec quotas;

  /**
   * Makes the plugin.
   *
   * @param cluster API server
   * @param quotas limits of profiles, selectors and labels
   */
  public ProfileAdmission(Cluster cluster, QuotaSpec quotas) {
    this.cluster = cluster;
    this.quotas = quotas;
  }

  @Override
  public Kind<FargateProfile> kind() {
    return Kinds.FARGATE_PROFILE;
  }

  @Override
  public FargateProfile admit(FargateProfile profile) {
    if (cluster.store(Kinds.FARGATE_PROFILE).size() >= quotas.profilesPerCluster()) {
      throw new ApiException(
          400,
          "ResourceLimitExceededException",
          "The maximum number of Fargate Profiles for the cluster is "
              + quotas.profilesPerCluster());
    }
    List<FargateProfileSelector> selectors = profile.spec().selectors();
    if (selectors.isEmpty() || selectors.size() > quotas.selectorsPerProfile()) {
      throw invalid(
          "a Fargate Profile has 1 to "
              + quotas.selectorsPerProfile()
              + " selectors, not "
              + selectors.size());
    }
    for (FargateProfileSelector selector : selectors) {
      if (selector.namespace().isEmpty()) {
        throw invalid("a selector needs a namespace");
      }
      if (selector.labels().size() > quotas.labelsPerSelector()) {
        throw invalid(
            "a selector has at most "
                + quotas.labelsPerSelector()
                + " labels, not "
                + selector.labels().size());
      }
    }
    return profile.withMetadata(profile.metadata().withFinalizers(List.of(FINALIZER)));
  }

  private static ApiException invalid(String message) {
    return new ApiException(400, "InvalidParameterException", message);
  }
}
