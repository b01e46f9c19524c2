package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.incident.Incident;
import dev.farsight.scenario.incident.Incidents;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.spec.FaultKind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight list}. */
@Command(
    name = "list",
    description = "List bundled scenarios, incidents, causes, remedies, faults or metrics.",
    footer = {
      "",
      "Examples:",
      "  farsight list",
      "  farsight list incidents",
      "  farsight list causes"
    })
final class ListCommand implements Callable<Integer> {

  private static final int NAME_WIDTH = 32;
  private static final int INCIDENT_WIDTH = 16;
  private static final int CODE_WIDTH = 8;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "scenarios (default), incidents, causes, remedies, faults or metrics.")
  private String kind = "scenarios";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = global.console(spec);
    switch (kind) {
      case "scenarios" -> Library.names().forEach(name -> scenario(console, name));
      case "causes" -> {
        for (Cause cause : Cause.values()) {
          console.line(ResultText.pad(cause.code(), 8) + cause.title());
        }
      }
      case "remedies" -> {
        for (Remedy remedy : Remedy.values()) {
          console.line(ResultText.pad(remedy.id(), NAME_WIDTH) + remedy.text());
        }
      }
      case "incidents" -> {
        for (Incident incident : Incidents.all()) {
          console.line(
              ResultText.pad(incident.scenario(), INCIDENT_WIDTH)
                  + ResultText.pad(incident.cause(), CODE_WIDTH)
                  + incident.title());
        }
      }
      case "faults" -> {
        for (FaultKind fault : FaultKind.values()) {
          console.line(ResultText.pad(fault.word(), NAME_WIDTH) + fault.effect());
        }
      }
      case "metrics" -> {
        for (Metric metric : Metric.values()) {
          console.line(
              ResultText.pad(metric.label() + " (" + metric.unit() + ")", NAME_WIDTH)
                  + metric.description());
        }
      }
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "unknown kind \""
                  + kind
                  + "\"; known are scenarios, incidents, causes, remedies, faults, metrics");
    }
    console.out().flush();
    return ExitCodes.OK;
  }

  private static void scenario(Console console, String name) {
    ScenarioSource source = Library.find(name);
    ResolvedScenario resolved =
        source == null ? null : ScenarioResolver.resolve(source, List.of(), new Issues());
    String description = resolved == null ? "" : resolved.description();
    int end = description.indexOf(". ");
    console.line(
        ResultText.pad(name, NAME_WIDTH)
            + (end < 0 ? description.strip() : description.substring(0, end + 1)));
  }
}
