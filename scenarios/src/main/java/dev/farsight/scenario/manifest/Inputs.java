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

  /**
   * Returns the same inputs with times that count from another instant.
   *
   * @param seconds from the instant with which they were read to the other
   */
  public Inputs countedFrom(long seconds) {
    TimeShift shift = new TimeShift(Math.multiplyExact(seconds, 1_000_000_000L));
    List<ManifestObject> moved = seconds == 0 ? objects : objects.stream().map(shift::of).toList();
    return new Inputs(moved, profiles, nodeGroups, clusters, files, documents);
  }
}
