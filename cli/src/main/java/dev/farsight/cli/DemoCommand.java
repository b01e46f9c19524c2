package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farsight demo}. */
@Command(
    name = "demo",
    description = "Replay the two stories: KEDA without a profile, CoreDNS before its profile.",
    footer = {"", "Example:", "  farsight demo"})
final class DemoCommand implements Callable<Integer> {

  private static final int PICTURE_WIDTH = 30;
  private static final int NAME_WIDTH = 34;

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Console console = global.console(spec);
    story(
        console,
        "KEDA, installed into a namespace that no Fargate profile selects",
        List.of(
            "keda/not-selected",
            "keda/toleration-only",
            "keda/profile-only",
            "keda/restart-then-profile",
            "keda/profile-then-restart",
            "keda/profile-first"));
    console.line("");
    story(
        console,
        "CoreDNS, created by eksctl before its Fargate profile is ACTIVE",
        List.of(
            "coredns/label-eksctl-0.207",
            "coredns/kube-dns-label",
            "coredns/restart-before-active",
            "coredns/restart-after-active",
            "coredns/label-eksctl-0.208"));
    console.line("");
    console.line(
        "More: farsight why --scenario keda/toleration-only    Yours: farsight run --help");
    console.out().flush();
    return ExitCodes.OK;
  }

  private static void story(Console console, String title, List<String> names) {
    console.line(console.bold(title));
    RunResult first = run(names.get(0));
    for (PodOutcome pod : first.pods()) {
      if (pod.stuck() && pod.deletedNanos() == null) {
        console.line("");
        new WhyText(console).print(WhyStory.of(first, pod));
        break;
      }
    }
    console.line("");
    console.line("  the same, with what people try" + " ".repeat(7) + "stuck pods over time");
    for (String name : names) {
      line(console, name, run(name));
    }
  }

  private static RunResult run(String name) {
    Issues issues = new Issues();
    ScenarioSource source = Library.find(name);
    ResolvedScenario scenario =
        source == null ? null : ScenarioResolver.resolve(source, List.of(), issues);
    if (scenario == null) {
      throw new IllegalStateException(name + " is not valid: " + IssueText.of(issues));
    }
    return new Experiment(scenario.with(scenario.seed(), 1), 1, (done, total) -> {})
        .run()
        .replications()
        .get(0);
  }

  private static void line(Console console, String name, RunResult run) {
    List<String> owners =
        run.stuckPods().stream()
            .map(pod -> pod.owner() == null ? pod.name() : pod.owner())
            .map(owner -> owner.substring(owner.indexOf('/') + 1))
            .distinct()
            .toList();
    String verdict =
        owners.isEmpty()
            ? console.good("✓ none stuck")
            : console.bad("✗ " + run.stuckPods().size() + " stuck: ")
                + String.join(", ", owners.subList(0, Math.min(2, owners.size())))
                + (owners.size() > 2 ? ", ..." : "");
    console.line("  " + ResultText.pad(name, NAME_WIDTH) + "  " + picture(run) + "  " + verdict);
  }

  /** Returns stuck pods over time, one character per span: the larger, the more pods. */
  private static String picture(RunResult run) {
    Series series = run.series(Series.STUCK_PODS);
    if (series == null) {
      return "";
    }
    String levels = "·▂▃▄▅▆▇█";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PICTURE_WIDTH; i++) {
      long time = run.endNanos() / PICTURE_WIDTH * i + run.endNanos() / PICTURE_WIDTH / 2;
      int level = (int) Math.min(levels.length() - 1L, Math.round(series.at(time)));
      text.append(levels.charAt(Math.max(0, level)));
    }
    return text + " " + ClockText.of(run.endNanos());
  }
}
