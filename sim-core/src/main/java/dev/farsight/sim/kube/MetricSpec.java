package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * One metric an autoscaler looks at.
 *
 * @param type External, Resource, ContainerResource, Pods or Object
 * @param external external metric; absent when not set
 * @param resource resource of the pods; absent when not set
 * @param containerResource resource of one container; absent when not set
 * @param pods metric of each pod; absent when not set
 * @param object metric of one object; absent when not set
 */
public record MetricSpec(
    String type,
    @Nullable ExternalMetricSource external,
    @Nullable ResourceMetricSource resource,
    @Nullable ResourceMetricSource containerResource,
    @Nullable PodsMetricSource pods,
    @Nullable ObjectMetricSource object) {}
