package dev.farsight.sim.process.scheduler.framework;

import java.util.Comparator;

/**
 * Orders the active queue. A scheduler has exactly one such plugin, the same for all its profiles.
 */
public interface QueueSortPlugin extends FrameworkPlugin, Comparator<QueuedPod> {

  /** Compares two waiting pods: negative if the first is to be tried before the second. */
  @Override
  int compare(QueuedPod one, QueuedPod other);
}
