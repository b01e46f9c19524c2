package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * examples/ci: a run-book that stays green, and turns red when a change brings an incident back.
 */
class RunbookExampleTest {

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private static Path example() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("farsight.cmd"))) {
      root = Objects.requireNonNull(root.getParent());
    }
    return root.resolve("examples").resolve("ci");
  }

  @BeforeEach
  void copyExample() throws IOException {
    try (Stream<Path> files = Files.walk(example())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(example().relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private int play() {
    return cli.run(
        "run",
        folder.resolve("my-runbook.yaml").toString(),
        "--reps",
        "5",
        "-o",
        "junit=" + folder.resolve("farsight.xml"));
  }

  private String junit() throws IOException {
    return Files.readString(folder.resolve("farsight.xml"));
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  @Test
  void runbookIsGreenAsItStands() throws IOException {
    assertThat(play()).as(cli.out() + cli.err()).isEqualTo(ExitCodes.OK);
    assertThat(junit()).contains("failures=\"0\"").doesNotContain("<failure");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          k8s/orders.yaml  | namespace: orders         | namespace: checkout
          eks/cluster.yaml | {namespace: kube-system}  | {namespace: kube-system, labels: {k8s-app: kube-dns}}
          eks/cluster.yaml | {namespace: orders}       | {namespace: orders, labels: {app: api}}
          k8s/orders.yaml  | replicas: 2               | replicas: 20
          """)
  void changeThatBringsAnIncidentBackTurnsItRed(String file, String from, String to)
      throws IOException {
    change(file, from, to);
    assertThat(play()).as(cli.out() + cli.err()).isEqualTo(ExitCodes.FAILED);
    assertThat(junit()).contains("<failure").contains("last(stuck_pods) == 0");
  }

  @Test
  void invalidFileIsToldFromAFailedThreshold() throws IOException {
    change("my-runbook.yaml", "replications: 20", "replicatoins: 20");
    assertThat(play()).isEqualTo(ExitCodes.INVALID_INPUT);
  }

  /** The workflow calls what is there: files of the example, and a command line that parses. */
  @Test
  void workflowPlaysTheRunbook() throws IOException {
    Path file = folder.resolve(".github/workflows/fargate.yaml");
    JsonNode workflow =
        new TextLoader(TextLimits.DEFAULT, new Issues())
            .load("fargate.yaml", Files.readAllBytes(file))
            .get(0)
            .root();
    List<String> commands = new ArrayList<>();
    for (JsonNode step : workflow.at("/jobs/runbook/steps")) {
      String run = step.path("run").asText();
      if (run.startsWith("./farsight/farsight ")) {
        commands.add(run);
      }
    }
    assertThat(commands).hasSize(2);
    String[] arguments = commands.get(0).split(" ", -1);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          arguments[i]
              .replace("my-runbook.yaml", folder.resolve("my-runbook.yaml").toString())
              .replace("=farsight.", "=" + folder.resolve("farsight."));
    }
    String[] rest = Stream.of(arguments).skip(1).toArray(String[]::new);
    assertThat(cli.run(rest)).as(cli.err()).isEqualTo(ExitCodes.OK);
    assertThat(junit()).contains("<testsuite");
    assertThat(folder.resolve("farsight.md")).isNotEmptyFile();
  }
}
