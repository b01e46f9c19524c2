package dev.farsight.sim.spec;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Network;
import java.util.List;

/**
 * The cluster as it stands before 0s.
 *
 * @param version Kubernetes version
 * @param name name of the cluster, as AWS errors print it
 * @param region AWS region
 * @param objects objects that exist, as stored (their admission was decided before); pods too
 * @param fargateProfiles profiles that are ACTIVE and propagated
 * @param nodes EC2 nodes, Ready
 * @param secrets Secrets that exist or are applied at some time, as {@code namespace/name}
 * @param quotas account limits
 * @param network network of the Fargate subnets
 */
public record ClusterSpec(
    KubernetesVersion version,
    String name,
    String region,
    List<KubeObject> objects,
    List<ProfileTemplate> fargateProfiles,
    List<NodeTemplate> nodes,
    List<String> secrets,
    QuotaSpec quotas,
    Network network) {

  /** Makes the lists unmodifiable. */
  public ClusterSpec {
    objects = List.copyOf(objects);
    fargateProfiles = List.copyOf(fargateProfiles);
    nodes = List.copyOf(nodes);
    secrets = List.copyOf(secrets);
  }

  /** Returns an empty cluster of a version, with default quotas and a working network. */
  public static ClusterSpec empty(KubernetesVersion version) {
    return new ClusterSpec(
        version,
        ModelDefaults.CLUSTER_NAME,
        ModelDefaults.REGION,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        ModelDefaults.QUOTAS,
        ModelDefaults.NETWORK);
  }

  /** Returns a copy with other {@code objects}. */
  public ClusterSpec withObjects(List<KubeObject> objects) {
    return new ClusterSpec(
        version, name, region, objects, fargateProfiles, nodes, secrets, quotas, network);
  }

  /** Returns a copy with other {@code fargateProfiles}. */
  public ClusterSpec withFargateProfiles(List<ProfileTemplate> fargateProfiles) {
    return new ClusterSpec(
        version, name, region, objects, fargateProfiles, nodes, secrets, quotas, network);
  }

  /** Returns a copy with other {@code nodes}. */
  public ClusterSpec withNodes(List<NodeTemplate> nodes) {
    return new ClusterSpec(
        version, name, region, objects, fargateProfiles, nodes, secrets, quotas, network);
  }

  /** Returns a copy with other {@code quotas}. */
  public ClusterSpec withQuotas(QuotaSpec quotas) {
    return new ClusterSpec(
        version, name, region, objects, fargateProfiles, nodes, secrets, quotas, network);
  }

  /** Returns a copy with another {@code network}. */
  public ClusterSpec withNetwork(Network network) {
    return new ClusterSpec(
        version, name, region, objects, fargateProfiles, nodes, secrets, quotas, network);
  }
}
