package dev.farsight.scenario.experiment;

import static dev.farsight.scenario.experiment.PlayedSteps.apply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodDisruptionBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evictions by taints and by the API, where no recording shows them. Expected figures follow
 * Kubernetes v1.36; each test names the function.
 */
class EvictionsInTimeTest {

  private static String web(int replicas, String podFields) {
    return apply(
        0,
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec:"
            + " {replicas: "
            + replicas
            + ", selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}},"
            + " spec: {"
            + podFields
            + "containers: [{name: c, image: i}]}}}}");
  }

  private static String budget(String limits) {
    return apply(
        0,
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace:"
            + " shop}, spec: {selector: {matchLabels: {app: web}}, "
            + limits
            + "}}");
  }

  private static final String EVICT = "{at: 30s, evict: {namespace: shop, selector: app=web}}";

  private static PodDisruptionBudget budgetOf(PlayedSteps played) {
    return played.atEnd(Kinds.POD_DISRUPTION_BUDGET, "shop/web");
  }

  private static String ready(long millis, boolean ready) {
    return "{at: " + millis + "ms, setNodeReady: {name: ng-1, ready: " + ready + "}}";
  }

  /**
   * Source: monitorNodeHealth looks every 5 s; a node that is NotReady only between two looks is
   * never tainted NoExecute, so nobody plans a deletion.
   */
  @ParameterizedTest
  @CsvSource({
    // from and to, in milliseconds after a look
    "1000, 4000, false",
    "-1000, 1000, true",
    "100, 4900, false",
    "-4500, 500, true",
    "4000, 6000, true",
  })
  void deletionIsPlannedOnlyIfALookFallsOnTheNotReadyTime(int from, int to, boolean planned) {
    PlayedSteps probe = PlayedSteps.forMinutes(3, web(3, ""), ready(100_000, false));
    long look = probe.noExecuteMillis().get(0);
    assertThat(look).isBetween(100_000L, 105_000L);
    PlayedSteps played =
        PlayedSteps.forMinutes(8, web(3, ""), ready(look + from, false), ready(look + to, true));
    assertThat(played.secondsOf("Pod deletion")).isEmpty();
    assertThat(played.texts("TaintManagerEviction"))
        .hasSize(planned ? 1 : 0)
        .allMatch(text -> text.startsWith("Cancelling deletion of Pod shop/web-"));
  }

  /** Source: processPodOnNode: taints that are not tolerated act at once, whatever the phase. */
  @Test
  void pendingAndFinishedPodsAreEvictedLikeRunningOnes() {
    String tolerated =
        "tolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 20}], ";
    PlayedSteps played =
        PlayedSteps.forMinutes(
            4,
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: done, namespace: shop, labels: {ends:"
                    + " well}}, spec: {restartPolicy: Never, "
                    + tolerated
                    + "nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: runs, namespace: shop}, spec: {"
                    + tolerated
                    + "nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: strict, namespace: shop}, spec:"
                    + " {nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            "{at: 60s, patch: {kind: Node, name: ng-1, strategic: {spec: {taints: [{key: k, effect:"
                + " NoExecute}]}}}}");
    assertThat(played.secondsOf("Pod deletion strict")).containsExactly(60L);
    assertThat(played.secondsOf("Pod deletion runs")).containsExactly(80L);
    assertThat(played.secondsOf("Pod DELETED done")).containsExactly(80L);
    assertThat(played.texts("TaintManagerEviction"))
        .containsExactlyInAnyOrder(
            "Marking for deletion Pod shop/strict",
            "Marking for deletion Pod shop/runs",
            "Marking for deletion Pod shop/done");
  }

  /** Source: PodUpdated: a toleration that is added in place calls the deletion off. */
  @Test
  void tolerationThatIsAddedInTimeKeepsThePod() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            10,
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: runs, namespace: shop}, spec:"
                    + " {nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            "{at: 60s, setNodeReady: {name: ng-1, ready: false}}",
            "{at: 200s, patch: {kind: Pod, namespace: shop, name: runs, json: [{op: add, path:"
                + " /spec/tolerations/0, value: {operator: Exists}}]}}");
    assertThat(played.secondsOf("Pod deletion")).isEmpty();
    assertThat(played.texts("TaintManagerEviction"))
        .containsExactly("Cancelling deletion of Pod shop/runs");
  }

  /** Source: addConditionAndDeletePod looks at no deletionTimestamp. */
  @Test
  void podThatIsStoppingAlreadyIsMarkedAsWell() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            10,
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: runs, namespace: shop}, spec:"
                    + " {nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            "{at: 60s, setNodeReady: {name: ng-1, ready: false, dead: true}}",
            "{at: 100s, deletePods: {namespace: shop, name: runs}}");
    Pod pod = played.atEnd(Kinds.POD, "shop/runs");
    PodCondition target = pod.status().condition("DisruptionTarget");
    assertThat(target).isNotNull();
    assertThat(target.reason()).isEqualTo("DeletionByTaintManager");
    assertThat(played.texts("TaintManagerEviction"))
        .containsExactly("Marking for deletion Pod shop/runs");
  }

  /** Source: gcTerminating of gc_controller.go. */
  @Test
  void stoppingPodsOfANodeThatIsGivenUpAreRemoved() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            10,
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: runs, namespace: shop}, spec:"
                    + " {nodeName: ng-1, containers: [{name: c, image: i}]}}"),
            "{at: 60s, setNodeReady: {name: ng-1, ready: false, dead: true}}",
            "{at: 100s, deletePods: {namespace: shop, name: runs}}",
            "{at: 150s, patch: {kind: Node, name: ng-1, merge: {spec: {taints: [{key:"
                + " node.kubernetes.io/out-of-service, effect: NoSchedule}]}}}}");
    assertThat(played.secondsOf("Pod DELETED runs"))
        .hasSize(1)
        .allMatch(second -> second >= 150 && second <= 170);
  }

  /** Source: getExpectedPodCount, and checkAndDecrement of the Eviction API. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minAvailable: 50% | 5 | 2",
        "minAvailable: 3 | 5 | 2",
        "maxUnavailable: 30% | 5 | 2",
        "maxUnavailable: 1 | 5 | 1",
        "maxUnavailable: 0 | 5 | 0",
        "minAvailable: 100% | 2 | 0",
      })
  void budgetLetsAsManyGoAsItsShareAllows(String limits, int replicas, int evicted) {
    PlayedSteps played = PlayedSteps.forMinutes(2, web(replicas, ""), budget(limits), EVICT);
    assertThat(played.secondsOf("Pod deletion")).hasSize(evicted).allMatch(at -> at == 30);
    assertThat(budgetOf(played).status().disruptionsAllowed()).isEqualTo(evicted);
  }

  /** Source: Create of eviction.go: unhealthy pods of a guarded and of a disrupted workload. */
  @ParameterizedTest
  @CsvSource({"AlwaysAllow, 3", "IfHealthyBudget, 0"})
  void unhealthyPodsGoAsTheirPolicySays(String policy, int evicted) {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            web(3, "")
                .replace("labels: {app: web}}, spec", "labels: {app: web, ready: never}}, spec"),
            budget("minAvailable: 2, unhealthyPodEvictionPolicy: " + policy),
            "{at: 9s, evict: {namespace: shop, selector: app=web}}");
    assertThat(played.secondsOf("Pod deletion")).hasSize(evicted);
  }

  /** Source: getScaleController, failSafe: Jobs have no scale. */
  @Test
  void shareOfPodsThatNobodyScalesAllowsNothing() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            apply(
                0,
                "{apiVersion: batch/v1, kind: Job, metadata: {name: web, namespace: shop}, spec:"
                    + " {template: {metadata: {labels: {app: web}}, spec: {restartPolicy: Never,"
                    + " containers: [{name: c, image: i}]}}}}"),
            budget("maxUnavailable: 1"),
            EVICT);
    assertThat(played.secondsOf("Pod deletion")).isEmpty();
    assertThat(budgetOf(played).status().conditions())
        .extracting(c -> c.reason() + ": " + c.message())
        .containsExactly("SyncFailed: jobs.batch does not implement the scale subresource");
    assertThat(played.texts("CalculateExpectedPodCountFailed")).isNotEmpty();
  }

  /** Source: getExpectedScale: pods without a controller do not count. */
  @Test
  void shareOfPodsWithoutControllerIsNoShare() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            apply(
                0,
                "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app:"
                    + " web}}, spec: {containers: [{name: c, image: i}]}}"),
            budget("maxUnavailable: 1"));
    assertThat(budgetOf(played).status().expectedPods()).isZero();
    assertThat(played.texts("UnmanagedPods"))
        .isNotEmpty()
        .allMatch(text -> text.contains("MatchLabels:map[string]string{app: web,}"));
  }

  /** Source: PodValidateLimitFunc, defaultContainerResourceRequirements of the LimitRanger. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Container, max: {cpu: '1'} | limits: {cpu: '2'} | maximum cpu usage per Container is"
            + " 1, but limit is 2",
        "type: Container, min: {cpu: 200m} | requests: {cpu: 100m} | minimum cpu usage per Container"
            + " is 200m, but request is 100m",
        "type: Container, maxLimitRequestRatio: {cpu: '2'} | requests: {cpu: 100m}, limits: {cpu:"
            + " 500m} | cpu max limit to request ratio per Container is 2, but provided ratio is"
            + " 5.000000",
        "type: Pod, max: {memory: 1Gi} | requests: {cpu: 100m} | maximum memory usage per Pod is"
            + " 1Gi.  No limit is specified",
        "type: Container, default: {cpu: 500m}, defaultRequest: {cpu: 100m}, max: {cpu: '1'} |"
            + " requests: {memory: 1Gi} | ''",
      })
  void limitRangeRefusesWithUpstreamsWords(String range, String resources, String refusal) {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            apply(
                0,
                "{apiVersion: v1, kind: LimitRange, metadata: {name: bounds, namespace: shop},"
                    + " spec: {limits: [{"
                    + range
                    + "}]}}"),
            web(1, "").replace("image: i", "image: i, resources: {" + resources + "}"));
    if (refusal.isEmpty()) {
      assertThat(played.secondsOf("Pod ADDED")).hasSize(1);
    } else {
      assertThat(played.texts("FailedCreate"))
          .isNotEmpty()
          .allMatch(text -> text.endsWith(" is forbidden: " + refusal));
    }
  }
}
