package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.check.CheckJson;
import dev.farsight.scenario.check.CheckReport;
import dev.farsight.scenario.check.CheckSarif;
import dev.farsight.scenario.check.CheckText;
import dev.farsight.scenario.check.InputCheck;
import dev.farsight.scenario.check.InputFiles;
import dev.farsight.scenario.check.ScenarioInputs;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.TextLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads everything a run would read and says what is wrong with it and what was understood. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads manifests, dumps, Fargate profiles and clusters; prints every problem at once with its"
          + " place, and per workload whether Fargate would run it. Runs nothing.",
      "",
      "Examples:",
      "  farsight check k8s/ cluster.yaml",
      "  helm template . | farsight check - profiles.json",
      "  farsight check -o json k8s/*.yaml"
    })
final class CheckCommand implements Callable<Integer> {

  private static final List<String> FORMATS =
      List.of("human", "json", "junit", "sarif", "markdown");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "files, folders, globs, or - for standard input")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      description = "namespace of objects that name none (default: ${DEFAULT-VALUE})")
  private String namespace = "default";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = "human, json, junit, sarif or markdown; repeatable")
  private List<String> outputs = List.of();

  @Option(names = "--strict", description = "warnings count as errors")
  private boolean strict;

  @Option(names = "--max-input", paramLabel = "MIB", description = "largest input in MiB")
  private int maxInputMib;

  @Override
  public Integer call() {
    for (String output : outputs) {
      if (!FORMATS.contains(output.split("=", 2)[0])) {
        throw new ParameterException(
            spec.commandLine(), "unknown format \"" + output + "\"; known are " + FORMATS);
      }
    }
    Issues issues = new Issues();
    CheckReport report = check(issues);
    boolean toStandardOutput =
        outputs.stream().anyMatch(output -> !output.contains("=") && !output.equals("human"));
    PrintWriter people =
        toStandardOutput ? spec.commandLine().getErr() : spec.commandLine().getOut();
    people.print(IssueText.of(issues));
    people.print(CheckText.human(report));
    people.flush();
    for (String output : outputs) {
      int code = write(output, report);
      if (code != ExitCodes.OK) {
        return code;
      }
    }
    boolean failed = issues.hasErrors() || (strict && !report.issues().isEmpty() && warns(issues));
    return failed ? ExitCodes.INVALID_INPUT : ExitCodes.OK;
  }

  private static boolean warns(Issues issues) {
    return issues.count(dev.farsight.scenario.issue.Severity.WARNING) > 0;
  }

  private CheckReport check(Issues issues) {
    TextLimits limits =
        maxInputMib > 0
            ? TextLimits.DEFAULT.withMaxBytes((long) maxInputMib << 20)
            : TextLimits.DEFAULT;
    ManifestReader reader = new ManifestReader(Instant.EPOCH, namespace, issues);
    ScenarioInputs documents = new ScenarioInputs(reader, issues);
    InputFiles inputs = new InputFiles(System.in, limits, issues);
    inputs.read(files, documents::read);
    documents.finish();
    return new InputCheck(reader.inputs(), issues).report(inputs.count());
  }

  private int write(String output, CheckReport report) {
    String[] parts = output.split("=", 2);
    String text =
        switch (parts[0]) {
          case "json" -> json(CheckJson.of(report));
          case "sarif" -> json(CheckSarif.of(report));
          case "junit" -> CheckText.junit(report);
          case "markdown" -> CheckText.markdown(report);
          default -> parts.length > 1 ? CheckText.human(report) : "";
        };
    if (parts.length == 1) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCodes.OK;
    }
    try {
      Files.writeString(Path.of(parts[1]), text);
      return ExitCodes.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot write " + parts[1] + ": " + e.getMessage());
      return ExitCodes.IO;
    }
  }

  private static String json(Object tree) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }
}
