package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A subnet that a Fargate profile launches into.
 *
 * @param subnetId id of the subnet; absent when not set
 * @param zone availability zone; absent when not set
 * @param freeIps addresses left; absent means they never run out
 * @param nat whether it leads to a NAT gateway; absent follows the cluster's network. A public
 *     subnet (route to an internet gateway) does not: Fargate machines have no public address
 */
public record FargateSubnet(
    @Nullable String subnetId,
    @Nullable String zone,
    @Nullable Integer freeIps,
    @Nullable Boolean nat) {

  /** A subnet that follows the cluster's network. */
  public FargateSubnet(
      @Nullable String subnetId, @Nullable String zone, @Nullable Integer freeIps) {
    this(subnetId, zone, freeIps, null);
  }
}
