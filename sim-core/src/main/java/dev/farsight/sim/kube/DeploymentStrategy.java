package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * How a Deployment replaces pods.
 *
 * @param type RollingUpdate or Recreate; absent when not set
 * @param rollingUpdate bounds of the rolling update; absent when not set
 */
public record DeploymentStrategy(
    @Nullable String type, @Nullable RollingUpdateDeployment rollingUpdate) {}
