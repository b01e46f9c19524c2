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
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.TextLimits;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads everything a run would read and says what is wrong with it and what was understood. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Read manifests, dumps, Fargate profiles, clusters and scenarios; print every problem at once"
            + " with its place, and per workload whether Fargate would run it. Runs nothing.",
    footer = {
      "",
      "Formats of -o: human, json, junit, sarif, markdown.",
      "",
      "Exit codes: 0 no errors, 3 an input is invalid or does not exist (with --strict",
      "warnings count, too).",
      "",
      "Examples:",
      "  farsight check k8s/ cluster.yaml",
      "  helm template . | farsight check - profiles.json",
      "  farsight check -o json k8s/*.yaml"
    })
final class CheckCommand implements Callable<Integer> {

  private static final List<String> FORMATS = List.of("json", "junit", "sarif", "markdown");

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, folders, globs, or - for standard input.")
  private List<String> files = List.of();

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      description = "Namespace of objects that name none (default: ${DEFAULT-VALUE}).")
  private String namespace = "default";

  @Option(names = "--strict", description = "Warnings count as errors.")
  private boolean strict;

  @Option(names = "--max-input", paramLabel = "MIB", description = "Largest input in MiB.")
  private int maxInputMib;

  @Override
  public Integer call() throws IOException {
    global.check(spec, FORMATS);
    Console console = global.console(spec);
    Issues issues = new Issues();
    CheckReport report = check(issues);
    if (!global.quiet()) {
      console.out().print(human(report, issues));
    } else if (issues.hasErrors() || warns(issues)) {
      console.err().print(IssueText.withoutNotes(issues));
    }
    console.out().flush();
    global.write(spec, (format, writer) -> writer.write(text(format, report, issues)));
    return issues.hasErrors() || (strict && warns(issues)) ? ExitCodes.INVALID_INPUT : ExitCodes.OK;
  }

  private static boolean warns(Issues issues) {
    return issues.count(Severity.WARNING) > 0;
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

  private static String human(CheckReport report, Issues issues) {
    return IssueText.of(issues) + CheckText.human(report);
  }

  private static String text(String format, CheckReport report, Issues issues) {
    return switch (format) {
      case "json" -> json(CheckJson.of(report));
      case "sarif" -> json(CheckSarif.of(report));
      case "junit" -> CheckText.junit(report);
      case "markdown" -> CheckText.markdown(report);
      default -> human(report, issues);
    };
  }

  private static String json(Object tree) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }
}
