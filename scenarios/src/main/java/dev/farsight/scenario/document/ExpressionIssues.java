package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;

/** Turns mistakes inside small expressions into issues that point at the very character. */
public final class ExpressionIssues {

  private ExpressionIssues() {}

  /** Adds an issue for a mistake in the text that stands at a path. */
  public static void add(Document document, JsonPath path, ExpressionException e, Issues issues) {
    Issue issue = document.issue(e.code(), path, e.text(), e.hint());
    if (issue.line() == 0) {
      issues.add(issue);
      return;
    }
    String excerpt = issue.excerpt();
    int shift = e.offset();
    int start = issue.column() - 1;
    if (excerpt != null && start >= 0 && start < excerpt.length()) {
      char first = excerpt.charAt(start);
      shift += first == '"' || first == '\'' ? 1 : 0;
      shift = start + shift > excerpt.length() ? 0 : shift;
    }
    issues.add(
        new Issue(
            issue.code(),
            issue.severity(),
            issue.file(),
            issue.line(),
            issue.column() + shift,
            issue.path(),
            issue.message(),
            issue.hint(),
            excerpt));
  }
}
