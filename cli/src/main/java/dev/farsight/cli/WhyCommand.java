package dev.farsight.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.report.json.ResultJsonReader;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code farsight why}. */
@Command(
    name = "why",
    description = "Tell the causal story of a stuck pod, or of one pod per stuck workload.",
    footer = {
      "",
      "Examples:",
      "  farsight why --scenario keda/toleration-only",
      "  farsight why keda/keda-operator --scenario keda/not-selected",
      "  farsight why --result result.json"
    })
final class WhyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "POD",
      description = "NAMESPACE/NAME, or the beginning of it; default: one pod per stuck workload.")
  private @Nullable String pod;

  @Option(names = "--scenario", paramLabel = "S", description = "Scenario to run first.")
  private @Nullable String scenario;

  @Option(names = "--result", paramLabel = "FILE", description = "Result of run -o json=FILE.")
  private @Nullable Path result;

  @Mixin private ScenarioOptions options = new ScenarioOptions();
  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Console console = global.console(spec);
    if ((scenario == null) == (result == null)) {
      throw new ParameterException(
          spec.commandLine(), "say where to look: --scenario S or --result FILE");
    }
    ExperimentResult experiment = result == null ? simulated(console) : stored(result, console);
    if (experiment == null || experiment.replications().isEmpty()) {
      return ExitCodes.INVALID_INPUT;
    }
    RunResult run = experiment.replications().get(0);
    List<PodOutcome> chosen = chosen(run);
    if (chosen.isEmpty() && pod != null) {
      console.err().println("no pod begins with \"" + pod + "\"");
      return ExitCodes.INVALID_INPUT;
    }
    if (chosen.isEmpty()) {
      console.line("No pod is stuck.");
    }
    WhyText text = new WhyText(console);
    for (int i = 0; i < chosen.size(); i++) {
      if (i > 0) {
        console.line("");
      }
      text.print(WhyStory.of(run, chosen.get(i)));
    }
    console.out().flush();
    return ExitCodes.OK;
  }

  private @Nullable ExperimentResult simulated(Console console) {
    ResolvedScenario resolved =
        scenario == null ? null : options.resolve(scenario, spec, console, global.quiet());
    return resolved == null
        ? null
        : new Experiment(resolved.with(resolved.seed(), 1), 1, (done, total) -> {}).run();
  }

  private static @Nullable ExperimentResult stored(Path file, Console console) throws IOException {
    if (!Files.isRegularFile(file)) {
      console.err().println(file + "  FS0001  error  the file does not exist");
      return null;
    }
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      return ResultJsonReader.read(root);
    } catch (IllegalArgumentException | com.fasterxml.jackson.core.JsonProcessingException e) {
      console.err().println(file + "  FS0004  error  " + e.getMessage());
      return null;
    }
  }

  private List<PodOutcome> chosen(RunResult run) {
    String wanted = pod;
    if (wanted != null) {
      List<PodOutcome> named =
          run.pods().stream()
              .filter(one -> one.key().startsWith(wanted) || one.name().startsWith(wanted))
              .toList();
      List<PodOutcome> stuck = named.stream().filter(PodOutcome::stuck).toList();
      return (stuck.isEmpty() ? named : stuck).stream().limit(1).toList();
    }
    Set<String> owners = new LinkedHashSet<>();
    return run.pods().stream()
        .filter(one -> one.causeCode() != null && one.deletedNanos() == null)
        .filter(
            one ->
                owners.add(
                    one.namespace() + "/" + (one.owner() == null ? one.name() : one.owner())))
        .toList();
  }
}
