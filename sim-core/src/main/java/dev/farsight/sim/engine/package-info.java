/**
 * The discrete-event engine: a clock, an event list and a total order of events.
 *
 * <p>Events are ordered by (time, priority of the event type, insertion), so simultaneous
 * happenings have one documented order. Times are whole nanoseconds since the start. The engine
 * knows nothing of Kubernetes.
 */
@NullMarked
package dev.farsight.sim.engine;

import org.jspecify.annotations.NullMarked;
