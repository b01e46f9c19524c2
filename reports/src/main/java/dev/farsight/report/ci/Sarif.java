package dev.farsight.report.ci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What a run found in SARIF 2.1.0, as code hosts read it: one result for each cause and for each
 * threshold that does not hold, all placed in the scenario file.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class Sarif {

  private static final String THRESHOLD_RULE = "threshold";

  private Sarif() {}

  /**
   * Writes a result; the writer is flushed, not closed.
   *
   * @param result result to write
   * @param scenario scenario as the user named it
   * @param target where to write
   */
  public static void write(ExperimentResult result, String scenario, Writer target)
      throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "farsight");
    ArrayNode rules = driver.putArray("rules");
    ArrayNode results = run.putArray("results");
    for (Diagnosis diagnosis : result.diagnoses()) {
      rule(rules, diagnosis.causeCode(), diagnosis.title());
      String pods = String.join(", ", FigureText.subjects(diagnosis));
      add(results, diagnosis.causeCode(), "warning", diagnosis.title() + ": " + pods, scenario);
    }
    rule(rules, THRESHOLD_RULE, "a threshold of the scenario");
    for (ThresholdVerdict threshold : result.thresholds()) {
      if (threshold.verdict() != Verdict.PASS) {
        add(
            results,
            THRESHOLD_RULE,
            threshold.verdict() == Verdict.FAIL ? "error" : "warning",
            threshold.expression()
                + " is "
                + (threshold.verdict() == Verdict.FAIL ? "broken" : "undecided")
                + ", "
                + FigureText.got(threshold),
            scenario);
      }
    }
    target.write(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    target.flush();
  }

  /** Returns the name of a file as a URI reference: its blanks and other odd characters escaped. */
  private static String uri(String file) {
    try {
      String path = file.replace('\\', '/');
      boolean absolute = path.startsWith("/");
      String raw = new URI("file", null, absolute ? path : "/" + path, null).getRawPath();
      return absolute ? raw : raw.substring(1);
    } catch (URISyntaxException e) {
      return "scenario";
    }
  }

  private static void rule(ArrayNode rules, String id, String title) {
    rules.addObject().put("id", id).putObject("shortDescription").put("text", title);
  }

  private static void add(
      ArrayNode results, String rule, String level, String message, String scenario) {
    ObjectNode result = results.addObject().put("ruleId", rule).put("level", level);
    result.putObject("message").put("text", message);
    result
        .putArray("locations")
        .addObject()
        .putObject("physicalLocation")
        .putObject("artifactLocation")
        .put("uri", uri(scenario));
  }
}
