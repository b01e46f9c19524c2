package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets of dumps, plans and templates appear in nothing that Farsight writes: canaries stand in
 * every place where people keep secrets, in files that also give rise to issues on the same lines.
 */
class CanaryTest {

  private static final String CANARY = "CANARY";

  @TempDir private Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (InputStream stream = CanaryTest.class.getResourceAsStream("/canaries/dump.json")) {
      Files.write(folder.resolve("dump.json"), stream.readAllBytes());
    }
    for (String name : List.of("manifests.yaml", "state.json", "template.yaml", "keda.yaml")) {
      try (InputStream stream = CanaryTest.class.getResourceAsStream("/canaries/" + name)) {
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).as(name).contains(CANARY);
        Files.writeString(folder.resolve(name), text);
      }
    }
    JsonNode dump = new ObjectMapper().readTree(folder.resolve("dump.json").toFile());
    Files.writeString(folder.resolve("compact.json"), dump.toString());
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void assertSilent(CommandRun run) {
    assertThat(run.code()).as(run.all()).isNotEqualTo(70);
    assertThat(run.all()).doesNotContainIgnoringCase(CANARY);
  }

  private List<String> arguments(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @ParameterizedTest
  @ValueSource(strings = {"human", "json", "junit", "sarif", "markdown"})
  void checkShowsNoSecretInAnyFormat(String format) {
    for (String name :
        List.of(
            "dump.json",
            "compact.json",
            "manifests.yaml",
            "state.json",
            "template.yaml",
            "keda.yaml")) {
      CommandRun run = CommandRun.of("check", file(name), "-o", format);
      assertThat(run.all()).as(name).isNotBlank();
      assertSilent(run);
    }
  }

  @Test
  void snapshotHoldsNoSecretAndIsTakenBack() throws IOException {
    String snapshot = file("snapshot.json");
    CommandRun run =
        CommandRun.of(
            arguments(
                    "import",
                    file("dump.json"),
                    file("state.json"),
                    file("keda.yaml"),
                    "-o",
                    snapshot)
                .toArray(String[]::new));
    assertThat(run.code()).as(run.all()).isZero();
    assertSilent(run);
    String text = Files.readString(Path.of(snapshot));
    assertThat(text).doesNotContainIgnoringCase(CANARY).contains("keda-operator");
    ObjectNode before = (ObjectNode) json("check", file("dump.json"), file("state.json"));
    ObjectNode after = (ObjectNode) json("check", snapshot);
    assertThat(places(after)).isEqualTo(places(before));
  }

  /** Leaves out where things stand, which differs. */
  private static JsonNode places(ObjectNode report) {
    JsonNode workloads = report.get("workloads").deepCopy();
    workloads.forEach(workload -> ((ObjectNode) workload).remove(List.of("file", "line")));
    return workloads;
  }

  private static JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return new ObjectMapper().readTree(CommandRun.of(all.toArray(String[]::new)).out());
  }

  @Test
  void runShowsNoSecretInResultsTablesAndMessages() throws IOException {
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        spec:
          cluster: {from: [dump.json, state.json]}
          timeline: [{at: 1m, apply: [manifests.yaml]}]
        """);
    Path out = folder.resolve("out");
    String trace = file("trace.ndjson");
    CommandRun run =
        CommandRun.of(
            "run", folder.toString(), "--out", out.toString(), "-o", "json", "--trace", trace);
    assertThat(run.code()).as(run.err()).isLessThan(3);
    assertSilent(run);
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(text).as(file.toString()).doesNotContainIgnoringCase(CANARY);
      }
    }
    assertThat(Files.readString(Path.of(trace))).isNotBlank().doesNotContainIgnoringCase(CANARY);
    assertSilent(CommandRun.of("why", "--scenario", folder.toString()));
    assertSilent(CommandRun.of("init", file("manifests.yaml"), "-o", file("drafted.yaml")));
    assertThat(Files.readString(folder.resolve("drafted.yaml"))).doesNotContainIgnoringCase(CANARY);
  }

  /** Every command that reads a scenario, in every format it knows, and what each writes. */
  @Test
  void whyFixCompareAndImportShowNoSecretInAnyFormat() throws IOException {
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        spec:
          cluster: {from: [dump.json, state.json]}
          timeline: [{at: 1m, apply: [manifests.yaml, keda.yaml]}]
        """);
    String scenario = file("scenario.yaml");
    String patch = file("fix.yaml");
    List<List<String>> commands =
        List.of(
            List.of("why", "--scenario", scenario, "-o", "json"),
            List.of("why", "--from", file("dump.json"), "--from", file("keda.yaml")),
            List.of("why", "--from", file("dump.json"), "-o", "json"),
            List.of("fix", scenario),
            List.of("fix", scenario, "-o", "json"),
            List.of("fix", scenario, "--write", patch),
            List.of("fix", "--from", file("dump.json"), "--from", file("state.json")),
            List.of("compare", scenario, scenario),
            List.of("compare", scenario, scenario, "-o", "json"),
            List.of("run", scenario, "-o", "junit"),
            List.of("run", scenario, "-o", "markdown"),
            List.of("run", scenario, "-o", "sarif"),
            List.of("import", file("manifests.yaml"), file("template.yaml")),
            List.of("check", scenario, "-o", "json"));
    for (List<String> command : commands) {
      CommandRun run = CommandRun.of(command.toArray(String[]::new));
      assertThat(run.all()).as(command.toString()).isNotBlank();
      assertThat(run.code()).as(command + run.err()).isNotEqualTo(ExitCodes.USAGE);
      assertSilent(run);
    }
    if (Files.exists(Path.of(patch))) {
      assertThat(Files.readString(Path.of(patch))).doesNotContainIgnoringCase(CANARY);
    }
  }

  @Test
  void crashFileShowsWhereTheFaultIsAndNothingOfTheInput() {
    Throwable fault = null;
    try {
      Integer.parseInt("CANARY-password");
    } catch (NumberFormatException e) {
      fault = new IllegalStateException("at 5s: " + e, e);
    }
    Throwable own = new IllegalStateException("capacity is -1");
    assertThat(FaultText.trace(fault) + FaultText.line(fault))
        .contains(
            "IllegalStateException", "NumberFormatException", "\tat dev.farsight.cli.CanaryTest")
        .doesNotContainIgnoringCase(CANARY + "-");
    assertThat(FaultText.trace(own)).contains("IllegalStateException: capacity is -1");
  }
}
