package dev.farsight.sim.spec;

import dev.farsight.sim.kube.FargateProfileSpec;

/**
 * A Fargate profile as a user asks for it.
 *
 * @param name name
 * @param spec selectors and subnets
 */
public record ProfileTemplate(String name, FargateProfileSpec spec) {}
