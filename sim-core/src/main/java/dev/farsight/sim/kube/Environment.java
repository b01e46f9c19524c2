package dev.farsight.sim.kube;

/**
 * The AWS account and network around the cluster: one object, changed by steps such as {@code
 * setNetwork} and {@code setQuotas}.
 *
 * @param metadata metadata
 * @param network network of the Fargate subnets
 * @param fargateVcpuMilli vCPU in thousandths that the account's Fargate pods may hold at a time
 * @param launchBurstCount launches at once
 * @param launchPerSecond sustained launches per second
 * @param clusterDns whether names are resolved by CoreDNS pods of the scenario; otherwise DNS works
 */
public record Environment(
    ObjectMeta metadata,
    Network network,
    long fargateVcpuMilli,
    int launchBurstCount,
    int launchPerSecond,
    boolean clusterDns)
    implements KubeObject {

  /** Name of the only object. */
  public static final String NAME = "aws";

  @Override
  public Kind<Environment> kind() {
    return Kinds.ENVIRONMENT;
  }

  @Override
  public Environment withMetadata(ObjectMeta metadata) {
    return new Environment(
        metadata, network, fargateVcpuMilli, launchBurstCount, launchPerSecond, clusterDns);
  }

  /** Returns a copy with another {@code network}. */
  public Environment withNetwork(Network network) {
    return new Environment(
        metadata, network, fargateVcpuMilli, launchBurstCount, launchPerSecond, clusterDns);
  }

  /** Returns a copy with other account limits. */
  public Environment withLimits(long fargateVcpuMilli, int launchBurstCount, int launchPerSecond) {
    return new Environment(
        metadata, network, fargateVcpuMilli, launchBurstCount, launchPerSecond, clusterDns);
  }
}
