package dev.farsight.scenario.text;

/** Says that a document is not as plain as {@link BlockYamlReader} needs it. */
final class NotPlainException extends Exception {

  private static final long serialVersionUID = 1L;

  NotPlainException() {
    super("not plain block YAML", null, false, false);
  }

  /** Throws this unless something is as it has to be. */
  static void unless(boolean plain) throws NotPlainException {
    if (!plain) {
      throw new NotPlainException();
    }
  }
}
