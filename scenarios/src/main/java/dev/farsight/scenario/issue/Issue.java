package dev.farsight.scenario.issue;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with, or worth knowing about, an input.
 *
 * @param code what kind of issue, from the catalogue
 * @param severity how bad it is; normally the code's own severity
 * @param file name of the file as the user gave it; empty if the issue concerns no file
 * @param line line, from 1; 0 if unknown
 * @param column column in characters, from 1; 0 if unknown
 * @param path place inside the document, such as {@code spec.containers[0].image}; may be empty
 * @param message what is wrong, without the place
 * @param hint what to do about it; may be empty
 * @param excerpt source line the issue points at; absent if there is none
 */
public record Issue(
    IssueCode code,
    Severity severity,
    String file,
    int line,
    int column,
    String path,
    String message,
    String hint,
    @Nullable String excerpt) {

  /** Returns an issue that concerns no place in a file. */
  public static Issue of(IssueCode code, String message, String hint) {
    return inFile(code, "", message, hint);
  }

  /** Returns an issue that concerns a file as a whole. */
  public static Issue inFile(IssueCode code, String file, String message, String hint) {
    return new Issue(code, code.severity(), file, 0, 0, "", message, hint, null);
  }

  /** Returns the same issue with another severity. */
  public Issue withSeverity(Severity other) {
    return new Issue(code, other, file, line, column, path, message, hint, excerpt);
  }

  /** Returns {@code file:line:column}, as far as it is known. */
  public String place() {
    if (line == 0) {
      return file;
    }
    return (file.isEmpty() ? "" : file + ":") + line + ":" + column;
  }
}
