package dev.farsight.sim.engine;

/** Sees every executed event; it receives values and cannot schedule. */
@FunctionalInterface
public interface SimObserver {

  /**
   * Takes notice of an event that is about to be executed.
   *
   * @param timeNanos time in nanoseconds since the start
   * @param event name of the event type
   * @param subject what the event is about
   */
  void onEvent(long timeNanos, String event, Subject subject);
}
