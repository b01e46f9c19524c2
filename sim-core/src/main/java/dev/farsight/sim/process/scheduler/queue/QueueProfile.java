package dev.farsight.sim.process.scheduler.queue;

import java.util.List;

/**
 * What the queue needs to know of a scheduler profile.
 *
 * @param hints events that retry rejected pods
 * @param gates PreEnqueue plugins, in their order
 */
public record QueueProfile(QueueingHints hints, List<PreEnqueueGate> gates) {

  /** Makes the list unmodifiable. */
  public QueueProfile {
    gates = List.copyOf(gates);
  }
}
