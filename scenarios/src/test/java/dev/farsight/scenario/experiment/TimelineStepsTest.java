package dev.farsight.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each step of a timeline, and each key of the model, does to a small shop on two nodes. */
class TimelineStepsTest {

  private static final long SECOND = 1_000_000_000L;

  private static final String SHOP =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          nodes: [{name: ng, count: 2, capacity: {cpu: "4", memory: 8Gi, pods: 29}}]
          fargateProfiles:
            - {name: fp, selectors: [{namespace: far}]}
        model: %s
        timeline:
          - at: 0s
            id: shop
            apply:
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: i}]}
      %s
        until: 30m
      """;

  private static RunResult run(String model, String... steps) {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      text.append("    - ").append(step).append('\n');
    }
    Issues issues = new Issues();
    byte[] scenario =
        SHOP.formatted(model, text.toString().stripTrailing()).getBytes(StandardCharsets.UTF_8);
    FileSource none = pattern -> List.of();
    ResolvedScenario resolved =
        ScenarioResolver.resolve(
            new ScenarioSource("steps.yaml", scenario, none), List.of(), issues);
    if (resolved == null) {
      throw new AssertionError(IssueText.of(issues));
    }
    return Simulation.run(resolved.spec(), 1);
  }

  private static RunResult run(String step) {
    return run("{}", step);
  }

  private static List<PodOutcome> living(RunResult run) {
    return run.pods().stream().filter(pod -> pod.deletedNanos() == null).toList();
  }

  private static DeploymentOutcome web(RunResult run) {
    return run.deployments().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // step, pods that ever were, pods that live, of these Ready
        "{at: 5m, scale: {namespace: shop, name: web, replicas: 5}} | 5 | 5 | 5",
        "{at: 5m, delete: {kind: Deployment, namespace: shop, name: web}} | 2 | 0 | 0",
        "{at: 5m, delete: {kind: Deployment, namespace: shop, name: web, propagation: orphan}} | 2 | 2 | 2",
        "{at: 5m, rolloutRestart: {namespace: shop, name: web}} | 4 | 2 | 2",
        "{at: 5m, rolloutRestart: {namespace: shop, name: '*'}} | 4 | 2 | 2",
        "{at: 5m, deletePods: {namespace: shop}} | 4 | 2 | 2",
        "{at: 5m, deletePods: {namespace: shop, selector: app=other}} | 2 | 2 | 2",
        "{at: 5m, evict: {namespace: shop, selector: {app: web}}} | 4 | 2 | 2",
        "{at: 5m, patch: {kind: Deployment, namespace: shop, name: web, merge: {spec: {replicas: 3}}}} | 3 | 3 | 3",
        "{at: 5m, patch: {kind: Deployment, namespace: shop, name: web, json: [{op: replace, path: /spec/replicas, value: 1}]}} | 2 | 1 | 1",
        "{at: 5m, drain: {name: ng-1}} | 3 | 2 | 2",
        "{at: 5m, deleteNodes: {name: ng-1}} | 3 | 2 | 2",
      })
  void stepsChangeThePods(String step, int ever, int living, int ready) {
    RunResult run = run(step);
    assertThat(run.steps()).allMatch(one -> one.failure() == null);
    assertThat(run.pods()).hasSize(ever);
    assertThat(living(run)).hasSize(living);
    assertThat(living(run).stream().filter(pod -> pod.state() == PodState.READY)).hasSize(ready);
  }

  @Test
  void pausedRolloutsWaitUntilTheyAreResumed() {
    String pause = "{at: 4m, rolloutPause: {namespace: shop, name: web}}";
    String restart = "{at: 5m, rolloutRestart: {namespace: shop, name: web}}";
    String resume = "{at: 10m, rolloutResume: {namespace: shop, name: web}}";
    String patch =
        "{at: 5m, patch: {kind: Deployment, namespace: shop, name: web, strategic:"
            + " {spec: {template: {metadata: {annotations: {v: '2'}}}}}}}";
    assertThat(run("{}", pause, patch).pods()).hasSize(2);
    RunResult resumed = run("{}", pause, patch, resume);
    assertThat(resumed.pods()).hasSize(4);
    assertThat(living(resumed)).allMatch(pod -> pod.createdNanos() >= 600 * SECOND);
    assertThat(run("{}", restart, "{at: 10m, rolloutUndo: {namespace: shop, name: web}}").pods())
        .hasSize(6);
  }

  @Test
  void cordonedNodesTakeNoPodsUntilTheyAreUncordoned() {
    RunResult run =
        run(
            "{}",
            "{at: 1m, cordon: {name: ng-1}}",
            "{at: 1m, cordon: {name: ng-2}}",
            "{at: 2m, scale: {namespace: shop, name: web, replicas: 3}}",
            "{at: 10m, uncordon: {name: ng-2}}");
    PodOutcome third = run.pods().get(2);
    assertThat(third.node()).isEqualTo("ng-2");
    assertThat(third.scheduledNanos()).isBetween(600 * SECOND, 601 * SECOND);
  }

  @Test
  void nodesThatComeLaterTakeWhatWaits() {
    RunResult run =
        run(
            "{}",
            "{at: 1m, scale: {namespace: shop, name: web, replicas: 60}}",
            "{at: 5m, createNodes: {name: big, count: 1, readyAfter: 30s,"
                + " capacity: {cpu: '16', memory: 32Gi, pods: 110}}}");
    assertThat(run.stuckPods()).isEmpty();
    assertThat(run.pods()).filteredOn(pod -> "big-1".equals(pod.node())).hasSize(2);
    assertThat(web(run).ready()).isEqualTo(60);
  }

  @Test
  void nodesThatAreNotReadyLoseTheirPodsAfterTheirTolerationOf300Seconds() {
    RunResult run = run("{at: 5m, setNodeReady: {name: ng-1, ready: false}}");
    assertThat(run.pods()).hasSize(3);
    assertThat(run.pods().get(2).createdNanos()).isBetween(600 * SECOND, 610 * SECOND);
    assertThat(run.pods().get(2).node()).isEqualTo("ng-2");
  }

  @Test
  void profilesComeAndGoAndStepsFollowThem() {
    String pod =
        "apply: [{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: late},"
            + " spec: {containers: [{name: c, image: i}]}}]";
    String model =
        "{fargate: {profileActivation: 60s, admissionPropagation: 10s, launch: 40s,"
            + " profileDeletion: 90s}, kubelet: {imagePull: 3s, podReady: 4s}}";
    RunResult run =
        run(
            model,
            "{at: 5m, createFargateProfile: {name: late, selectors: [{namespace: late}]}}",
            "{after: late.ACTIVE + 10s, " + pod + "}",
            "{id: gone, at: 15m, deleteFargateProfile: {name: late}}",
            "{after: gone.DONE, scale: {namespace: shop, name: web, replicas: 3}}");
    PodOutcome late = run.pods().get(2);
    assertThat(late.createdNanos()).isEqualTo(370 * SECOND);
    assertThat(late.admission().profile()).isEqualTo("late");
    assertThat(late.scheduledNanos()).isEqualTo(410 * SECOND);
    assertThat(late.readyNanos()).isEqualTo(417 * SECOND);
    assertThat(late.deletedNanos()).isBetween(900 * SECOND, 990 * SECOND);
    assertThat(run.pods().get(3).createdNanos()).isEqualTo(990 * SECOND);
  }

  @Test
  void latenciesOfTheModelComposeExactly() {
    RunResult run =
        run(
            "{kubelet: {imagePull: 7s, podReady: 11s, podTermination: 13s}}",
            "{at: 5m, deletePods: {namespace: shop}}");
    PodOutcome first = run.pods().get(0);
    assertThat(first.readyNanos()).isEqualTo(18 * SECOND);
    assertThat(first.deletedNanos()).isEqualTo(313 * SECOND);
  }

  private static RunResult withBehaviour(String behaviour) {
    RunResult run =
        run(
            "{pods: [{select: {namespace: shop, labels: {app: web}}, " + behaviour + "}]}",
            "{at: 1m, apply: [{apiVersion: v1, kind: Pod, metadata: {name: other},"
                + " spec: {containers: [{name: c, image: i}]}}]}");
    assertThat(run.pods().get(2).readyNanos()).as("a pod not chosen").isEqualTo(75 * SECOND);
    return run;
  }

  @Test
  void chosenPodsBehaveAsTheModelSays() {
    assertThat(withBehaviour("podReady: 40s").pods().get(0).readyNanos()).isEqualTo(45 * SECOND);
    PodOutcome never = withBehaviour("neverReady: true").pods().get(0);
    assertThat(never.readyNanos()).isNull();
    assertThat(never.state()).isEqualTo(PodState.RUNNING);
    PodOutcome crashing = withBehaviour("crashAfter: 30s, exitCode: 3").pods().get(0);
    assertThat(crashing.story().events())
        .filteredOn(event -> event.reason().equals("BackOff"))
        .isNotEmpty();
  }

  @Test
  void faultsHoldFromTheirBeginningToTheirEnd() {
    RunResult run =
        run(
            "{fargate: {launch: 40s}}",
            "{fault: {kind: capacity-unavailable, from: 1m, to: 6m}}",
            "{at: 2m, apply: [{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: far},"
                + " spec: {containers: [{name: c, image: i}]}}]}");
    PodOutcome pod = run.pods().get(2);
    assertThat(pod.message()).contains("Fargate capacity is unavailable at this time");
    assertThat(pod.scheduledNanos()).isBetween(360 * SECOND, 480 * SECOND);
  }

  @Test
  void aKubeletThatComesBackStartsPodsAgain() {
    RunResult run =
        run(
            "{}",
            "{at: 1m, cordon: {name: ng-2}}",
            "{at: 2m, setNodeReady: {name: ng-1, ready: false, dead: true}}",
            "{at: 3m, setNodeReady: {name: ng-1, ready: true}}",
            "{at: 4m, scale: {namespace: shop, name: web, replicas: 4}}");
    assertThat(living(run)).hasSize(4).allMatch(pod -> pod.state() == PodState.READY);
    assertThat(run.pods().get(3).node()).isEqualTo("ng-1");
  }

  private static final String FULL =
      "{at: 2m, apply: [{apiVersion: v1, kind: ResourceQuota, metadata: {name: full, namespace:"
          + " %1$s}, spec: {hard: {pods: '0'}}}]}";
  private static final String BARE =
      "{at: 1m, apply: [{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: %1$s},"
          + " spec: {containers: [{name: c, image: i}]}}]}";

  @Test
  void aPodThatMayNotBeCreatedAgainFailsItsStepAndNotTheRun() {
    RunResult run =
        run(
            "{}",
            BARE.formatted("bare"),
            FULL.formatted("bare"),
            "{id: again, at: 5m, recreatePods: {namespace: bare}}");
    assertThat(run.steps())
        .filteredOn(step -> step.id().equals("again"))
        .singleElement()
        .satisfies(step -> assertThat(step.failure()).contains("bare/p").contains("full"));
    assertThat(run.pods().stream().filter(pod -> pod.namespace().equals("bare"))).hasSize(1);
  }

  @Test
  void aStoppedPodOfADeletedProfileThatMayNotComeBackIsGone() {
    RunResult run =
        run(
            "{fargate: {profileDeleteEffect: pending}}",
            BARE.formatted("far"),
            FULL.formatted("far"),
            "{at: 10m, deleteFargateProfile: {name: fp}}");
    assertThat(run.pods().stream().filter(pod -> pod.namespace().equals("far")))
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.state()).isEqualTo(PodState.DELETED);
              assertThat(pod.story().events())
                  .anyMatch(event -> event.reason().equals("StoppedPodLost"));
            });
  }

  @Test
  void stepsAfterAProfileThatIsMadeAnewFollowTheNewOne() {
    String model = "{fargate: {laterProfileActivation: 60s, profileDeletion: 90s}}";
    RunResult run =
        run(
            model,
            "{at: 1m, deleteFargateProfile: {name: fp}}",
            "{id: anew, at: 5m, createFargateProfile: {name: fp, selectors: [{namespace: far}]}}",
            "{after: fp.ACTIVE + 10s, scale: {namespace: shop, name: web, replicas: 3}}");
    assertThat(run.steps()).allMatch(step -> step.failure() == null);
    assertThat(run.pods().get(2).createdNanos()).isBetween(370 * SECOND, 371 * SECOND);
  }

  @Test
  void onlyWhatIsSureMakesAPodStuck() {
    String large =
        "{at: 1m, apply: [{apiVersion: batch/v1, kind: Job, metadata: {name: large, namespace: shop},"
            + " spec: {activeDeadlineSeconds: %d, template: {spec: {restartPolicy: Never, containers:"
            + " [{name: c, image: i, resources: {requests: {cpu: '64'}}}]}}}}]}";
    for (int deadline : new int[] {60, 3600}) {
      PodOutcome pod = run("{}", large.formatted(deadline)).pods().get(2);
      assertThat(pod.message()).as("deadline %d", deadline).contains("Insufficient cpu");
      assertThat(pod.deletedNanos() != null).isEqualTo(deadline == 60);
      assertThat(pod.stuck()).as("deadline %d", deadline).isFalse();
    }
    PodOutcome waits =
        run("{}", large.formatted(3600).replace("activeDeadlineSeconds: 3600,", "")).pods().get(2);
    assertThat(waits.stuck()).isTrue();
  }
}
