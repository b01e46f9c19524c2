package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;
import java.util.function.Predicate;

/**
 * A PreEnqueue plugin as the queue needs it.
 *
 * @param plugin upstream name of the plugin
 * @param admits returns whether the pod may enter the active queue
 */
public record PreEnqueueGate(String plugin, Predicate<Pod> admits) {}
