package dev.farsight.sim.process.keda;

/** KEDA could not make a scaler of a trigger. */
final class ScalerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScalerException(String message) {
    super(message, null, false, false);
  }

  /** Returns the text, never null. */
  String text() {
    return String.valueOf(getMessage());
  }
}
