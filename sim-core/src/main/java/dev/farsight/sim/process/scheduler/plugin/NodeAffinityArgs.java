package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.NodeAffinity;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of the NodeAffinity plugin.
 *
 * @param addedAffinity affinity added to that of every pod of the profile; absent when not set
 */
public record NodeAffinityArgs(@Nullable NodeAffinity addedAffinity) {}
