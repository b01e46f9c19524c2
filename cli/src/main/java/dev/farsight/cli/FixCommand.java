package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.fix.DumpTree;
import dev.farsight.scenario.fix.FixJson;
import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.fix.FixSearch;
import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ScenarioSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight fix}. */
@Command(
    name = "fix",
    description =
        "Try the known remedies, singly and combined, by runs under the same random numbers; rank the"
            + " smallest that suffice, and say which do nothing by themselves.",
    footer = {
      "",
      "Examples:",
      "  farsight fix keda/not-selected",
      "  farsight fix incident/I-01 --write fixed.yaml",
      "  farsight fix my-scenario.yaml --at 20m --only rollout-restart,create-profile",
      "  kubectl get pods,nodes,deploy,rs,sts,ds,jobs,events -A -o json | farsight fix --from -"
          + " --from profiles.json"
    })
final class FixCommand implements Callable<Integer> {

  private static final String LIVE_UNTIL = "10m";

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "A file, a folder with scenario.yaml, - or a bundled name.")
  private @Nullable String scenario;

  @Option(
      names = "--from",
      paramLabel = "DUMP",
      description = "State of a live cluster and its profiles, instead of a scenario; repeatable.")
  private List<String> dumps = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "What can be done at this instant, as in 20m; default: after the last step.")
  private @Nullable String at;

  @Option(
      names = "--only",
      paramLabel = "IDS",
      split = ",",
      description = "Only these remedies; farsight list remedies names them.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the scenario with the best fix applied.")
  private @Nullable Path write;

  @Option(names = "--seed", paramLabel = "S", description = "Seed; it is always printed.")
  private @Nullable Long seed;

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    Console console = global.console(spec);
    Issues issues = new Issues();
    ScenarioTree tree = tree(issues);
    FixReport report =
        tree == null ? null : FixSearch.run(tree, seed, remedies(), atNanos(), issues);
    if (report == null) {
      console.err().print(IssueText.of(issues));
      console.err().flush();
      return ExitCodes.INVALID_INPUT;
    }
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            writer.write(json(report));
          } else {
            new FixText(Console.plain(writer)).print(report);
          }
        });
    if (!global.quiet()) {
      new FixText(console).print(report);
    }
    Path file = write;
    if (file != null && !report.fixes().isEmpty()) {
      String yaml = report.fixes().get(0).yaml();
      AtomicFile.writeText(file, writer -> writer.write(yaml));
      console.line("written: " + file);
    }
    console.out().flush();
    return ExitCodes.OK;
  }

  private @Nullable ScenarioTree tree(Issues issues) {
    String argument = scenario;
    if ((argument == null) == dumps.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "say what to fix: a SCENARIO, or --from DUMP of a live cluster");
    }
    if (argument == null) {
      return DumpTree.of(dumps, System.in, LIVE_UNTIL, issues);
    }
    ScenarioSource source = ScenarioSource.locate(argument, System.in, issues);
    return source == null ? null : ScenarioTree.of(source, List.of(), issues);
  }

  private @Nullable Long atNanos() {
    String text = at;
    if (text == null) {
      return dumps.isEmpty() ? null : Long.valueOf(0);
    }
    try {
      return DurationText.parse(text);
    } catch (ExpressionException e) {
      throw new ParameterException(spec.commandLine(), "--at " + text + ": " + e.getMessage());
    }
  }

  private Set<String> remedies() {
    for (String id : only) {
      if (Remedy.byId(id) == null) {
        List<String> known = Arrays.stream(Remedy.values()).map(Remedy::id).toList();
        throw new ParameterException(
            spec.commandLine(),
            "--only: no remedy \""
                + id
                + "\"; "
                + DidYouMean.hint(id, known, "farsight list remedies"));
      }
    }
    return new LinkedHashSet<>(only);
  }

  private static String json(FixReport report) throws JsonProcessingException {
    return new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(FixJson.of(report, Version.number()))
        + "\n";
  }
}
