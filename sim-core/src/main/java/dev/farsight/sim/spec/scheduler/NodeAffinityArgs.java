package dev.farsight.sim.spec.scheduler;

import dev.farsight.sim.kube.NodeAffinity;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of the NodeAffinity plugin.
 *
 * @param addedAffinity affinity added to that of every pod of the profile; absent when not set
 */
public record NodeAffinityArgs(@Nullable NodeAffinity addedAffinity) {

  /** The default arguments. */
  public static final NodeAffinityArgs DEFAULT = new NodeAffinityArgs(null);
}
