package dev.farsight.scenario.manifest;

import java.util.List;

/**
 * Everything that was understood of the inputs, in the order in which it was read.
 *
 * @param objects API objects; of an object that is there twice, the later
 * @param profiles Fargate profiles
 * @param nodeGroups groups of EC2 nodes
 * @param clusters descriptions of clusters
 * @param files how many inputs were read
 * @param documents how many API objects and descriptions of other kinds there were
 */
public record Inputs(
    List<ManifestObject> objects,
    List<ProfileSource> profiles,
    List<NodeGroupSource> nodeGroups,
    List<ClusterSource> clusters,
    int files,
    int documents) {

  /** Makes the lists unmodifiable. */
  public Inputs {
    objects = List.copyOf(objects);
    profiles = List.copyOf(profiles);
    nodeGroups = List.copyOf(nodeGroups);
    clusters = List.copyOf(clusters);
  }
}
