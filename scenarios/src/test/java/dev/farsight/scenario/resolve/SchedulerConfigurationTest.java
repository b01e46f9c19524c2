package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A KubeSchedulerConfiguration beside a scenario, and what it does to a run. */
class SchedulerConfigurationTest {

  /** Four equal pods for two equal nodes; %s names the scheduler of two of them. */
  private static final String SCENARIO =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          kubernetesVersion: "1.36"
          kubeSchedulerConfiguration: scheduler.yaml
          nodes:
            - {name: node, count: 2, capacity: {cpu: "8", memory: 16Gi, pods: 110}}
        timeline:
          - {at: 0s, apply: [pods.yaml]}
        until: 2m
      """;

  private static final String PACKING =
      """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - schedulerName: default-scheduler
        - schedulerName: packing
          plugins:
            score:
              disabled: [{name: NodeResourcesBalancedAllocation}, {name: PodTopologySpread}]
          pluginConfig:
            - name: NodeResourcesFit
              args:
                scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 1}]}
      """;

  private static String pods(String scheduler) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: %s-%d}
          spec:
            schedulerName: %s
            containers: [{name: c, image: "i:1", resources: {requests: {cpu: "1"}}}]
          """
              .formatted(scheduler, i, scheduler));
    }
    return text.toString();
  }

  private static ScenarioSource source(String configuration, String pods) {
    List<FileSource.SourceFile> files =
        List.of(
            new FileSource.SourceFile(
                "scheduler.yaml", configuration.getBytes(StandardCharsets.UTF_8)),
            new FileSource.SourceFile("pods.yaml", pods.getBytes(StandardCharsets.UTF_8)));
    return new ScenarioSource(
        "s.yaml",
        SCENARIO.getBytes(StandardCharsets.UTF_8),
        pattern -> files.stream().filter(file -> file.name().equals(pattern)).toList());
  }

  private static RunResult run(String configuration, String pods) {
    Issues issues = new Issues();
    ResolvedScenario scenario =
        ScenarioResolver.resolve(source(configuration, pods), List.of(), issues);
    if (scenario == null) {
      throw new AssertionError(issues.sorted().toString());
    }
    return new Experiment(scenario.with(1, 1), 1, Progress.NONE).run().replications().get(0);
  }

  /** Returns how many pods each node got, the fullest first; pods without a node under "". */
  private static List<Integer> podsPerNode(RunResult run) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (PodOutcome pod : run.pods()) {
      counts.merge(pod.node() == null ? "" : pod.node(), 1, Integer::sum);
    }
    return counts.values().stream().sorted((one, other) -> other - one).toList();
  }

  private static List<String> problems(String configuration) {
    Issues issues = new Issues();
    ScenarioResolver.resolve(source(configuration, pods("default-scheduler")), List.of(), issues);
    List<String> found = new ArrayList<>();
    for (Issue issue : issues.sorted()) {
      found.add(issue.place() + " " + issue.code().id() + " " + issue.message());
    }
    return found;
  }

  @Test
  void podsOfEachProfileAreScheduledByIt() {
    assertThat(podsPerNode(run(PACKING, pods("default-scheduler")))).containsExactly(2, 2);
    assertThat(podsPerNode(run(PACKING, pods("packing")))).containsExactly(4);
  }

  @Test
  void podsOfASchedulerThatIsNotThereWaitForEver() {
    RunResult run = run(PACKING, pods("nobody"));
    assertThat(run.pods()).allMatch(pod -> pod.node() == null && pod.attempts() == 0);
  }

  @Test
  void disabledFilterLetsPodsThrough() {
    String configuration =
        """
        apiVersion: kubescheduler.config.k8s.io/v1
        kind: KubeSchedulerConfiguration
        profiles:
          - plugins: {multiPoint: {disabled: [{name: NodeResourcesFit}]}}
        """;
    String large = pods("default-scheduler").replace("cpu: \"1\"", "cpu: \"99\"");
    assertThat(run(configuration, large).pods()).allMatch(pod -> pod.node() != null);
    RunResult refused = run(PACKING, large);
    assertThat(refused.pods()).allMatch(pod -> pod.node() == null);
    assertThat(refused.pods().get(0).message()).contains("2 Insufficient cpu");
  }

  @Test
  void retriesAndTheirReasonsAreInThePodsStory() {
    String large = pods("default-scheduler").replace("cpu: \"1\"", "cpu: \"99\"");
    PodOutcome pod = run(PACKING, large).pods().get(0);
    assertThat(pod.story().queueMoves())
        .extracting(move -> move.queue() + " " + move.reason())
        .startsWith("Active UnschedulablePodAdd", "Unschedulable ScheduleAttemptFailure");
  }

  @Test
  void requestedToCapacityRatioPacksWithARisingLine() {
    String rising =
        PACKING.replace(
            "{type: MostAllocated, resources: [{name: cpu, weight: 1}]}",
            "{type: RequestedToCapacityRatio, requestedToCapacityRatio: {shape:"
                + " [{utilization: 0, score: 0}, {utilization: 100, score: 10}]}}");
    assertThat(podsPerNode(run(rising, pods("packing")))).containsExactly(4);
    String falling =
        rising.replace("score: 10}", "score: 0}").replace("0, score: 0", "0, score: 9");
    assertThat(podsPerNode(run(falling, pods("packing")))).containsExactly(2, 2);
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() {
    assertThat(
            problems(
                """
                apiVersion: kubescheduler.config.k8s.io/v1
                kind: KubeSchedulerConfiguration
                percentageOfNodesToScore: 101
                leaderElection: {leaderElect: true}
                profile: []
                profiles:
                  - schedulerName: a
                    plugins:
                      score: {enabled: [{name: NodeResourceFit}]}
                      filter: {disabled: [{name: ImageLocality}]}
                    pluginConfig:
                      - name: NodeResourcesFit
                        args: {scoringStrategy: {type: Best}}
                      - {name: ImageLocality, args: {size: 1}}
                  - schedulerName: a
                """))
        .containsExactly(
            "scheduler.yaml:3:27 FS0111 \"percentageOfNodesToScore\" is 101, outside 0 to 100",
            "scheduler.yaml:4:1 FS9007 \"leaderElection\" has no effect on decisions and is not"
                + " simulated",
            "scheduler.yaml:5:1 FS0101 unknown field \"profile\"",
            "scheduler.yaml:9:32 FS0501 there is no plugin \"NodeResourceFit\" to simulate",
            "scheduler.yaml:10:34 FS0508 no plugin \"ImageLocality\" takes part in filter",
            "scheduler.yaml:13:40 FS0104 \"type\" is \"Best\"",
            "scheduler.yaml:14:16 FS0101 plugin \"ImageLocality\" has no arguments",
            "scheduler.yaml:15:20 FS0205 a profile \"a\" is there");
  }

  @Test
  void otherDocumentsAreNoConfiguration() {
    assertThat(problems("apiVersion: v1\nkind: Pod\n"))
        .anyMatch(text -> text.contains("is no KubeSchedulerConfiguration"));
    assertThat(problems("apiVersion: kubescheduler.config.k8s.io/v1alpha1\nkind: Policy\n"))
        .anyMatch(text -> text.contains("unknown apiVersion"));
  }
}
