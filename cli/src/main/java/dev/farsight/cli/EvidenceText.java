package dev.farsight.cli;

import dev.farsight.scenario.fix.LiveEvidence;
import dev.farsight.scenario.issue.SafeText;

/** Prints what the dumps of a live cluster tell, and what they do not. */
final class EvidenceText {

  private static final int INDENT = 14;

  private final Console console;

  EvidenceText(Console console) {
    this.console = console;
  }

  void print(LiveEvidence evidence) {
    console.line(
        console.bold(
                evidence.cluster().equals(LiveEvidence.UNNAMED)
                    ? "a cluster that no input names"
                    : "cluster " + SafeText.of(evidence.cluster()))
            + console.faint(
                "  as dumped at "
                    + evidence.dumpedAt()
                    + " = 0s; what is later is a run from there"));
    String profiles =
        evidence.profiles().isEmpty() ? "none" : String.join(", ", evidence.profiles());
    TextLayout.hanging(
        console,
        "  evidence",
        INDENT,
        counted(evidence.pods(), "pod")
            + ", "
            + counted(evidence.nodes(), "node")
            + ", "
            + counted(evidence.events(), "event")
            + "; Fargate profiles: "
            + SafeText.of(profiles));
    for (LiveEvidence.Missing missing : evidence.missing()) {
      TextLayout.hanging(
          console,
          "  missing",
          INDENT,
          SafeText.of(missing.what()) + ": would decide " + missing.decides());
      console.line(console.faint(" ".repeat(INDENT) + "$ " + SafeText.of(missing.command())));
    }
    console.line("");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
