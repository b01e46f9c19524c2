package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a StatefulSet.
 *
 * @param observedGeneration generation the controller has seen
 * @param replicas pods created
 * @param readyReplicas Ready pods
 * @param currentReplicas pods of the current revision
 * @param updatedReplicas pods of the update revision
 * @param availableReplicas available pods
 * @param currentRevision revision of pods not yet updated; absent when not set
 * @param updateRevision revision of updated pods; absent when not set
 * @param collisionCount collisions of revision hashes; absent when not set
 */
public record StatefulSetStatus(
    long observedGeneration,
    int replicas,
    int readyReplicas,
    int currentReplicas,
    int updatedReplicas,
    int availableReplicas,
    @Nullable String currentRevision,
    @Nullable String updateRevision,
    @Nullable Integer collisionCount) {}
