package dev.farsight.scenario.snapshot;

import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as inputs show it, ready to be the starting state of a run.
 *
 * @param origin instant of the wall clock at 0s
 * @param live whether any object comes from a running cluster, so that {@code origin} is the dump's
 * @param name name of the cluster; absent where no input tells
 * @param region AWS region; absent where no input tells
 * @param version Kubernetes version; absent where no input tells
 * @param objects objects as stored: owners before what they own, Events last; among them profiles
 *     that are not ACTIVE, and faults that the pods of the dump suffer from
 * @param profiles ACTIVE profiles
 * @param nodes EC2 nodes of groups whose Node objects are not among the objects
 * @param inputs what was read, with places
 */
public record StartingState(
    Instant origin,
    boolean live,
    @Nullable String name,
    @Nullable String region,
    @Nullable KubernetesVersion version,
    List<KubeObject> objects,
    List<ProfileTemplate> profiles,
    List<NodeTemplate> nodes,
    Inputs inputs) {

  /** Makes the lists unmodifiable. */
  public StartingState {
    objects = List.copyOf(objects);
    profiles = List.copyOf(profiles);
    nodes = List.copyOf(nodes);
  }
}
