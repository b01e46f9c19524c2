package dev.farsight.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts, sequences, queue scripts and traces recorded from kube-scheduler v1.36.3. */
class RecordedVectorsTest {

  private static final Path VECTORS = Path.of("src/test/resources/conformance/scheduler");

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"single, 675", "sequence, 29", "queue, 54", "trace, 17"})
  void everyRecordedCaseAgrees(String kind, int count) {
    Agreement agreement = play(VECTORS.resolve(kind));
    assertThat(agreement.failed()).as(agreement.toText()).isZero();
    assertThat(agreement.passed()).isEqualTo(count);
    assertThat(agreement.toText()).startsWith(kind + "/");
  }

  @Test
  void everyGeneratedCaseAgrees() {
    Agreement agreement = play(Path.of("src/test/resources/conformance/generated"));
    assertThat(agreement.failed()).as(agreement.toText()).isZero();
    assertThat(agreement.passed()).isEqualTo(172);
  }

  @Test
  void kindFollowsFromTheFieldsAndNotFromTheName() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file :
        List.of("queue/Gates", "single/NodeName", "trace/Fargate", "sequence/Spread")) {
      lines.add(Files.readAllLines(VECTORS.resolve(file + ".ndjson")).get(0));
    }
    Path mixed = folder.resolve("anything.txt");
    Files.write(mixed, lines);
    assertThat(play(mixed).toText())
        .isEqualTo(
            """
            queue/Gates 1/1
            sequence/Spread 1/1
            single/NodeName 1/1
            trace/Fargate 1/1
            conform: 4 passed, 0 failed
            """);
  }

  @Test
  void changedExpectationsAreToldByTheirInnermostField() throws IOException {
    String line = Files.readAllLines(VECTORS.resolve("single/NodeName.ndjson")).get(0);
    Path file = folder.resolve("changed.ndjson");
    Files.writeString(
        file, line.replace("\"feasible\":[\"node-b\"]", "\"feasible\":[\"node-b\",\"node-x\"]"));
    Agreement agreement = play(file);
    assertThat(agreement.failed()).isOne();
    assertThat(agreement.toText())
        .contains("single/NodeName 0/1\n", "NodeName/0001: feasible\n")
        .contains("expected  [\"node-b\",\"node-x\"]\n", "got       [\"node-b\"]\n")
        .endsWith("conform: 0 passed, 1 failed\n");
    assertThat(agreement.toJson().at("/families/0/failures/0/actual").toString())
        .isEqualTo("[\"node-b\"]");
  }

  @Test
  void numbersAreComparedByValue() {
    assertThat(
            JsonComparison.differences(
                json("{\"t\":4.0,\"n\":[1,2]}"), json("{\"t\":4,\"n\":[1.0,2]}")))
        .isEmpty();
    assertThat(JsonComparison.differences(json("{\"t\":4.1}"), json("{\"t\":4,\"u\":null}")))
        .extracting(CaseOutcome.Difference::field)
        .containsExactly("t", "u");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Agreement play(Path path) {
    Issues issues = new Issues();
    List<Recording> found = new Recordings(List.of(new VectorFiles()), issues).below(List.of(path));
    assertThat(issues.sorted()).isEmpty();
    Agreement agreement = new Agreement();
    new ConformanceRun(2).play(found, (recording, outcomes) -> outcomes.forEach(agreement::add));
    return agreement;
  }
}
