package dev.farsight.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import dev.farsight.sim.run.Simulation;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledStoriesTest {

  /** The transcript was polled by hand and by eksctl in intervals. */
  private static final Offset<Double> TOLERANCE_SECONDS = Offset.offset(15.0);

  private static ResolvedScenario scenario(String name) {
    ScenarioSource source = Library.find(name);
    assertThat(source).isNotNull();
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), new Issues());
    assertThat(scenario).isNotNull();
    return scenario;
  }

  private static RunResult run(String name) {
    ResolvedScenario scenario = scenario(name);
    return new Experiment(scenario.with(scenario.seed(), 1), 1, Progress.NONE)
        .run()
        .replications()
        .get(0);
  }

  private static String stuck(RunResult run) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (PodOutcome pod : run.stuckPods()) {
      String owner = String.valueOf(pod.owner());
      String name = owner.substring(owner.indexOf('/') + 1);
      counts.merge(name + " " + pod.causeCode(), 1, Integer::sum);
    }
    StringBuilder text = new StringBuilder();
    counts.forEach((key, count) -> text.append(count).append(' ').append(key).append("; "));
    return text.toString().strip();
  }

  /** Runs of a spec that share what follows from it are those of specs prepared for one run. */
  @ParameterizedTest
  @ValueSource(
      strings = {"keda/not-selected", "keda/profile-then-restart", "coredns/kube-dns-label"})
  void runsThatShareAPreparedSpecAreThoseOfOneEach(String name) {
    ResolvedScenario scenario = scenario(name).with(7, 4);
    List<RunResult> shared = new Experiment(scenario, 2, Progress.NONE).run().replications();
    for (int i = 0; i < 4; i++) {
      long seed = ReplicationSeeds.of(7, i);
      RunResult alone = Diagnoses.withCauses(Simulation.run(scenario.spec(), seed));
      assertThat(shared.get(i)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keda/not-selected             | 1 keda-admission-webhooks FS1101; 1 keda-operator FS1101; 1 keda-operator-metrics-apiserver FS1101;
          keda/toleration-only          | 2 keda-admission-webhooks FS1101; 2 keda-operator FS1101; 2 keda-operator-metrics-apiserver FS1101;
          keda/profile-only             | 1 keda-admission-webhooks FS1103; 1 keda-operator FS1103; 1 keda-operator-metrics-apiserver FS1103;
          keda/restart-then-profile     | 2 keda-admission-webhooks FS1103; 2 keda-operator FS1103; 2 keda-operator-metrics-apiserver FS1103;
          keda/profile-then-restart     | ''
          keda/profile-first            | ''
          keda/node-group-later         | ''
          coredns/label-eksctl-0.207    | 2 coredns FS1103; 2 metrics-server FS1102;
          coredns/no-label-eksctl-0.207 | 2 metrics-server FS1103;
          coredns/label-eksctl-0.208    | 2 metrics-server FS1102;
          coredns/kube-dns-label        | 2 coredns FS1103; 2 metrics-server FS1102;
          coredns/restart-before-active | 3 coredns FS1103; 2 metrics-server FS1102;
          coredns/restart-after-active  | 2 metrics-server FS1102;
          coredns/pods-deleted-after-active | 2 metrics-server FS1102;
          coredns/ec2-annotation        | 3 coredns FS1106;
          coredns/ec2-annotation-patched | ''
          coredns/eksctl-2025-07-06     | 2 metrics-server FS1103;
          """)
  void storyEndsWithThesePodsStuckForThisCause(String name, String expected) {
    assertThat(stuck(run(name))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keda/not-selected | 180 | 0/2 nodes are available: 2 node(s) had untolerated taint {eks.amazonaws.com/compute-type: fargate}. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.
          keda/toleration-only | 600 | 0/2 nodes are available: 2 Too many pods. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.
          """)
  void newestStuckPodHasTheTextOfARealClusterAndIsStuckSinceItsCreation(
      String name, long seconds, String message) {
    List<PodOutcome> stuck = run(name).stuckPods();
    PodOutcome newest = stuck.get(stuck.size() - 1);
    assertThat(newest.message()).isEqualTo(message);
    assertThat(newest.stuckSinceNanos()).isEqualTo(seconds * 1_000_000_000L);
    assertThat(newest.createdNanos()).isEqualTo(seconds * 1_000_000_000L);
    assertThat(newest.schedulerName()).isEqualTo("default-scheduler");
  }

  @Test
  void publicTimelineOfJuly2025IsMetMomentByMoment() {
    RunResult run = run("coredns/eksctl-2025-07-06");
    Long active = run.profiles().get(0).activeNanos();
    assertThat(active).isNotNull();
    assertThat(active / 1e9).isCloseTo(12 * 60 + 15.0, TOLERANCE_SECONDS);
    for (PodOutcome pod : run.pods()) {
      Long ready = pod.readyNanos();
      if (ready != null) {
        assertThat(pod.name()).startsWith("coredns-");
        assertThat(ready / 1e9).isCloseTo(13 * 60 + 48.0, TOLERANCE_SECONDS);
      }
    }
    for (PodOutcome pod : run.stuckPods()) {
      assertThat(pod.createdNanos() / 1e9).isCloseTo(9 * 60 + 39.0, TOLERANCE_SECONDS);
    }
  }

  @Test
  void numberOfThreadsChangesNothing() {
    ResolvedScenario scenario = scenario("keda/profile-then-restart");
    ExperimentResult one = new Experiment(scenario, 1, Progress.NONE).run();
    ExperimentResult four = new Experiment(scenario, 4, Progress.NONE).run();
    assertThat(four).isEqualTo(one);
    assertThat(one.replications()).hasSize(20);
    assertThat(one.thresholds()).extracting(t -> t.verdict()).containsOnly(Verdict.PASS);
  }
}
