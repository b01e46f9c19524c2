package dev.farsight.cli;

import dev.farsight.report.ci.JUnitXml;
import dev.farsight.report.ci.Markdown;
import dev.farsight.report.ci.Sarif;
import dev.farsight.report.json.ResultJsonWriter;
import dev.farsight.report.json.ResultLinesWriter;
import dev.farsight.report.table.Csv;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight run}. */
@Command(
    name = "run",
    description = "Simulate a scenario and judge its thresholds.",
    footer = {
      "",
      "Formats of -o: human, json, ndjson, junit, markdown, csv, sarif.",
      "",
      "Exit codes: 0 all thresholds hold (or there are none), 1 one is broken,",
      "2 wrong command line, 3 invalid input, 4 undecided: more --reps would tell,",
      "5 some replications failed, 6 reading or writing failed, 130 interrupted.",
      "",
      "Examples:",
      "  farsight run keda/not-selected",
      "  farsight run my-scenario.yaml --reps 200 -o junit=result.xml --out result/",
      "  farsight run keda/profile-first --set model.fargate.launch=90s -o json"
    })
final class RunCommand implements Callable<Integer> {

  private static final List<String> FORMATS =
      List.of("json", "ndjson", "junit", "markdown", "csv", "sarif");

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, a folder with scenario.yaml, - or a bundled name.")
  private String scenario = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write result.json, pods.csv, series.csv, metrics.csv and charts into a folder.")
  private @Nullable Path out;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write the events of the first replication as NDJSON.")
  private @Nullable Path trace;

  @Option(
      names = "--explain-defaults",
      description = "Show every value of the model, where it is from, and run nothing.")
  private boolean explainDefaults;

  @Mixin private ScenarioOptions options = new ScenarioOptions();
  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, explainDefaults ? List.of("json") : FORMATS);
    Console console = global.console(spec);
    try (Interruption interruption = new Interruption()) {
      ResolvedScenario resolved = options.resolve(scenario, spec, console, global);
      if (resolved == null) {
        return ExitCodes.INVALID_INPUT;
      }
      if (explainDefaults) {
        return explainDefaults(console);
      }
      ExperimentResult result = simulated(resolved, console, interruption);
      write(result, QuotaNote.of(resolved, result), console);
      return interruption.happened() ? ExitCodes.INTERRUPTED : Verdicts.exitCode(result);
    }
  }

  private int explainDefaults(Console console) throws IOException {
    DefaultsText defaults = new DefaultsText(options.writtenValues(spec));
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            defaults.writeJson(writer);
          } else {
            defaults.print(Console.plain(writer));
          }
        });
    if (global.speaks()) {
      defaults.print(console);
    }
    return ExitCodes.OK;
  }

  private ExperimentResult simulated(
      ResolvedScenario resolved, Console console, Interruption interruption) throws IOException {
    try (ProgressLine progress = new ProgressLine(console.err(), global.progress())) {
      Experiment experiment = new Experiment(resolved, options.threads(), progress);
      interruption.stops(experiment::stop);
      ExperimentResult result = experiment.run();
      if (trace != null && !interruption.happened()) {
        TraceFile.write(resolved, trace);
      }
      return result;
    }
  }

  private void write(ExperimentResult result, String note, Console console) throws IOException {
    global.write(spec, (format, writer) -> render(result, note, format, writer));
    if (out != null) {
      ResultFolder.write(result, out, console);
    }
    if (global.quiet()) {
      ResultText complaints = new ResultText(console.toErr(), false);
      complaints.wrong(result);
    } else {
      new ResultText(console, global.verbose(), note).print(result);
    }
    console.out().flush();
  }

  private void render(ExperimentResult result, String note, String format, Writer writer)
      throws IOException {
    switch (format) {
      case "json" -> new ResultJsonWriter(Version.number()).write(result, writer);
      case "ndjson" -> new ResultLinesWriter(Version.number()).write(result, writer);
      case "junit" -> JUnitXml.write(result, writer);
      case "markdown" -> writer.write(Markdown.of(result));
      case "csv" -> writer.write(Csv.pods(result));
      case "sarif" -> Sarif.write(result, scenario, writer);
      default -> new ResultText(Console.plain(writer), global.verbose(), note).print(result);
    }
  }
}
