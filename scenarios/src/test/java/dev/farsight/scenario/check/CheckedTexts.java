package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.time.Instant;
import java.util.List;

/** Inputs written in a test, and what a check finds in them. */
final class CheckedTexts {

  private final Issues issues = new Issues();

  /** Checks texts as files {@code in0}, {@code in1} and so on, dumped when 2026 began. */
  CheckReport check(String... texts) {
    ManifestReader reader =
        new ManifestReader(Instant.parse("2026-01-01T00:00:00Z"), "default", issues);
    TextLoader loader = new TextLoader(TextLimits.DEFAULT, issues);
    for (int i = 0; i < texts.length; i++) {
      loader.loadText("in" + i, texts[i]).forEach(reader::read);
    }
    return new InputCheck(reader.inputs(), issues).report();
  }

  /** Returns the codes of errors and warnings, in file order. */
  List<IssueCode> problems() {
    return issues.sorted().stream()
        .filter(issue -> issue.severity() != Severity.NOTE)
        .map(Issue::code)
        .toList();
  }

  /** Returns everything that was said. */
  Issues issues() {
    return issues;
  }
}
