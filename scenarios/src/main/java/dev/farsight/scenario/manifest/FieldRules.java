package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounds of numbers and words of fields, as API servers hold them. */
final class FieldRules {

  private final Document document;
  private final Issues issues;

  FieldRules(Document document, Issues issues) {
    this.document = document;
    this.issues = issues;
  }

  /** Reports a number outside its bounds; an absent one is within them. */
  void within(@Nullable Integer value, int least, int most, JsonPath path) {
    if (value == null || (value >= least && value <= most)) {
      return;
    }
    String bounds =
        most == Integer.MAX_VALUE ? "at least " + least : "between " + least + " and " + most;
    error(IssueCode.BAD_NUMBER, path, path.key() + " must be " + bounds + ", not " + value, "");
  }

  /** Reports a number below a bound; an absent one is not. */
  void atLeast(@Nullable Integer value, int least, JsonPath path) {
    within(value, least, Integer.MAX_VALUE, path);
  }

  /** Reports a word that is not among those allowed; an absent or empty one is. */
  void oneOf(@Nullable String word, List<String> allowed, JsonPath path) {
    if (word != null && !word.isEmpty() && !allowed.contains(word)) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path,
          "the " + path.key() + " cannot be \"" + word + "\"",
          DidYouMean.hint(word, allowed, "allowed are: " + String.join(", ", allowed)));
    }
  }

  /** Reports an error at a place. */
  void error(IssueCode code, JsonPath path, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }
}
