package dev.farsight.scenario.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Severity;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * The issues of {@code check} in SARIF 2.1.0, as code hosts read them.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class CheckSarif {

  private CheckSarif() {}

  /** Returns the issues as a SARIF log. */
  public static ObjectNode of(CheckReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "farsight");
    ArrayNode rules = driver.putArray("rules");
    TreeSet<IssueCode> codes = new TreeSet<>();
    report.issues().forEach(issue -> codes.add(issue.code()));
    for (IssueCode code : codes) {
      ObjectNode rule = rules.addObject().put("id", code.id());
      rule.putObject("shortDescription").put("text", code.title());
      rule.putObject("fullDescription").put("text", code.explanation());
    }
    ArrayNode results = run.putArray("results");
    for (Issue issue : report.issues()) {
      write(issue, results.addObject());
    }
    return root;
  }

  private static void write(Issue issue, ObjectNode result) {
    result.put("ruleId", issue.code().id());
    boolean note = issue.severity() == Severity.NOTE;
    result.put("level", note ? "note" : issue.severity().label());
    String hint = issue.hint().isEmpty() ? "" : " (" + issue.hint() + ")";
    result.putObject("message").put("text", issue.message() + hint);
    if (!issue.file().isEmpty()) {
      ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
      location.putObject("artifactLocation").put("uri", uri(issue.file()));
      if (issue.line() > 0) {
        location
            .putObject("region")
            .put("startLine", issue.line())
            .put("startColumn", Math.max(1, issue.column()));
      }
    }
  }

  /** Returns a file's name as a URI reference: what a URI cannot hold is encoded in UTF-8. */
  static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte b : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
      uri.append(plain ? Character.toString(c) : String.format("%%%02X", (int) c));
    }
    return uri.toString();
  }
}
