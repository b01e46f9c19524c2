package dev.farsight.scenario.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for fixes against its slow twin, on one and two threads, and where chance decides. */
class FixSearchTest {

  /** A Deployment that is applied about when its profile begins to admit: a race. */
  private static final String RACE =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: race}
      spec:
        timeline:
          - {at: 0s, createFargateProfile: {name: shop, selectors: [{namespace: shop}]}}
          - at: %s
            apply:
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec: {containers: [{name: main, image: cart}]}
        until: 40m
      """;

  private static ScenarioTree bundled(String name) {
    ScenarioSource source = Objects.requireNonNull(Library.find(name), name);
    return Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
  }

  private static ScenarioTree written(String text) {
    ScenarioSource source =
        new ScenarioSource(
            "test.yaml", text.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    return Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
  }

  private static FixReport report(ScenarioTree tree, FixSearch.Pace pace) {
    Issues issues = new Issues();
    FixReport report = FixSearch.run(tree, null, Set.of(), null, pace, issues);
    return Objects.requireNonNull(report, () -> IssueText.of(issues));
  }

  @ParameterizedTest
  @ValueSource(strings = {"I-01", "I-02", "I-06", "I-11", "I-13", "I-15", "I-19", "I-22"})
  void theQuickSearchFindsTheFixesOfThePlainOne(String incident) {
    FixReport quick = report(bundled("incident/" + incident), FixSearch.Pace.QUICK);
    FixReport plain = report(bundled("incident/" + incident), FixSearch.Pace.PLAIN);

    assertThat(quick.fixes()).isNotEmpty();
    assertThat(quick.fixes().get(0)).isEqualTo(plain.fixes().get(0));
    assertThat(plain.fixes()).containsAll(quick.fixes());
    assertThat(plain.insufficient()).containsAll(quick.insufficient());
  }

  @ParameterizedTest
  @ValueSource(strings = {"incident/I-11", "incident/I-18", "incident/I-17", "keda/not-selected"})
  void aProofThatStopsEarlySaysWhatTheWholeProofSays(String name) {
    ScenarioTree tree = bundled(name);
    ResolvedScenario scenario = Objects.requireNonNull(tree.resolve(tree.copy(), new Issues()));
    RunResult quick = Simulation.run(scenario.spec(), 7);
    assertThat(quick).isEqualTo(Simulation.runWithWholeProofs(scenario.spec(), 7));
    assertThat(quick.pods()).anyMatch(pod -> pod.stuck() || pod.message() != null);
  }

  @Test
  void nodesOfAnEksctlThatNobodyWaitsForAnyMoreMayStillCome() {
    ScenarioTree tree =
        written(
            """
            apiVersion: farsight.dev/v1alpha1
            kind: Scenario
            metadata: {name: impatient}
            spec:
              timeline:
                - at: 0s
                  timeout: 12m
                  eksctlCreateCluster:
                    config:
                      apiVersion: eksctl.io/v1alpha5
                      kind: ClusterConfig
                      metadata: {name: demo, region: us-east-1}
                      managedNodeGroups: [{name: ng, minSize: 2}]
                - at: 11m
                  apply:
                    - apiVersion: v1
                      kind: Pod
                      metadata: {name: web}
                      spec: {containers: [{name: main, image: web}]}
              until: 12m
            """);
    ResolvedScenario scenario = Objects.requireNonNull(tree.resolve(tree.copy(), new Issues()));
    RunResult quick = Simulation.run(scenario.spec(), 7);
    assertThat(quick).isEqualTo(Simulation.runWithWholeProofs(scenario.spec(), 7));
    assertThat(quick.pods()).anyMatch(pod -> pod.node() == null).noneMatch(PodOutcome::stuck);
  }

  @Test
  void oneThreadAndTwoGiveTheSameReport() throws Exception {
    String race = String.format(RACE, "150s");
    String one;
    String two;
    try (ForkJoinPoolOf single = new ForkJoinPoolOf(1);
        ForkJoinPoolOf pair = new ForkJoinPoolOf(2)) {
      one = single.json(race);
      two = pair.json(race);
    }
    assertThat(one).isEqualTo(two).contains("rollout-restart");
  }

  /** A pool of so many threads; parallel streams run in the pool that starts them. */
  private record ForkJoinPoolOf(ForkJoinPool pool) implements AutoCloseable {

    ForkJoinPoolOf(int threads) {
      this(new ForkJoinPool(threads));
    }

    String json(String text) throws Exception {
      return pool.submit(
              () -> FixJson.of(report(written(text), FixSearch.Pace.QUICK), "test").toString())
          .get();
    }

    @Override
    public void close() {
      pool.shutdown();
    }
  }

  @Test
  void whereChanceDecidesAllReplicationsAreLookedAt() {
    FixReport report = report(written(String.format(RACE, "150s")), FixSearch.Pace.QUICK);

    assertThat(report.troubledIn()).isBetween(1, report.replications() - 1);
    assertThat(report.diagnoses())
        .allMatch(diagnosis -> Set.of("FS1103", "FS1104").contains(diagnosis.causeCode()));
    FixReport.Fix first = report.fixes().get(0);
    assertThat(first.id()).isEqualTo("rollout-restart");
    assertThat(first.sufficientIn()).isEqualTo(report.replications());
    assertThat(first.recoverySeconds()).isGreaterThan(20.0);
  }

  @Test
  void whatIsWellInEveryReplicationNeedsNoFix() {
    FixReport report = report(written(String.format(RACE, "20m")), FixSearch.Pace.QUICK);
    assertThat(report.troubledIn()).isZero();
    assertThat(report.fixes()).isEmpty();
  }
}
