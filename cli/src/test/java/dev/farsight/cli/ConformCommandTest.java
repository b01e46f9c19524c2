package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformCommandTest {

  /** A pod on a cluster without nodes; made by hand, the expectation is kube-scheduler's text. */
  private static final String NO_NODES =
      """
      {"id":"Messages/none","family":"Messages","kubernetes":"v1.36.3","objects":[],\
      "pod":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},\
      "spec":{"containers":[{"name":"c","image":"i:1"}]}},\
      "expect":{"filter":{},"feasible":[],"scores":{},"best":[],\
      "message":"%s","unschedulablePlugins":[],"preemption":null}}
      """;

  private static final String TEXT = "no nodes available to schedule pods";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    return Farsight.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void agreementExitsWithZeroAndADifferenceWithOne() throws IOException {
    Path good = write("good/a.ndjson", NO_NODES.formatted(TEXT));
    assertThat(run("conform", good.toString())).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).isEqualTo("single/Messages 1/1\nconform: 1 passed, 0 failed\n");
    write("good/b.ndjson", NO_NODES.formatted("something else"));
    assertThat(run("conform", folder.resolve("good").toString())).isEqualTo(ExitCodes.FAILED);
    assertThat(out.toString())
        .contains("single/Messages 1/2", "expected  \"something else\"", "got       \"" + TEXT)
        .endsWith("conform: 1 passed, 1 failed\n");
  }

  @Test
  void jsonGoesToStandardOutputAlone() throws IOException {
    write("a.ndjson", NO_NODES.formatted("x"));
    assertThat(run("conform", "-o", "json", folder.toString())).isEqualTo(ExitCodes.FAILED);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("failed").asInt()).isOne();
    JsonNode failure = report.path("families").path(0).path("failures").path(0);
    assertThat(failure.path("id").asText()).isEqualTo("Messages/none");
    assertThat(failure.path("field").asText()).isEqualTo("message");
    assertThat(failure.path("actual").asText()).isEqualTo(TEXT);
    assertThat(err.toString()).endsWith("conform: 0 passed, 1 failed\n");
  }

  @Test
  void answersStandUnderTheNameOfTheRecording() throws IOException {
    Path one = write("one/deep/a.ndjson", NO_NODES.formatted("x"));
    write("two/a.ndjson", NO_NODES.formatted(TEXT));
    String answers = folder.resolve("answers").toString();
    run("conform", folder.resolve("one").toString(), "--answers", answers);
    assertThat(folder.resolve("answers/deep/a.ndjson")).hasContent(NO_NODES.formatted(TEXT));
    run("conform", one.toString(), "--answers", answers);
    assertThat(folder.resolve("answers/a.ndjson")).hasContent(NO_NODES.formatted(TEXT));
    run(
        "conform",
        folder.resolve("one/deep").toString(),
        folder.resolve("two").toString(),
        "--answers",
        answers);
    assertThat(folder.resolve("answers/deep/a.ndjson")).exists();
    assertThat(folder.resolve("answers/two/a.ndjson")).hasContent(NO_NODES.formatted(TEXT));
  }

  @Test
  void severalPathsOfOneNameWouldOverwriteTheirAnswers() throws IOException {
    Path one = write("one/a.ndjson", NO_NODES.formatted(TEXT));
    Path two = write("two/a.ndjson", NO_NODES.formatted(TEXT));
    String answers = folder.resolve("answers").toString();
    assertThat(run("conform", one.toString(), two.toString(), "--answers", answers))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(run("conform", one.toString(), two.toString())).isEqualTo(ExitCodes.OK);
  }

  @Test
  void brokenRecordsAreToldByLineAndColumnAndTheRestIsPlayed() throws IOException {
    Path file = write("a.ndjson", "{\"id\": oops}\n[]\n" + NO_NODES.formatted(TEXT));
    assertThat(run("conform", file.toString())).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(err.toString())
        .contains("a.ndjson:1:8  FS0004  error")
        .contains("a.ndjson:2:1  FS0103  error  the line is no JSON object");
    assertThat(out.toString()).endsWith("conform: 1 passed, 0 failed\n");
  }

  @Test
  void whatCannotBePlayedFails() throws IOException {
    write("kind.ndjson", "{\"id\":\"a\",\"family\":\"F\",\"expect\":{}}\n");
    write(
        "step.ndjson",
        "{\"id\":\"b\",\"family\":\"F\",\"kubernetes\":\"v1.36.3\",\"objects\":[],"
            + "\"steps\":[{\"do\":\"dance\"}],\"expect\":[]}\n");
    write("version.ndjson", NO_NODES.formatted(TEXT).replace("v1.36.3", "soon"));
    assertThat(run("conform", folder.toString())).isEqualTo(ExitCodes.FAILED);
    assertThat(out.toString())
        .contains("unknown/F 0/1", "none of the fields pod, pods, steps and until", "dance", "soon")
        .endsWith("conform: 0 passed, 3 failed\n");
  }

  @Test
  void pathsWithoutCasesAreErrors() throws IOException {
    write("empty/README.md", "nothing");
    assertThat(run("conform", folder.resolve("empty").toString()))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(run("conform", folder.resolve("none").toString()))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(err.toString()).contains("holds no recorded case", "does not exist");
    assertThat(run("conform")).isEqualTo(ExitCodes.USAGE);
  }
}
