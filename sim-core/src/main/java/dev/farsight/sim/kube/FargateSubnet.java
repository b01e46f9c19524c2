package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A subnet that a Fargate profile launches into.
 *
 * @param subnetId id of the subnet; absent when not set
 * @param zone availability zone; absent when not set
 * @param freeIps addresses left; absent means they never run out
 */
public record FargateSubnet(
    @Nullable String subnetId, @Nullable String zone, @Nullable Integer freeIps) {}
