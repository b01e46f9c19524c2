/**
 * The configuration of kube-scheduler, as its file KubeSchedulerConfiguration
 * (kubescheduler.config. k8s.io/v1) says it: profiles, the plugins at each extension point with
 * their weights, and the arguments of the plugins. Values only; {@code process.scheduler} makes
 * plugins of them.
 */
@NullMarked
package dev.farsight.sim.spec.scheduler;

import org.jspecify.annotations.NullMarked;
