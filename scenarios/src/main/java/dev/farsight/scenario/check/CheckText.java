package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.sim.kube.FargateSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of {@code check} for people: a table for terminals, Markdown for reviews, JUnit. */
public final class CheckText {

  private CheckText() {}

  /** Returns the summary of what was understood, without the issues. */
  public static String human(CheckReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.workloads().isEmpty()) {
      List<String[]> rows = new ArrayList<>();
      rows.add(new String[] {"WORKLOAD", "PODS", "FARGATE", "PROFILE", "SIZE", "USD/MONTH", "WHY"});
      report.workloads().forEach(workload -> rows.add(row(workload)));
      appendTable(text, rows);
      text.append('\n');
    }
    text.append(summary(report)).append('\n');
    return text.toString();
  }

  private static String summary(CheckReport report) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %s with %s, %s; %s, %s, %s",
        count(report.files(), "file"),
        count(report.objects(), "object"),
        count(report.workloads().size(), "workload"),
        count(report.pods(), "pod"),
        count(report.profiles().size(), "Fargate profile"),
        count(report.count(Severity.ERROR), "error"),
        count(report.count(Severity.WARNING), "warning"),
        count(report.count(Severity.NOTE), "note"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String[] row(WorkloadReport workload) {
    FargateAnswer answer = workload.fargate();
    FargateSize size = answer == null ? null : answer.size();
    Double price = answer == null ? null : answer.usdPerMonth();
    String profile = answer == null ? null : answer.profile();
    return new String[] {
      SafeText.of(workload.kind() + "/" + workload.namespace() + "/" + workload.name()),
      Long.toString(workload.pods()),
      answer == null ? "-" : answer.verdict().label(),
      profile == null ? "-" : SafeText.of(profile),
      size == null ? "-" : size.toString(),
      price == null ? "-" : String.format(Locale.ROOT, "%.2f", price),
      answer == null ? "" : SafeText.of(String.join("; ", answer.reasons()))
    };
  }

  private static void appendTable(StringBuilder text, List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  /** Returns the report as Markdown, for the description of a change. */
  public static String markdown(CheckReport report) {
    StringBuilder text = new StringBuilder("## Farsight check\n\n");
    text.append(summary(report)).append("\n\n");
    if (!report.workloads().isEmpty()) {
      text.append("| workload | pods | Fargate | profile | size | USD/month | why |\n");
      text.append("|---|---|---|---|---|---|---|\n");
      for (WorkloadReport workload : report.workloads()) {
        text.append('|');
        for (String cell : row(workload)) {
          text.append(' ').append(escapeMarkdown(cell)).append(" |");
        }
        text.append('\n');
      }
    }
    for (Issue issue : report.issues()) {
      text.append("\n- **").append(issue.severity().label()).append("** `");
      text.append(escapeMarkdown(issue.place())).append("` ").append(issue.code().id());
      text.append(": ").append(escapeMarkdown(issue.message()));
    }
    return text.append('\n').toString();
  }

  private static String escapeMarkdown(String text) {
    return SafeText.of(text)
        .replace("|", "\\|")
        .replace("`", "'")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  /** Returns the report as JUnit XML: a test per workload and per issue that is no note. */
  public static String junit(CheckReport report) {
    StringBuilder cases = new StringBuilder();
    int tests = 0;
    int failures = 0;
    for (WorkloadReport workload : report.workloads()) {
      tests++;
      String name = workload.kind() + "/" + workload.namespace() + "/" + workload.name();
      cases.append("  <testcase classname=\"workloads\" name=\"");
      cases.append(escapeXml(name)).append("\"/>\n");
    }
    for (Issue issue : report.issues()) {
      if (issue.severity() == Severity.NOTE) {
        continue;
      }
      tests++;
      cases.append("  <testcase classname=\"").append(issue.code().id()).append("\" name=\"");
      cases.append(escapeXml(issue.place() + " " + issue.message())).append("\"");
      if (issue.severity() == Severity.ERROR) {
        failures++;
        cases.append("><failure message=\"").append(escapeXml(issue.message())).append("\">");
        cases.append(escapeXml(issue.hint())).append("</failure></testcase>\n");
      } else {
        cases.append("/>\n");
      }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"farsight check\" tests=\""
        + tests
        + "\" failures=\""
        + failures
        + "\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
        + cases
        + "</testsuite>\n";
  }

  /** Escapes text for XML 1.0; what XML cannot hold at all is left out. */
  private static String escapeXml(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c == '\t'
                      || c == '\n'
                      || (c >= 0x20 && c <= 0xd7ff)
                      || (c >= 0xe000 && c <= 0xfffd)
                      || c >= 0x10000;
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                  if (allowed) {
                    safe.appendCodePoint(c);
                  }
                }
              }
            });
    return safe.toString();
  }
}
