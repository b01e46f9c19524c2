package dev.farsight.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CiFormatsTest {

  private static final String NASTY = "a<b>&\"'|`\u0001\u001b[31m]]>\n# x";

  private static ExperimentResult result() {
    return new ExperimentResult(
        NASTY,
        "0",
        42,
        "1.33",
        20,
        List.of(),
        List.of(new FailedReplication(7, NASTY)),
        Map.of(),
        List.of(
            new ThresholdVerdict("p95(time_to_ready) < 90s", Verdict.PASS, 62.4, null, "s"),
            new ThresholdVerdict(
                "prob(stuck_pods > 0) < 1%", Verdict.UNDECIDED, 0, new Interval(0, 0.16), "1"),
            new ThresholdVerdict(
                "max(time_to_ready) < 90s", Verdict.FAIL, Double.POSITIVE_INFINITY, null, "s")),
        List.of(
            new Diagnosis(
                "FS1101",
                NASTY,
                List.of("ns/" + NASTY),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1)));
  }

  @Test
  void junitStaysXmlWhateverNamesHold() throws Exception {
    StringWriter text = new StringWriter();
    JUnitXml.write(result(), text);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text.toString())))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(2);
    assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("got never");
  }

  @Test
  void markdownKeepsNamesOutOfItsMarkup() {
    String text = Markdown.of(result());
    assertThat(text)
        .contains("| ✓ pass | `p95(time_to_ready) < 90s` | got 62.4s |")
        .contains("| ? undecided | `prob(stuck_pods > 0) < 1%` | got 0 (95 %: 0 to 0.16) |")
        .contains("a\\<b\\>\\&")
        .doesNotContain("\u001b");
    assertThat(text.lines().filter(line -> line.startsWith("| "))).hasSizeGreaterThan(5);
  }

  @Test
  void sarifNamesTheScenarioForEveryFinding() throws Exception {
    StringWriter text = new StringWriter();
    Sarif.write(result(), "dir\\my.yaml", text);
    var results = new ObjectMapper().readTree(text.toString()).at("/runs/0/results");
    assertThat(results).hasSize(3);
    assertThat(results)
        .allSatisfy(
            one ->
                assertThat(one.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                    .isEqualTo("dir/my.yaml"));
  }

  @Test
  void figuresSayWhatAnIntervalIsOf() {
    Interval interval = new Interval(192, 211.8);
    assertThat(FigureText.got(verdict("p95(rollout_time) < 5m", 264.1, interval, "s")))
        .isEqualTo("got 264.1s at worst (mean 192s to 211.8s, 95 %)");
    assertThat(FigureText.got(verdict("prob(stuck_pods > 0) < 1%", 0.5, interval, "1")))
        .isEqualTo("got 0.5 (95 %: 192 to 211.8)");
    assertThat(FigureText.got(verdict("p95(rollout_time) < 5m", 264.1, null, "s")))
        .isEqualTo("got 264.1s");
  }

  private static ThresholdVerdict verdict(
      String expression, double value, @Nullable Interval interval, String unit) {
    return new ThresholdVerdict(expression, Verdict.PASS, value, interval, unit);
  }
}
