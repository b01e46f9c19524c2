package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ScaledJobs as scenarios write them, with Jobs and pods that take messages. */
class ScaledJobScenarioTest {

  private static final long SECOND = 1_000_000_000L;

  private static final String SCENARIO =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: jobs}
      spec:
        until: 5m
        cluster:
          nodes: [{name: ng, capacity: {cpu: "100", memory: 400Gi, pods: "1000"}}]
        model:
          pods:
            - {select: {namespace: shop}, completeAfter: 21s, imagePull: 1s, podReady: 1s}
        load:
          - {metric: {namespace: shop, name: orders}, taken: {by: {namespace: shop}, when: WHEN}}
        timeline:
          - {at: 0s, setMetric: {namespace: shop, name: orders, value: 12}}
          - at: 5s
            apply:
              - apiVersion: keda.sh/v1alpha1
                kind: ScaledJob
                metadata: {name: packer, namespace: shop}
                spec:
                  pollingInterval: 10
                  maxReplicaCount: 5
                  jobTargetRef:
                    template:
                      spec: {RESTARTcontainers: [{name: c, image: packer}]}
                  triggers:
                    - {type: rabbitmq, name: orders, metadata: {queueName: orders, value: "1"}}
                  scalingStrategy: STRATEGY
                  MORE
      """;

  private static RunResult play(String when, String strategy, String more) {
    return Scenarios.play(
        SCENARIO
            .replace("WHEN", when)
            .replace("STRATEGY", strategy)
            .replace("RESTART", "restartPolicy: Never, ")
            .replace("MORE", more));
  }

  /** Returns the Jobs created within some seconds: each has one pod. */
  private static List<String> jobs(RunResult run, long fromSecond, long untilSecond) {
    List<String> jobs = new ArrayList<>();
    for (PodOutcome pod : run.pods()) {
      long created = pod.createdNanos() / SECOND;
      if (created >= fromSecond && created < untilSecond) {
        jobs.add(pod.name().substring(0, pod.name().lastIndexOf('-')));
      }
    }
    assertThat(jobs).doesNotHaveDuplicates();
    return jobs;
  }

  private static List<String> created(RunResult run) {
    List<String> texts = new ArrayList<>();
    for (EventRecord event : run.events()) {
      if (event.reason().equals("KEDAJobsCreated")) {
        texts.add(event.message());
      }
    }
    return texts;
  }

  /**
   * Twelve messages, at most five Jobs, and two polls at creation. Where a message goes when its
   * pod starts, {@code default} still counts the Jobs that run, {@code accurate} only those whose
   * pod does not run yet; {@code custom} takes one and half of those that run off, 4 and 2 and 1,
   * and so comes to more than its greatest number, as recorded.
   */
  @ParameterizedTest(name = "{0}, taken at the {1}: {2} Jobs at 5 s, {3} at 15 s")
  @CsvSource({
    "default, start, 5, 0",
    "default, done, 5, 0",
    "accurate, start, 5, 0",
    "eager, done, 5, 0",
    "custom, done, 6, 1",
  })
  void strategyDecidesHowManyJobsAPollMakes(
      String strategy, String when, int atFirst, int atSecond) {
    String settings =
        "{strategy: %s, customScalingQueueLengthDeduction: 1,"
            + " customScalingRunningJobPercentage: '0.5'}";
    RunResult run = play(when, settings.formatted(strategy), "");
    assertThat(jobs(run, 5, 14)).hasSize(atFirst);
    assertThat(jobs(run, 14, 24)).hasSize(atSecond);
  }

  @Test
  void everyMessageIsWorkedOffOnceWhereItGoesWithItsJob() {
    RunResult run = play("done", "{strategy: default}", "");
    assertThat(jobs(run, 0, 300)).hasSize(12);
  }

  @Test
  void historyKeepsAsManyFinishedJobsAsItsLimit() {
    RunResult run = play("done", "{strategy: default}", "successfulJobsHistoryLimit: 3");
    assertThat(run.pods()).hasSize(12);
    assertThat(run.pods()).filteredOn(pod -> pod.deletedNanos() == null).hasSize(3);
  }

  @Test
  void leastNumberOfJobsIsThereWithoutMessages() {
    RunResult run =
        Scenarios.play(
            SCENARIO
                .replace("WHEN", "done")
                .replace("value: 12", "value: 0")
                .replace("STRATEGY", "{}")
                .replace("RESTART", "restartPolicy: Never, ")
                .replace("MORE", "minReplicaCount: 2"));
    assertThat(created(run)).contains("Created 2 jobs");
    assertThat(jobs(run, 5, 14)).hasSize(2);
  }

  /** KEDA writes OnFailure where a template says nothing: a Job must not restart for ever. */
  @Test
  void podsOfATemplateWithoutRestartPolicyEnd() {
    RunResult run =
        Scenarios.play(
            SCENARIO
                .replace("WHEN", "done")
                .replace("STRATEGY", "{}")
                .replace("RESTART", "")
                .replace("MORE", ""));
    assertThat(jobs(run, 0, 300)).hasSize(12);
  }

  @Test
  void pausedScaledJobMakesNoJobs() {
    RunResult run =
        Scenarios.play(
            SCENARIO
                .replace("WHEN", "done")
                .replace("STRATEGY", "{}")
                .replace("RESTART", "restartPolicy: Never, ")
                .replace("MORE", "")
                .replace(
                    "{name: packer, namespace: shop}",
                    "{name: packer, namespace: shop, annotations: {autoscaling.keda.sh/paused:"
                        + " 'true'}}"));
    assertThat(run.pods()).isEmpty();
    assertThat(run.events()).extracting(EventRecord::reason).contains("ScaledJobPaused");
  }

  @Test
  void changedScaledJobDeletesTheJobsOfItsOldTemplateUnlessItsRolloutIsGradual() {
    String step =
        """
          - {at: 17s, patch: {kind: ScaledJob, namespace: shop, name: packer, merge: {spec: {maxReplicaCount: 6}}}}
        """;
    String yaml =
        SCENARIO
            .replace("WHEN", "done")
            .replace("STRATEGY", "{}")
            .replace("RESTART", "restartPolicy: Never, ");
    RunResult immediate = Scenarios.play(yaml.replace("MORE", "") + step.indent(2));
    RunResult gradual =
        Scenarios.play(yaml.replace("MORE", "rollout: {strategy: gradual}") + step.indent(2));
    assertThat(jobs(immediate, 17, 20)).hasSize(6);
    assertThat(jobs(gradual, 17, 20)).hasSize(1);
  }
}
