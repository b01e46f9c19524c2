package dev.farsight.scenario.issue;

import java.util.List;

/**
 * Shows issues to people: place, code, severity, message, then the source line with a caret and the
 * hint.
 *
 * <pre>{@code
 * black-friday.yaml:14:23  FS0112  warning  cpu request "0.5m" is below 1m
 *    14 |         cpu: 0.5m
 *       |              ^^^^  Kubernetes rounds this up to 1m.
 * }</pre>
 */
public final class IssueText {

  private static final int MAX_LINE = 160;
  private static final int LEAD = 60;

  private IssueText() {}

  /** Returns the text of an issue, of one to three lines, without a final line end. */
  public static String of(Issue issue) {
    StringBuilder text = new StringBuilder();
    if (!issue.place().isEmpty()) {
      text.append(SafeText.of(issue.place())).append("  ");
    }
    text.append(issue.code().id()).append("  ").append(issue.severity().label()).append("  ");
    text.append(SafeText.of(issue.message()));
    String excerpt = issue.excerpt();
    if (excerpt != null && issue.line() > 0) {
      appendExcerpt(text, issue, excerpt);
    } else if (!issue.hint().isEmpty()) {
      text.append("\n      ").append(SafeText.of(issue.hint()));
    }
    return text.toString();
  }

  /** Returns the text of all issues to show, and how many more there are. */
  public static String of(Issues issues) {
    StringBuilder text = new StringBuilder();
    List<Issue> shown = issues.shown();
    for (Issue issue : shown) {
      text.append(of(issue)).append('\n');
    }
    int hidden = issues.hidden();
    if (hidden > 0) {
      text.append("... and ").append(hidden).append(" more; -o json shows them all\n");
    }
    return text.toString();
  }

  /**
   * Returns the text of the errors and warnings to show, and how many notes are left out: a real
   * manifest has dozens of fields that are not simulated, and they would bury what is wrong.
   */
  public static String withoutNotes(Issues issues) {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (Issue issue : issues.shown()) {
      if (issue.severity() != Severity.NOTE) {
        text.append(of(issue)).append('\n');
        shown++;
      }
    }
    int hidden = issues.count(Severity.ERROR) + issues.count(Severity.WARNING) - shown;
    if (hidden > 0) {
      text.append("... and ").append(hidden).append(" more errors and warnings\n");
    }
    int notes = issues.count(Severity.NOTE);
    if (notes > 0) {
      text.append(notes).append(notes == 1 ? " note" : " notes");
      text.append(" on what is read and not simulated; -v shows them\n");
    }
    return text.toString();
  }

  private static void appendExcerpt(StringBuilder text, Issue issue, String excerpt) {
    int column = Math.min(Math.max(issue.column() - 1, 0), excerpt.length());
    int from = column > MAX_LINE - LEAD ? column - LEAD : 0;
    int to = Math.min(excerpt.length(), from + MAX_LINE);
    String number = String.format("%5d", issue.line());
    String cut = (from > 0 ? "..." : "") + excerpt.substring(from, to).stripTrailing();
    text.append('\n').append(number).append(" | ").append(SafeText.of(cut));
    int caret = column - from + (from > 0 ? 3 : 0);
    text.append('\n').append(" ".repeat(number.length())).append(" | ").append(" ".repeat(caret));
    text.append("^".repeat(Math.max(1, Math.min(tokenEnd(excerpt, column), to) - column)));
    if (!issue.hint().isEmpty()) {
      text.append("  ").append(SafeText.of(issue.hint()));
    }
  }

  /** Returns where the value that begins at a column ends: a quoted text, or up to a separator. */
  private static int tokenEnd(String line, int start) {
    if (start >= line.length()) {
      return start;
    }
    char first = line.charAt(start);
    if (first == '"' || first == '\'') {
      int end = line.indexOf(first, start + 1);
      return end < 0 ? line.stripTrailing().length() : end + 1;
    }
    int end = start;
    while (end < line.length() && !endsToken(line, end)) {
      end++;
    }
    return end;
  }

  private static boolean endsToken(String line, int index) {
    char c = line.charAt(index);
    if (c == ':') {
      return index + 1 == line.length() || line.charAt(index + 1) == ' ';
    }
    return Character.isWhitespace(c) || c == ',' || c == ']' || c == '}';
  }
}
