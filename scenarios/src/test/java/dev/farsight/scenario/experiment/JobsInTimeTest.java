package dev.farsight.scenario.experiment;

import static dev.farsight.scenario.experiment.PlayedSteps.apply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs in whole runs. Expected figures are worked out by hand from pkg/controller/job of Kubernetes
 * v1.36; each test names the function.
 */
class JobsInTimeTest {

  private static String job(String ends, String fields) {
    return apply(
        0,
        "{apiVersion: batch/v1, kind: Job, metadata: {name: work, namespace: shop}, spec: {"
            + fields
            + ", template: {metadata: {labels: {ends: "
            + ends
            + "}}, spec: {restartPolicy: Never, containers: [{name: c, image: i, resources:"
            + " {requests: {cpu: 500m}}}]}}}}");
  }

  private static Job work(PlayedSteps played) {
    return played.atEnd(Kinds.JOB, "shop/work");
  }

  private static List<String> conditions(Job job) {
    return job.status().conditions().stream().map(c -> c.type() + " " + c.reason()).toList();
  }

  private static String message(Job job, String type) {
    return job.status().conditions().stream()
        .filter(c -> c.type().equals(type))
        .map(Condition::message)
        .findFirst()
        .orElse("");
  }

  /** Source: calculateFailedIndexes, getRemainingTimePerIndex, syncJob (FailedIndexes). */
  @Test
  void indexWithItsOwnLimitFailsAloneAndTheOthersGoOn() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            10,
            job(
                "mixed",
                "completionMode: Indexed, completions: 3, parallelism: 3, backoffLimitPerIndex: 2"));
    Job job = work(played);
    assertThat(job.status().completedIndexes()).isEqualTo("0,2");
    assertThat(job.status().failedIndexes()).isEqualTo("1");
    assertThat(job.status().failed()).isEqualTo(3);
    assertThat(conditions(job))
        .containsExactly("FailureTarget FailedIndexes", "Failed FailedIndexes");
    assertThat(message(job, "Failed")).isEqualTo("Job has failed indexes");
    // The second pod of index 1 comes 10 s after the first one ended, the third 20 s after that.
    List<Long> added = played.secondsOf("Pod ADDED");
    assertThat(added).hasSize(5);
    assertThat(added.get(3) - added.get(2)).isBetween(16L, 18L);
    assertThat(added.get(4) - added.get(3)).isBetween(26L, 28L);
  }

  /** Source: syncJob (MaxFailedIndexesExceeded), trackJobStatusAndRemoveFinalizers. */
  @Test
  void moreFailedIndexesThanAllowedEndTheJob() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            5,
            job(
                "badly",
                "completionMode: Indexed, completions: 9, parallelism: 2, backoffLimitPerIndex: 0,"
                    + " maxFailedIndexes: 2"));
    Job job = work(played);
    assertThat(job.status().failedIndexes()).isEqualTo("0-3");
    assertThat(conditions(job))
        .containsExactly(
            "FailureTarget MaxFailedIndexesExceeded", "Failed MaxFailedIndexesExceeded");
    assertThat(played.texts("MaxFailedIndexesExceeded"))
        .containsExactly("Job has exceeded the specified maximal number of failed indexes");
  }

  /** Source: matchPodFailurePolicy (FailIndex), isIndexFailed. */
  @Test
  void ruleCanEndAnIndexAtItsFirstFailure() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            5,
            job(
                "fatally",
                "completionMode: Indexed, completions: 2, parallelism: 2, backoffLimitPerIndex: 5,"
                    + " podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In,"
                    + " values: [42]}}]}"));
    assertThat(work(played).status().failedIndexes()).isEqualTo("0,1");
    assertThat(played.secondsOf("Pod ADDED")).hasSize(2);
  }

  /** Source: matchSuccessPolicy, matchSucceededIndexesRule. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{succeededIndexes: '0'} | true",
        "{succeededIndexes: '0-2', succeededCount: 2} | true",
        "{succeededCount: 2} | true",
        "{succeededIndexes: '0-1'} | false",
        "{succeededIndexes: '1', succeededCount: 1} | false",
      })
  void successPolicyEndsTheJobBeforeAllIndexesHaveSucceeded(String rule, boolean met) {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            3,
            job(
                "mixed",
                "completionMode: Indexed, completions: 3, parallelism: 3, backoffLimit: 50,"
                    + " successPolicy: {rules: [{succeededIndexes: '7'}, "
                    + rule
                    + "]}"));
    Job job = work(played);
    if (met) {
      assertThat(conditions(job))
          .containsExactly("SuccessCriteriaMet SuccessPolicy", "Complete SuccessPolicy");
      assertThat(message(job, "Complete")).isEqualTo("Matched rules at index 1");
      assertThat(played.texts("Completed")).containsExactly("Job completed");
    } else {
      assertThat(job.status().conditions()).isEmpty();
    }
  }

  /** Source: trackJobStatusAndRemoveFinalizers: pods that a met policy stops have not failed. */
  @Test
  void podsThatASuccessPolicyStopsDoNotCountAsFailed() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            3,
            job(
                "mixed",
                "completionMode: Indexed, completions: 2, parallelism: 2, successPolicy: {rules:"
                    + " [{succeededIndexes: '0'}]}, suspend: true"),
            "{at: 10s, patch: {kind: Job, namespace: shop, name: work, merge: {spec: {suspend:"
                + " false}}}}");
    Job job = work(played);
    assertThat(job.status().succeeded()).isEqualTo(1);
    assertThat(conditions(job)).contains("Complete SuccessPolicy");
  }

  /** Source: activePodsForRemoval, appendDuplicatedIndexPodsForRemoval (elastic Indexed Jobs). */
  @Test
  void podsOfIndexesThatTheJobHasNoMoreAreRemoved() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            job("never", "completionMode: Indexed, completions: 4, parallelism: 4"),
            "{at: 20s, patch: {kind: Job, namespace: shop, name: work, merge: {spec: {completions:"
                + " 2, parallelism: 2}}}}");
    assertThat(played.cluster().store(Kinds.POD).list())
        .extracting(pod -> pod.metadata().labels().get("batch.kubernetes.io/job-completion-index"))
        .containsExactlyInAnyOrder("0", "1");
    assertThat(played.secondsOf("Pod deletion")).containsExactly(20L, 20L);
  }

  /** Source: NewController: 1 s doubled up to 60 s, unlike the 5 ms of other controllers. */
  @Test
  void refusedPodsOfAJobAreTriedAgainAfterOneTwoFourSeconds() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            3,
            apply(
                0,
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: none, namespace: shop},"
                    + " spec: {hard: {pods: '0'}}}"),
            job("well", "parallelism: 1"),
            "{at: 10s, patch: {kind: ResourceQuota, namespace: shop, name: none, merge: {spec:"
                + " {hard: {pods: '5'}}}}}");
    // Tried at 0, 1, 3, 7 and 15 s; nobody is told of the quota.
    assertThat(played.secondsOf("Pod ADDED")).containsExactly(15L);
    assertThat(played.texts("FailedCreate")).hasSize(4);
  }

  /** Source: managedByExternalController. */
  @Test
  void jobOfAnotherControllerIsLeftAlone() {
    PlayedSteps played =
        PlayedSteps.forMinutes(1, job("well", "managedBy: example.com/mine, parallelism: 1"));
    assertThat(played.secondsOf("Pod ADDED")).isEmpty();
  }

  /** Source: syncJob: when a limit is exceeded, the pods that are deleted count as failed. */
  @Test
  void podsThatAFailedJobStopsCountAsFailed() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2, job("never", "parallelism: 3, completions: 3, activeDeadlineSeconds: 20"));
    Job job = work(played);
    assertThat(job.status().failed()).isEqualTo(3);
    assertThat(conditions(job))
        .containsExactly("FailureTarget DeadlineExceeded", "Failed DeadlineExceeded");
  }
}
