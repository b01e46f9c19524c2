package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.spec.Assumption;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight explain}. */
@Command(
    name = "explain",
    description = "Explain a code, a metric, a remedy or a default of the model.",
    footer = {
      "",
      "Examples:",
      "  farsight explain FS1103",
      "  farsight explain time_to_ready",
      "  farsight explain model.fargate.launch"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final int WIDTH = 96;

  @Parameters(
      paramLabel = "TOPIC",
      description = "FS1103, time_to_ready, model.fargate.launch, ...")
  private String topic = "";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = global.console(spec);
    List<String> lines = lines();
    if (lines.isEmpty()) {
      console
          .err()
          .println(
              "nothing is known about \""
                  + topic
                  + "\"; "
                  + DidYouMean.hint(
                      topic, known(), "farsight list shows causes, remedies, metrics"));
      return ExitCodes.USAGE;
    }
    lines.forEach(line -> WhyText.wrap(line, WIDTH).forEach(console::line));
    console.out().flush();
    return ExitCodes.OK;
  }

  private List<String> lines() {
    Cause cause = Cause.byCode(topic);
    if (cause != null) {
      List<String> lines = new ArrayList<>();
      lines.add(cause.code() + "  " + cause.title());
      lines.add("");
      lines.add(cause.explanation());
      lines.add("");
      lines.add("evidence: " + cause.evidence());
      lines.add("see " + cause.docs());
      lines.add("");
      cause.remedies().forEach(remedy -> lines.add("- " + remedy.text()));
      return lines;
    }
    IssueCode code = IssueCode.byId(topic);
    if (code != null) {
      return List.of(code.id() + "  " + code.title(), "", code.explanation());
    }
    Metric metric = Metric.byLabel(topic);
    if (metric != null) {
      return List.of(metric.label() + " (" + metric.unit() + ")", "", metric.description());
    }
    Remedy remedy = Remedy.byId(topic);
    if (remedy != null) {
      return List.of(
          remedy.id(),
          "",
          remedy.text(),
          remedy.command(),
          "takes " + remedy.delaySeconds() + " s; " + remedy.money() + "; " + remedy.risk());
    }
    for (FaultKind fault : FaultKind.values()) {
      if (fault.word().equals(topic)) {
        return List.of("fault " + fault.word(), "", fault.effect(), "see docs/surroundings.md");
      }
    }
    for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
      if (assumption.path().equals(topic)) {
        return List.of(
            assumption.path() + " = " + assumption.value(),
            "",
            assumption.meaning(),
            "source: "
                + assumption.source()
                + " ("
                + assumption.date()
                + "), confidence "
                + assumption.confidence().name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return List.of();
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>(Metric.labels());
    for (Cause cause : Cause.values()) {
      known.add(cause.code());
    }
    for (IssueCode code : IssueCode.values()) {
      known.add(code.id());
    }
    for (Remedy remedy : Remedy.values()) {
      known.add(remedy.id());
    }
    for (FaultKind fault : FaultKind.values()) {
      known.add(fault.word());
    }
    ModelDefaults.ASSUMPTIONS.forEach(assumption -> known.add(assumption.path()));
    return known;
  }
}
