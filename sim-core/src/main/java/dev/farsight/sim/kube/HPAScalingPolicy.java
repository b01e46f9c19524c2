package dev.farsight.sim.kube;

/**
 * One bound on the speed of scaling.
 *
 * @param type Pods or Percent
 * @param value pods or percent
 * @param periodSeconds window in seconds
 */
public record HPAScalingPolicy(String type, int value, int periodSeconds) {}
