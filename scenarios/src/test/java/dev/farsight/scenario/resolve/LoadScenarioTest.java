package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads as scenarios write them, and the triggers that look at them. */
class LoadScenarioTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: loads}
      spec:
        END
        cluster:
          nodes: [{name: big, capacity: {cpu: "1000", memory: 4000Gi, pods: "1000"}}]
        timeline:
          - at: 0s
            apply:
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - {name: c, image: web, resources: {requests: {cpu: "1", memory: 1Gi}}}
              - apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: web, namespace: shop}
                spec:
                  scaleTargetRef: {name: web}
                  minReplicaCount: 1
                  maxReplicaCount: 40
                  advanced: ADVANCED
                  triggers:
                    - TRIGGER
      """;
  private static final String ORDERS =
      "{type: aws-sqs-queue, metadata: {queueURL: 'https://sqs.example/1/orders',"
          + " queueLength: '5'}, name: orders}";

  private static String scenario(String until, String trigger, String rest) {
    return HEAD.replace("END", "until: " + until)
            .replace("ADVANCED", "{}")
            .replace("TRIGGER", trigger)
        + rest;
  }

  private static Series wanted(RunResult run) {
    return Objects.requireNonNull(run.series(Series.WANTED_REPLICAS));
  }

  private static Issues issues(String yaml) {
    Issues issues = new Issues();
    ScenarioResolver.resolve(
        new ScenarioSource(
            "test.yaml", yaml.getBytes(StandardCharsets.UTF_8), pattern -> List.of()),
        List.of(),
        issues);
    return issues;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [{at: 1m, value: 50}]",
        "ramp: [{at: 0s, value: 0}, {at: 10m, value: 50}]",
        "day: {least: 0, most: 50, peakAt: 15m, period: 1h}",
        "constant: 50"
      })
  void everyCurveMovesTheSize(String curve) {
    RunResult run =
        Scenarios.play(
            scenario(
                "20m",
                ORDERS,
                "  load: [{metric: {namespace: shop, name: orders}, " + curve + "}]"));
    assertThat(wanted(run).max()).isBetween(9.0, 10.0);
  }

  private static final String CSV_LOAD =
      "  load: [{metric: {namespace: shop, name: orders}, csv: orders.csv}]\n";

  private static Issues withCsv(String csv, Consumer<ResolvedScenario> resolved) {
    Issues issues = new Issues();
    ScenarioSource source =
        new ScenarioSource(
            "test.yaml",
            scenario("20m", ORDERS, CSV_LOAD).getBytes(StandardCharsets.UTF_8),
            name -> List.of(new FileSource.SourceFile(name, csv.getBytes(StandardCharsets.UTF_8))));
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    if (scenario != null) {
      resolved.accept(scenario);
    }
    return issues;
  }

  @Test
  void rowsOfACsvFileAreStepsOfTheLoad() {
    List<Series> loads = new ArrayList<>();
    Issues issues =
        withCsv(
            "time,value\n# a comment\n0,5\n1m;50\n\n600\t12.5\n",
            scenario -> {
              RunResult run = Simulation.run(scenario.spec(), 1);
              loads.add(Objects.requireNonNull(run.series(Series.LOAD)));
              assertThat(wanted(run).max()).isEqualTo(10);
            });
    assertThat(issues.sorted()).isEmpty();
    assertThat(loads)
        .containsExactly(
            new Series(
                Series.LOAD,
                new long[] {0, 60_000_000_000L, 600_000_000_000L},
                new double[] {5, 50, 12.5}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60s,5\n30s,9", "1m,-4\n", "0s,1\nnoon,4", "0s,1\n60s"})
  void rowThatIsNoTimeAndValueInOrderIsToldWithItsLine(String csv) {
    Issues issues = withCsv("time,value\n" + csv, scenario -> {});
    assertThat(issues.sorted())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.code()).isEqualTo(IssueCode.BAD_NUMBER);
              assertThat(issue.file()).isEqualTo("orders.csv");
              assertThat(issue.line()).isEqualTo(csv.startsWith("1m") ? 2 : 3);
            });
  }

  @Test
  void rampAndDayAreToldAsTheLoad() {
    Series ramp = load("ramp: [{at: 2m, value: 10}, {at: 12m, value: 60}]");
    assertThat(ramp.at(60_000_000_000L)).isZero();
    assertThat(ramp.at(420_000_000_000L)).isEqualTo(35);
    assertThat(ramp.at(1_000_000_000_000L)).isEqualTo(60);
    Series day = load("day: {least: 10, most: 50, peakAt: 5m, period: 20m}");
    assertThat(day.at(300_000_000_000L)).isEqualTo(50);
    assertThat(day.at(600_000_000_000L)).isEqualTo(30);
    assertThat(day.at(900_000_000_000L)).isEqualTo(10);
  }

  private static Series load(String curve) {
    RunResult run =
        Scenarios.play(
            scenario(
                "20m",
                ORDERS,
                "  load: [{metric: {namespace: shop, name: orders}, " + curve + "}]"));
    return Objects.requireNonNull(run.series(Series.LOAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"constant: 4", "constant: 4, burst: 20", "constant: 4, process: even"})
  void queueIsWorkedOffByThePodsItAsksFor(String arrivals) {
    RunResult run =
        Scenarios.play(
            scenario(
                "30m",
                ORDERS,
                "  load: [{metric: {namespace: shop, name: orders}, queue: {arrivals: {"
                    + arrivals
                    + "}, serviceTime: exponential(mean=2s),"
                    + " servedBy: {namespace: shop, labels: {app: web}}}}]"));
    assertThat(wanted(run).max()).isGreaterThan(8);
    assertThat(Objects.requireNonNull(run.durations("queue_wait")).count()).isBetween(6_000, 8_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory"})
  void usageIsSharedUntilThereAreEnoughPods(String resource) {
    String trigger =
        "{type: %s, metricType: Utilization, metadata: {value: '50'}}".formatted(resource);
    String demand = resource.equals("cpu") ? "4" : "4294967296";
    RunResult run =
        Scenarios.play(
            scenario(
                "20m",
                trigger,
                "  load: [{workload: {namespace: shop, name: web}, resource: %s, pods: {labels:"
                        .formatted(resource)
                    + " {app: web}}, demand: {constant: "
                    + demand
                    + "}}]"));
    assertThat(wanted(run).last()).isEqualTo(8);
  }

  @Test
  void cronHoldsItsSizeWithinItsHours() {
    RunResult run =
        Scenarios.play(
            scenario(
                "40m",
                "{type: cron, metadata: {timezone: Etc/UTC, start: 10 * * * *, end: 20 * * * *,"
                    + " desiredReplicas: '6'}}",
                ""));
    assertThat(wanted(run).at(8 * 60_000_000_000L)).isEqualTo(1);
    assertThat(wanted(run).at(15 * 60_000_000_000L)).isEqualTo(6);
    assertThat(wanted(run).last()).isEqualTo(1);
  }

  @Test
  void misspeltMetricIsToldWithItsPlaceAndTheRightName() {
    Issues issues =
        issues(
            scenario(
                "5m",
                ORDERS,
                "  load:\n    - {metric: {namespace: shop, name: ordres}, constant: 50}\n"));
    assertThat(issues.sorted())
        .filteredOn(issue -> issue.code() == IssueCode.UNKNOWN_TARGET)
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.message()).contains("shop/ordres");
              assertThat(issue.hint()).isEqualTo("did you mean \"shop/orders\"?");
              assertThat(issue.toString()).contains("test.yaml");
            });
  }

  @Test
  void queueThatNobodyScalesOnIsNoMistake() {
    Issues issues =
        issues(
            scenario(
                "5m",
                ORDERS,
                """
                  load:
                    - {metric: {namespace: shop, name: orders}, constant: 5}
                    - metric: {namespace: shop, name: mails}
                      queue: {arrivals: {constant: 1}, serviceTime: 1s, servedBy: {labels: {app: web}}}
                """));
    assertThat(issues.sorted()).extracting(Issue::code).doesNotContain(IssueCode.UNKNOWN_TARGET);
  }

  /** An operator that a chart brings works when its pod is Ready, and here no pod ever is. */
  @Test
  void kedaOfAChartIsAPartOfTheSimulation() {
    String yaml =
        scenario(
            "10m", ORDERS, "  load: [{metric: {namespace: shop, name: orders}, constant: 50}]\n");
    String chart =
        """
          - at: 0s
            helmInstall:
              release: keda
              namespace: keda
              objects:
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: keda-operator, namespace: keda}
                  spec:
                    selector: {matchLabels: {app: keda-operator}}
                    template:
                      metadata: {labels: {app: keda-operator}}
                      spec:
                        nodeSelector: {no: node}
                        containers: [{name: c, image: keda}]
        """
            .indent(2);
    RunResult run = Scenarios.play(yaml.replace("  load:", chart + "  load:"));
    assertThat(Objects.requireNonNull(run.deployments()))
        .filteredOn(deployment -> deployment.namespace().equals("shop"))
        .singleElement()
        .extracting(deployment -> deployment.desired())
        .isEqualTo(1L);
  }

  /** The windows of an autoscaler may be longer than any quiet that ends a run. */
  @Test
  void runWaitsForWhatAnAutoscalerHoldsBack() {
    String yaml =
        HEAD.replace("  END\n", "")
            .replace(
                "ADVANCED",
                "{horizontalPodAutoscalerConfig: {behavior: {scaleDown:"
                    + " {stabilizationWindowSeconds: 3600}}}}")
            .replace("TRIGGER", ORDERS);
    RunResult run =
        Scenarios.play(
            yaml
                + "  load: [{metric: {namespace: shop, name: orders}, steps: [{at: 1m, value: 50},"
                + " {at: 5m, value: 0}]}]\n");
    assertThat(wanted(run).max()).isEqualTo(10);
    assertThat(wanted(run).last()).isEqualTo(1);
  }
}
