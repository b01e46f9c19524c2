package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code farsight demo}. */
@Command(
    name = "demo",
    description = "Replay the two stories: KEDA without a profile, CoreDNS before its profile.",
    footer = {"", "Examples:", "  farsight demo", "  farsight demo --out /tmp/demo"})
final class DemoCommand implements Callable<Integer> {

  /** Replications of the cure that the charts show. */
  private static final int REPLICATIONS = 20;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for charts and tables (default: ${DEFAULT-VALUE}).",
      defaultValue = "farsight-demo")
  private Path folder = Path.of("farsight-demo");

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  /**
   * One of the two stories, played.
   *
   * @param name name of the story and of its folder
   * @param title what it is about
   * @param cure scenario that ends it well
   * @param tries what is tried, each a run; the first is the trouble itself
   * @param cured replications of the cure
   */
  private record Story(
      String name, String title, String cure, List<Stories.Try> tries, ExperimentResult cured) {

    static Story play(String name, String title, String cure) {
      List<Stories.Try> tries = Stories.play(Library.story(name));
      ResolvedScenario scenario = Stories.resolved(cure);
      ExperimentResult cured =
          Stories.play(
              scenario.with(scenario.seed(), REPLICATIONS),
              Runtime.getRuntime().availableProcessors());
      return new Story(name, title, cure, tries, cured);
    }

    void print(Console console) {
      RunResult first = tries.get(0).run();
      console.line(console.bold(title));
      console.line(
          console.faint("  scenario " + tries.get(0).entry().name() + ", seed " + first.seed()));
      console.line("");
      PodOutcome stuck = first.stuckPods().get(0);
      List<String> workloads = Stories.alike(first, stuck);
      new WhyText(console).print(WhyStory.of(first, stuck), List.of(), Map.of());
      console.line("");
      new TriedTable(console, workloads).print(tries);
      console.line("");
      RunResult run = cured.replications().get(0);
      console.line("  " + cure + ", pod by pod");
      new PodBars(console)
          .print(
              run,
              run.pods().stream()
                  .filter(pod -> workloads.contains(Stories.workload(pod)))
                  .toList());
      console.out().flush();
    }
  }

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    Console console = global.console(spec);
    List<Story> played = new ArrayList<>();
    played.add(
        Story.play(
            "keda",
            "KEDA, installed into a namespace that no Fargate profile selects",
            "keda/profile-then-restart"));
    show(played.get(0), console);
    played.add(
        Story.play(
            "coredns",
            "CoreDNS, created by eksctl before its Fargate profile is ACTIVE",
            "coredns/restart-after-active"));
    show(played.get(1), console);
    next(console);
    global.write(
        spec,
        (format, writer) -> {
          Console file = Console.plain(writer);
          for (Story story : played) {
            story.print(file);
            file.line("");
          }
          next(file);
        });
    return ExitCodes.OK;
  }

  private void show(Story story, Console console) throws IOException {
    story.print(console);
    ResultFolder.write(story.cured(), folder.resolve(story.name()), console);
    console.line("");
  }

  private static void next(Console console) {
    console.line("More:   farsight why --scenario keda/toleration-only");
    console.line("Yours:  helm template . | farsight check -");
    console.out().flush();
  }
}
