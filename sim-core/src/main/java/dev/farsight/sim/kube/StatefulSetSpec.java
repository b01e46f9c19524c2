package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a StatefulSet.
 *
 * @param replicas number of pods; absent when not set
 * @param selector pods that belong to it; absent when not set
 * @param template what pods are made from
 * @param serviceName governing Service; absent when not set
 * @param podManagementPolicy OrderedReady or Parallel; absent when not set
 * @param updateStrategy how pods are replaced; absent when not set
 * @param minReadySeconds seconds a pod must be Ready to count as available; absent when not set
 * @param revisionHistoryLimit old revisions kept; absent when not set
 * @param ordinals numbering of the pods; absent when not set
 * @param volumeClaimTemplates claims made for each pod
 * @param persistentVolumeClaimRetentionPolicy what happens to the claims; absent when not set
 */
public record StatefulSetSpec(
    @Nullable Integer replicas,
    @Nullable LabelSelector selector,
    PodTemplateSpec template,
    @Nullable String serviceName,
    @Nullable String podManagementPolicy,
    @Nullable StatefulSetUpdateStrategy updateStrategy,
    @Nullable Integer minReadySeconds,
    @Nullable Integer revisionHistoryLimit,
    @Nullable StatefulSetOrdinals ordinals,
    List<PersistentVolumeClaim> volumeClaimTemplates,
    @Nullable PersistentVolumeClaimRetentionPolicy persistentVolumeClaimRetentionPolicy) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public StatefulSetSpec {
    volumeClaimTemplates = List.copyOf(volumeClaimTemplates);
  }

  /** Returns a copy with another {@code replicas}. */
  public StatefulSetSpec withReplicas(@Nullable Integer replicas) {
    return new StatefulSetSpec(
        replicas,
        selector,
        template,
        serviceName,
        podManagementPolicy,
        updateStrategy,
        minReadySeconds,
        revisionHistoryLimit,
        ordinals,
        volumeClaimTemplates,
        persistentVolumeClaimRetentionPolicy);
  }

  /** Returns a copy with another {@code template}. */
  public StatefulSetSpec withTemplate(PodTemplateSpec template) {
    return new StatefulSetSpec(
        replicas,
        selector,
        template,
        serviceName,
        podManagementPolicy,
        updateStrategy,
        minReadySeconds,
        revisionHistoryLimit,
        ordinals,
        volumeClaimTemplates,
        persistentVolumeClaimRetentionPolicy);
  }
}
