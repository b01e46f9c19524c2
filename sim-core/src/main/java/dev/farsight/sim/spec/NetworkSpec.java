package dev.farsight.sim.spec;

/**
 * Network of the Fargate subnets.
 *
 * @param nat whether pods reach AWS and registries, by a NAT gateway or by endpoints; without it
 *     provisioning attempts time out
 */
public record NetworkSpec(boolean nat) {}
