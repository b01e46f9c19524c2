package dev.farsight.scenario.experiment;

import static dev.farsight.scenario.experiment.PlayedSteps.apply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.CronSchedule;
import dev.farsight.sim.kube.Kinds;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CronJobs and StatefulSets in whole runs, where no recording shows them. Expected figures follow
 * pkg/controller of Kubernetes v1.36; each test names the function. The wall clock starts at
 * 2026-01-01T00:00:00Z, a Thursday.
 */
class WorkloadsInTimeTest {

  private static String cronJob(String fields) {
    return apply(
        0,
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick, namespace: shop}, spec: {"
            + fields
            + ", jobTemplate: {spec: {template: {metadata: {labels: {ends: well}}, spec:"
            + " {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}");
  }

  private static String patchCronJob(int second, String spec) {
    return "{at: "
        + second
        + "s, patch: {kind: CronJob, namespace: shop, name: tick, merge: {spec: {"
        + spec
        + "}}}}";
  }

  /** Source: updateCronJob of cronjob_controllerv2.go. */
  @Test
  void newScheduleDoesNotMakeUpForATimeThatItWouldHaveHadBefore() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            70, cronJob("schedule: '0 3 * * *'"), patchCronJob(600, "schedule: '5 * * * *'"));
    assertThat(played.secondsOf("Job ADDED")).containsExactly(3900L);
  }

  /** Source: mostRecentScheduleTime and nextScheduleTime of utils.go. */
  @ParameterizedTest
  @CsvSource({
    // minutes suspended, deadline, Jobs at once, warnings
    "150, , 1, 1",
    "90, , 1, 0",
    "150, 30, 0, 0",
    "150, 6600, 1, 1",
  })
  void resumedCronJobMakesUpForTheLastTimeOnly(
      int minutes, Integer deadline, int jobs, int warnings) {
    int resumed = minutes * 60 + 40;
    PlayedSteps played =
        PlayedSteps.forMinutes(
            minutes + 1,
            cronJob(
                "schedule: '* * * * *', suspend: true"
                    + (deadline == null ? "" : ", startingDeadlineSeconds: " + deadline)),
            patchCronJob(resumed, "suspend: false"));
    assertThat(played.secondsOf("Job ADDED").stream().filter(at -> at == resumed)).hasSize(jobs);
    assertThat(played.texts("TooManyMissedTimes")).hasSize(warnings);
  }

  /** Source: getRange of robfig/cron v3.0.1: each second day is not any day. */
  @ParameterizedTest
  @CsvSource({
    "0 0 */2 * 1, 2026-01-03T00:00:00Z",
    "0 0 */1 * 1, 2026-01-05T00:00:00Z",
    "0 0 * * 1, 2026-01-05T00:00:00Z",
    "0 0 13 * 5, 2026-01-02T00:00:00Z",
  })
  void dayOfMonthAndDayOfWeekAreBothLookedAtIfNeitherIsOpen(String schedule, String next) {
    CronSchedule parsed = Objects.requireNonNull(CronSchedule.parse(schedule, null));
    assertThat(parsed.next(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(Instant.parse(next));
  }

  private static String statefulSet(int replicas, String fields) {
    return apply(
        0,
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec:"
            + " {serviceName: db, replicas: "
            + replicas
            + ", selector: {matchLabels: {app: db}}, "
            + fields
            + "template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image:"
            + " i}]}}}}");
  }

  /** Source: slowStartBatch of stateful_set_control.go: batches of 1, 2, 4 ... */
  @Test
  void parallelStatefulSetStopsAtTheBatchThatIsRefused() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            apply(
                0,
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few, namespace: shop},"
                    + " spec: {hard: {pods: '2'}}}"),
            statefulSet(6, "podManagementPolicy: Parallel, "));
    assertThat(played.secondsOf("Pod ADDED")).hasSize(2);
    assertThat(played.texts("FailedCreate"))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("create Pod db-2 in StatefulSet db failed error: "));
  }

  /** Source: updateStatefulSet: a partition keeps lower ordinals, also when they are made anew. */
  @Test
  void podBelowThePartitionIsMadeAnewOfTheOldTemplate() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            5,
            statefulSet(
                3,
                "podManagementPolicy: Parallel, updateStrategy: {type: RollingUpdate,"
                    + " rollingUpdate: {partition: 2}}, "),
            "{at: 30s, rolloutRestart: {kind: StatefulSet, namespace: shop, name: db}}",
            "{at: 90s, deletePods: {namespace: shop, name: db-0}}");
    assertThat(played.secondsOf("Pod deletion db-2")).containsExactly(30L);
    assertThat(played.secondsOf("Pod deletion db-1")).isEmpty();
    assertThat(revision(played, "db-0")).isEqualTo(revision(played, "db-1"));
    assertThat(revision(played, "db-2")).isNotEqualTo(revision(played, "db-1"));
  }

  private static String revision(PlayedSteps played, String pod) {
    return played
        .atEnd(Kinds.POD, "shop/" + pod)
        .metadata()
        .labels()
        .get("controller-revision-hash");
  }

  /** Source: syncStatefulSet: available after minReadySeconds, counted in whole seconds. */
  @Test
  void nextPodOfAStatefulSetWaitsUntilTheOneBeforeIsAvailable() {
    PlayedSteps played = PlayedSteps.forMinutes(2, statefulSet(3, "minReadySeconds: 10, "));
    assertThat(played.secondsOf("Pod ADDED")).containsExactly(0L, 12L, 24L);
  }
}
