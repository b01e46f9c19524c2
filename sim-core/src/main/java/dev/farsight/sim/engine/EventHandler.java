package dev.farsight.sim.engine;

/**
 * What happens when an event is executed.
 *
 * @param <S> what the event is about
 */
@FunctionalInterface
public interface EventHandler<S extends Subject> {

  /** Executes the event; runs to completion before any other event. */
  void handle(S subject);
}
