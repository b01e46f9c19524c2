package dev.farsight.sim.engine;

/** A run came upon one of its {@link RunLimits}. */
public final class RunLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunLimitExceededException(String message) {
    super(message);
  }
}
