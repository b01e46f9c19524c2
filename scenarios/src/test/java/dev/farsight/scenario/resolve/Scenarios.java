package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Scenarios written in a test, and what came out of them. */
public final class Scenarios {

  private Scenarios() {}

  /** Returns the scenario of a text without files beside it. */
  public static ResolvedScenario resolve(String yaml) {
    Issues issues = new Issues();
    ScenarioSource source =
        new ScenarioSource(
            "test.yaml", yaml.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    assertThat(issues.sorted().stream().filter(i -> i.severity() == Severity.ERROR))
        .extracting(Issue::message)
        .isEmpty();
    return Objects.requireNonNull(scenario);
  }

  /** Plays the scenario of a text. */
  public static RunResult play(String yaml) {
    ResolvedScenario scenario = resolve(yaml);
    return Simulation.run(scenario.spec(), scenario.seed());
  }

  /** Returns the only pod of a namespace that still exists. */
  public static PodOutcome pod(RunResult run, String namespace) {
    List<PodOutcome> pods =
        run.pods().stream()
            .filter(pod -> pod.namespace().equals(namespace) && pod.deletedNanos() == null)
            .toList();
    assertThat(pods).hasSize(1);
    return pods.get(0);
  }
}
