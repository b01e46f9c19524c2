package dev.farsight.scenario.text;

import dev.farsight.scenario.issue.IssueCode;

/** Ends the reading of one document; carries what the issue will say. */
final class TextException extends Exception {

  private static final long serialVersionUID = 1L;

  private final IssueCode code;
  private final int line;
  private final int column;
  private final String hint;

  TextException(IssueCode code, long position, String message, String hint) {
    this(code, (int) (position >>> 32), (int) position, message, hint);
  }

  TextException(IssueCode code, int line, int column, String message, String hint) {
    super(message, null, false, false);
    this.code = code;
    this.line = line;
    this.column = column;
    this.hint = hint;
  }

  IssueCode code() {
    return code;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  String hint() {
    return hint;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
