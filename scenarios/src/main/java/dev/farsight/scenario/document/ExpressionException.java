package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.IssueCode;

/** Says why a small expression cannot be read, and where in it. */
public final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final IssueCode code;
  private final int offset;
  private final String hint;

  /**
   * Makes an exception.
   *
   * @param code what kind of mistake it is
   * @param offset characters before the mistake, from 0
   * @param message what is wrong
   * @param hint what to do about it; may be empty
   */
  public ExpressionException(IssueCode code, int offset, String message, String hint) {
    super(message, null, false, false);
    this.code = code;
    this.offset = offset;
    this.hint = hint;
  }

  /** Returns what kind of mistake it is. */
  public IssueCode code() {
    return code;
  }

  /** Returns how many characters stand before the mistake. */
  public int offset() {
    return offset;
  }

  /** Returns what is wrong. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Returns what to do about it; may be empty. */
  public String hint() {
    return hint;
  }
}
