package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.document.ScenarioSchema;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.run.EventCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReferenceCommandsTest {

  private static final int COLUMNS = 80;

  private final Cli cli = new Cli();

  private static Map<String, CommandLine> commands() {
    return Farsight.commandLine(
            new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()))
        .getSubcommands();
  }

  @Test
  void everyCommandHelpsInEightyColumnsWithAnExample() {
    commands()
        .forEach(
            (name, command) -> {
              assertThat(cli.run(name, "--help")).as(name).isEqualTo(ExitCodes.OK);
              assertThat(cli.out()).as(name).contains("Usage: farsight " + name);
              assertThat(cli.out())
                  .as(name)
                  .containsPattern("Examples?:\n(.*\n)*.*farsight " + name);
              assertThat(cli.out().lines())
                  .as(name)
                  .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "doctor",
        "schema",
        "completion bash",
        "explain FS1103",
        "list causes",
        "check ../examples/shop"
      })
  void theTextForPeopleGoesToAFileToo(String command, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("text");
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("-o", "human=" + file));
    cli.run(words.toArray(String[]::new));
    assertThat(Files.readString(file)).isNotEmpty().isEqualTo(cli.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scenarios",
        "incidents",
        "causes",
        "remedies",
        "actions",
        "faults",
        "events",
        "metrics",
        "issues"
      })
  void everyKindIsListedForPeopleAndMachines(String kind) throws IOException {
    assertThat(cli.run("list", kind)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    assertThat(cli.run("list", kind, "-o", "json")).isEqualTo(ExitCodes.OK);
    JsonNode items = new ObjectMapper().readTree(cli.out());
    assertThat(items.isArray()).isTrue();
    for (JsonNode item : items) {
      assertThat(item.path("name").asText()).isNotEmpty();
      assertThat(item.path("description").asText()).as(item.toString()).isNotEmpty();
    }
  }

  @Test
  void whateverIsListedIsExplained() {
    for (Cause cause : Cause.values()) {
      assertThat(Topic.explain(cause.code()).get(0)).contains(cause.title());
    }
    for (IssueCode code : IssueCode.values()) {
      assertThat(Topic.explain(code.id()).get(0)).contains(code.title());
    }
    for (Metric metric : Metric.values()) {
      assertThat(Topic.explain(metric.label())).contains(metric.description());
    }
    for (EventCatalogue.Entry event : EventCatalogue.EVENTS) {
      assertThat(Topic.explain(event.name())).contains(event.description());
    }
    for (ScenarioSchema.Field field : ScenarioSchema.fields()) {
      assertThat(Topic.explain(field.path())).as(field.path()).isNotEmpty();
      assertThat(field.description()).as(field.path()).isNotEmpty();
    }
  }

  @Test
  void fieldsAreFoundWithoutTheirWholePath() {
    cli.run("explain", "model.fargate.launch");
    assertThat(cli.out()).contains("spec.model.fargate.launch: latency").contains("source:");
    cli.run("explain", "timeline[0].createFargateProfile.selectors");
    assertThat(cli.out()).contains("spec.timeline[].createFargateProfile.selectors");
    cli.run("explain", "createOnceScheduler");
    assertThat(cli.out()).contains("popular belief").contains("default: false");
  }

  @Test
  void misspeltWordsAreGuessed() {
    assertThat(cli.run("explain", "time_to_raedy")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("did you mean \"time_to_ready\"?");
    assertThat(cli.run("list", "cuases")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("did you mean \"causes\"?");
    assertThat(cli.run("dmeo")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("unknown command \"dmeo\"").contains("did you mean \"demo\"?");
    assertThat(cli.run("run", "keda/not-selected", "--rep", "3")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("did you mean \"--reps\"?");
    assertThat(cli.run("run", "keda/not-selectd")).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("did you mean \"keda/not-selected\"?");
  }

  @Test
  void schemaIsPrintedAsItIsShipped() throws IOException {
    assertThat(cli.run("schema")).isEqualTo(ExitCodes.OK);
    assertThat(new ObjectMapper().readTree(cli.out())).isEqualTo(ScenarioSchema.tree());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryCommand(String shell) {
    assertThat(cli.run("completion", shell)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains(commands().keySet()).contains("explain-defaults");
  }

  @Test
  void completionScriptIsValidShell() throws IOException, InterruptedException {
    cli.run("completion", "bash");
    Process shell = new ProcessBuilder("sh", "-c", "command -v bash").start();
    org.junit.jupiter.api.Assumptions.assumeTrue(shell.waitFor() == 0, "no bash here");
    Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (PrintWriter in = new PrintWriter(bash.outputWriter())) {
      in.print(cli.out());
    }
    assertThat(
            new String(
                bash.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset()))
        .isEmpty();
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void doctorFindsThisMachineFit() {
    assertThat(cli.run("doctor")).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("ok    Java ").contains("processors").doesNotContain("WRONG");
  }
}
