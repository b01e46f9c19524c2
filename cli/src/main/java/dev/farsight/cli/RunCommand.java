package dev.farsight.cli;

import dev.farsight.report.json.ResultJsonWriter;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import java.io.IOException;
import java.nio.file.Path;
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
      "Examples:",
      "  farsight run keda/not-selected",
      "  farsight run my-scenario.yaml --reps 200 -o junit=result.xml",
      "  farsight run keda/profile-first --set model.fargate.launch=90s -o json"
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, a folder with scenario.yaml, - or a bundled name.")
  private String scenario = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write result.json, pods.csv, series.csv and charts into a folder.")
  private @Nullable Path out;

  @Mixin private ScenarioOptions options = new ScenarioOptions();
  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Console console = global.console(spec);
    ResolvedScenario resolved = options.resolve(scenario, spec, console, global.quiet());
    if (resolved == null) {
      return ExitCodes.INVALID_INPUT;
    }
    ExperimentResult result = simulated(resolved, console);
    for (GlobalOptions.Output output : global.machineOutputs(spec)) {
      write(result, output);
    }
    if (out != null) {
      ResultFolder.write(result, out, console);
    }
    if (!global.quiet()) {
      new ResultText(console).print(result);
    }
    console.out().flush();
    return Verdicts.exitCode(result);
  }

  private ExperimentResult simulated(ResolvedScenario resolved, Console console) {
    try (ProgressLine progress = new ProgressLine(console.err(), global.progress())) {
      return new Experiment(resolved, options.threads(), progress).run();
    }
  }

  private void write(ExperimentResult result, GlobalOptions.Output output) throws IOException {
    ResultJsonWriter json = new ResultJsonWriter(Version.number());
    String file = output.file();
    if (!output.format().equals("json")) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "format " + output.format() + " is not offered by run yet");
    }
    if (file == null) {
      json.write(result, spec.commandLine().getOut());
    } else {
      SafeFiles.write(Path.of(file), writer -> json.write(result, writer));
    }
  }
}
