package dev.farsight.scenario.text;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;

/**
 * A place in a document that stays known after the document's tree is gone, so that issues found
 * late still point at it.
 *
 * <p>Holds no tree: of a dump of any size only the places of its objects are kept.
 */
public final class Place {

  private final String file;
  private final String path;
  private final Position position;
  private final SourceLines lines;

  Place(String file, String path, Position position, SourceLines lines) {
    this.file = file;
    this.path = path;
    this.position = position;
    this.lines = lines;
  }

  /** Returns the name of the input, as the user gave it. */
  public String file() {
    return file;
  }

  /** Returns the line, from 1. */
  public int line() {
    return position.line();
  }

  /** Returns an issue that points at this place. */
  public Issue issue(IssueCode code, String message, String hint) {
    return new Issue(
        code,
        code.severity(),
        file,
        position.line(),
        position.column(),
        path,
        message,
        hint,
        lines.line(position.line()));
  }
}
