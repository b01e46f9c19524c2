package dev.farsight.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.Scenarios;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.run.RunWitness;
import dev.farsight.sim.run.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When controllers act, seen in whole runs. */
class ControllersInTimeTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          nodes: [{name: ng, count: 3, capacity: {cpu: "8", memory: 16Gi, pods: 29}}]
        model:
          kubelet: {imagePull: 1s, podReady: 1s, podTermination: 2s}
          controlPlane: %s
        timeline:
      """;

  private static final String WEB =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec:"
          + " {replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels:"
          + " {app: web}}, spec: {%scontainers: [{name: c, image: i, resources: {requests: {cpu:"
          + " 500m}}}]}}}}";

  /** What happened, in whole seconds. */
  private static final class Seen implements RunWitness {
    private final Map<String, List<Long>> seconds = new LinkedHashMap<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Set<String> reasons = new TreeSet<>();
    private long jobs;

    @Override
    public void onStart(Cluster cluster) {
      cluster.watch(Kinds.POD, 0, event -> onPod(cluster.now().nanos() / 1_000_000_000, event));
      cluster.watch(
          Kinds.JOB,
          0,
          event -> {
            if (event.type() == WatchEvent.Type.ADDED) {
              jobs++;
              note("job", cluster.now().nanos() / 1_000_000_000);
            }
          });
      cluster.watch(
          Kinds.DEPLOYMENT,
          0,
          event -> {
            note("deployment " + event.type(), cluster.now().nanos() / 1_000_000_000);
            Integer replicas = event.object().spec().replicas();
            int size = replicas == null ? 1 : replicas;
            if (sizes.isEmpty() || sizes.get(sizes.size() - 1) != size) {
              sizes.add(size);
            }
          });
      cluster.watch(
          Kinds.NODE,
          0,
          event ->
              event
                  .object()
                  .spec()
                  .taints()
                  .forEach(
                      taint ->
                          note(
                              taint.key() + ":" + taint.effect(),
                              cluster.now().nanos() / 1_000_000_000)));
    }

    private void onPod(long second, WatchEvent<Pod> event) {
      Pod pod = event.object();
      if (event.type() != WatchEvent.Type.MODIFIED) {
        note("pod " + event.type(), second);
      } else if (pod.metadata().isTerminating()
          && (event.old() == null || !event.old().metadata().isTerminating())) {
        note("deletion", second);
      }
      PodCondition target = pod.status().condition("DisruptionTarget");
      if (target != null) {
        reasons.add(String.valueOf(target.reason()));
      }
    }

    private void note(String what, long second) {
      seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(second);
    }

    List<Long> of(String what) {
      return seconds.getOrDefault(what, List.of());
    }
  }

  private static Seen play(String controlPlane, String... steps) {
    StringBuilder text = new StringBuilder(HEAD.formatted(controlPlane));
    for (String step : steps) {
      text.append("    - ").append(step).append('\n');
    }
    ResolvedScenario scenario = Scenarios.resolve(text.append("  until: 20m\n").toString());
    Seen seen = new Seen();
    Simulation.play(scenario.spec(), 1, seen);
    return seen;
  }

  private static String apply(String object) {
    return "{at: 0s, apply: [" + object + "]}";
  }

  private static String web(String podFields) {
    return apply(WEB.formatted(podFields));
  }

  @ParameterizedTest
  @CsvSource({"'', 300", "40, 40", "0, 0"})
  void notReadyNodeIsTaintedAtOnceAndEvictsAfterTheToleration(String tolerated, long after) {
    String tolerations =
        tolerated.isEmpty()
            ? ""
            : "tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect:"
                + " NoExecute, tolerationSeconds: "
                + tolerated
                + "}], ";
    Seen seen =
        play("{}", web(tolerations), "{at: 100s, setNodeReady: {name: ng-1, ready: false}}");
    // At the start the nodes were not Ready yet.
    assertThat(seen.of("node.kubernetes.io/not-ready:NoSchedule"))
        .filteredOn(second -> second > 0)
        .first()
        .isEqualTo(100L);
    long executed = seen.of("node.kubernetes.io/not-ready:NoExecute").get(0);
    assertThat(executed).isBetween(100L, 105L);
    assertThat(seen.of("deletion")).isNotEmpty().allMatch(second -> second == executed + after);
    assertThat(seen.reasons).containsExactly("DeletionByTaintManager");
  }

  @Test
  void podThatToleratesForEverStaysOnANotReadyNode() {
    Seen seen =
        play(
            "{}",
            web("tolerations: [{operator: Exists}], "),
            "{at: 100s, setNodeReady: {name: ng-1, ready: false}}");
    assertThat(seen.of("deletion")).isEmpty();
  }

  @Test
  void nodeThatComesBackInTimeKeepsItsPods() {
    Seen seen =
        play(
            "{}",
            web(""),
            "{at: 100s, setNodeReady: {name: ng-1, ready: false}}",
            "{at: 390s, setNodeReady: {name: ng-1, ready: true}}");
    assertThat(seen.of("node.kubernetes.io/not-ready:NoExecute")).isNotEmpty();
    assertThat(seen.of("deletion")).isEmpty();
  }

  @Test
  void podsOfARemovedNodeAreCollectedFortyToEightySecondsLater() {
    Seen seen = play("{}", web(""), "{at: 100s, deleteNodes: {name: ng-1}}");
    assertThat(seen.of("pod DELETED")).isNotEmpty().allMatch(s -> s >= 140 && s <= 180);
    assertThat(seen.reasons).containsExactly("DeletionByPodGC");
  }

  @ParameterizedTest
  @CsvSource({"background, true, true", "foreground, false, true", "orphan, true, false"})
  void propagationDecidesWhoGoesFirstAndWhoStays(
      String propagation, boolean ownerGoesFirst, boolean podsGo) {
    Seen seen =
        play(
            "measured",
            web(""),
            "{at: 100s, delete: {kind: Deployment, namespace: shop, name: web, propagation: "
                + propagation
                + "}}");
    assertThat(seen.of("deployment DELETED")).hasSize(1);
    assertThat(seen.of("pod DELETED")).hasSize(podsGo ? 3 : 0);
    if (podsGo) {
      long owner = seen.of("deployment DELETED").get(0);
      assertThat(owner < seen.of("pod DELETED").get(0)).isEqualTo(ownerGoesFirst);
    }
  }

  @Test
  void namespaceThatIsDeletedTakesItsPodsAlong() {
    Seen seen =
        play(
            "measured",
            apply("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"),
            web(""),
            "{at: 100s, delete: {kind: Namespace, name: shop}}",
            "{at: 200s, apply: [" + WEB.formatted("").replace("web", "late") + "]}");
    assertThat(seen.of("deployment DELETED")).hasSize(1);
    assertThat(seen.of("pod DELETED")).hasSize(3).allMatch(second -> second >= 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "measured", "measured-shared"})
  void rolloutEndsTheSameWhateverTheControlPlaneTakes(String controlPlane) {
    Seen seen =
        play(controlPlane, web(""), "{at: 60s, rolloutRestart: {namespace: shop, name: web}}");
    assertThat(seen.of("pod ADDED")).hasSize(6);
    assertThat(seen.of("pod DELETED")).hasSize(3);
  }

  @Test
  void zeroLatencyActsAtTheInstantOfTheStep() {
    Seen seen = play("{}", web(""));
    assertThat(seen.of("pod ADDED")).containsExactly(0L, 0L, 0L);
  }

  private static String autoscaler(String metric, String behavior) {
    return apply(
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web,"
            + " namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment,"
            + " name: web}, minReplicas: 1, maxReplicas: 10, "
            + behavior
            + "metrics: ["
            + metric
            + "]}}");
  }

  private static final String EXTERNAL =
      "{type: External, external: {metric: {name: q}, target: {type: %s}}}";
  private static final String METRIC = "{at: 0s, setMetric: {namespace: shop, name: q, value: %s}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // target, value of the metric, sizes
        "AverageValue, averageValue: '10' | 60 | 3 6",
        "AverageValue, averageValue: '10' | 31 | 3",
        "Value, value: '10' | 20 | 3 6 10",
        "AverageValue, averageValue: '10' | 10 | 3 1",
      })
  void externalMetricsAreDividedOrScaled(String target, String value, String sizes) {
    Seen seen =
        play(
            "measured",
            web(""),
            METRIC.formatted(value),
            autoscaler(EXTERNAL.formatted(target), ""));
    assertThat(seen.sizes.stream().map(String::valueOf).toList())
        .isEqualTo(List.of(sizes.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // behavior, value, sizes
        "scaleUp: {policies: [{type: Pods, value: 2, periodSeconds: 15}]} | 100 | 3 5 7 9 10",
        "scaleUp: {selectPolicy: Disabled} | 100 | 3",
        "scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 1, periodSeconds: 15}]} | 10 | 3 2 1",
        "scaleDown: {selectPolicy: Disabled} | 10 | 3",
      })
  void behaviorLimitsEachStep(String behavior, String value, String sizes) {
    Seen seen =
        play(
            "measured",
            web(""),
            METRIC.formatted(value),
            autoscaler(
                EXTERNAL.formatted("AverageValue, averageValue: '10'"),
                "behavior: {" + behavior + "}, "));
    assertThat(seen.sizes.stream().map(String::valueOf).toList())
        .isEqualTo(List.of(sizes.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    // the wall clock starts at 2026-01-01T00:00:00Z
    "5 0 * * *, Etc/UTC, 1",
    "35 5 * * *, Asia/Kolkata, 1",
    "5 0 * * *, Asia/Kolkata, 0",
    "@every 5m, Etc/UTC, 3",
  })
  void cronJobsFollowTheirTimeZone(String schedule, String zone, long jobs) {
    Seen seen =
        play(
            "{}",
            apply(
                "{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick, namespace: shop},"
                    + " spec: {schedule: '"
                    + schedule
                    + "', timeZone: "
                    + zone
                    + ", jobTemplate: {spec: {template: {spec: {restartPolicy: Never,"
                    + " containers: [{name: c, image: i}]}}}}}}"));
    assertThat(seen.jobs).isEqualTo(jobs);
    if (jobs > 0) {
      assertThat(seen.of("job").get(0)).isBetween(300L, 301L);
    }
  }
}
