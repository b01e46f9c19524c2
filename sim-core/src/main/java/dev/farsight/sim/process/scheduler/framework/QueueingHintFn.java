package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import org.jspecify.annotations.Nullable;

/** Judges whether an event may make a pod schedulable that the plugin rejected before. */
@FunctionalInterface
public interface QueueingHintFn {

  /**
   * Returns the hint; where upstream would return an error, {@link QueueingHint#QUEUE}.
   *
   * @param pod pod that the plugin rejected
   * @param oldObj object before the event; null when it was added
   * @param newObj object after the event; null when it was deleted
   */
  QueueingHint hint(Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj);
}
