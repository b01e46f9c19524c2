package dev.farsight.cli;

import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Plays bundled scenarios that begin alike, to compare what is tried in each. */
final class Stories {

  private Stories() {}

  /**
   * What came out of one try.
   *
   * @param entry the scenario
   * @param run its first replication
   */
  record Try(Library.Entry entry, RunResult run) {}

  /** Returns every scenario of a list with its first replication. */
  static List<Try> play(List<Library.Entry> entries) {
    List<Try> tries = new ArrayList<>();
    for (Library.Entry entry : entries) {
      ResolvedScenario scenario = resolved(entry.name());
      tries.add(new Try(entry, play(scenario.with(scenario.seed(), 1), 1).replications().get(0)));
    }
    return tries;
  }

  static ExperimentResult play(ResolvedScenario scenario, int threads) {
    return new Experiment(scenario, threads, Progress.NONE).run();
  }

  /** Returns a bundled scenario. */
  static ResolvedScenario resolved(String name) {
    Issues issues = new Issues();
    ScenarioSource source = Library.find(name);
    ResolvedScenario scenario =
        source == null ? null : ScenarioResolver.resolve(source, List.of(), issues);
    if (scenario == null) {
      throw new IllegalStateException(name + " is not valid: " + IssueText.of(issues));
    }
    return scenario;
  }

  /** Returns the workloads that are stuck for the reason of a pod, as {@code namespace/owner}. */
  static List<String> alike(RunResult run, PodOutcome pod) {
    return run.pods().stream()
        .filter(one -> one.stuck() && Objects.equals(one.causeCode(), pod.causeCode()))
        .map(Stories::workload)
        .distinct()
        .toList();
  }

  /** Returns the workload of a pod as {@code namespace/owner}. */
  static String workload(PodOutcome pod) {
    return pod.namespace() + "/" + (pod.owner() == null ? pod.name() : pod.owner());
  }
}
