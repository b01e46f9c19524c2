package dev.farsight.scenario.experiment;

import static dev.farsight.scenario.experiment.PlayedSteps.apply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Autoscalers with metrics that no recording has. Expected figures are worked out by hand from
 * pkg/controller/podautoscaler of Kubernetes v1.36; each test names the function.
 */
class AutoscalersInTimeTest {

  private static String web(int replicas, String labels, String resources) {
    return apply(
        0,
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec:"
            + " {replicas: "
            + replicas
            + ", selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web"
            + labels
            + "}}, spec: {containers: [{name: c, image: i, resources: {"
            + resources
            + "}}]}}}}");
  }

  private static String autoscaler(String name, String metric) {
    return apply(
        0,
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: "
            + name
            + ", namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment,"
            + " name: web}, maxReplicas: 50, metrics: ["
            + metric
            + "]}}");
  }

  private static String metric(String name, String value) {
    return "{at: 0s, setMetric: {namespace: shop, name: " + name + ", value: " + value + "}}";
  }

  private static int size(PlayedSteps played) {
    return Objects.requireNonNull(played.atEnd(Kinds.DEPLOYMENT, "shop/web").spec().replicas());
  }

  private static String condition(PlayedSteps played, String name, String type) {
    HorizontalPodAutoscaler found = played.atEnd(Kinds.HORIZONTAL_POD_AUTOSCALER, "shop/" + name);
    return found.status().conditions().stream()
        .filter(c -> c.type().equals(type))
        .map(c -> c.reason() + ": " + c.message())
        .findFirst()
        .orElse("");
  }

  private static final String CPU_80 =
      "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}";

  /** Source: computeReplicasForMetric and what it calls, by sort of metric and target. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}"
            + " | cpu | 160 | 6 | cpu resource utilization (percentage of request)",
        "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}"
            + " | cpu | 87 | 3 | ",
        "type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}"
            + " | memory | 1717986918 | 5 | memory resource",
        "type: ContainerResource, containerResource: {name: cpu, container: c, target: {type:"
            + " Utilization, averageUtilization: 80}} | cpu | 160 | 6 | cpu container resource"
            + " utilization (percentage of request)",
        "type: Pods, pods: {metric: {name: q}, target: {type: AverageValue, averageValue: '10'}}"
            + " | q | 60 | 6 | pods metric q",
        "type: Object, object: {metric: {name: q}, describedObject: {kind: Ingress, name: front,"
            + " apiVersion: networking.k8s.io/v1}, target: {type: Value, value: '10'}} | q | 19 | 6"
            + " | Ingress metric q",
        "type: Object, object: {metric: {name: q}, describedObject: {kind: Ingress, name: front,"
            + " apiVersion: networking.k8s.io/v1}, target: {type: AverageValue, averageValue:"
            + " '10'}} | q | 55 | 6 | external metric q(nil)",
      })
  void metricsOfEverySortProposeASize(
      String metric, String name, String value, int size, String reason) {
    // So that one step is all that happens: pods are not Ready for long enough at 15 s for CPU.
    int end = name.equals("cpu") ? 40 : 20;
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            metric(name, value),
            web(3, "", "requests: {cpu: 500m, memory: 1Gi}"),
            autoscaler("web", "{" + metric + "}"),
            "{at: " + end + "s, setMetric: {namespace: shop, name: " + name + ", value: NaN}}");
    assertThat(size(played)).isEqualTo(size);
    assertThat(played.texts("SuccessfulRescale"))
        .isEqualTo(
            reason == null
                ? List.of()
                : List.of("New size: " + size + "; reason: " + reason + " above target"));
  }

  /** Source: the same functions, where the metric cannot be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}"
            + " | FailedGetResourceMetric | failed to get cpu utilization: unable to get metrics for"
            + " resource cpu: no metrics returned from resource metrics API | failed to get cpu"
            + " resource metric value: ",
        "type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 100m}} |"
            + " FailedGetResourceMetric | failed to get cpu usage: unable to get metrics for"
            + " resource cpu: no metrics returned from resource metrics API | failed to get cpu"
            + " resource metric value: ",
        "type: ContainerResource, containerResource: {name: cpu, container: c, target: {type:"
            + " Utilization, averageUtilization: 80}} | FailedGetContainerResourceMetric | failed to"
            + " get cpu utilization: unable to get metrics for resource cpu: no metrics returned"
            + " from resource metrics API | failed to get c container metric value: ",
        "type: Pods, pods: {metric: {name: q}, target: {type: AverageValue, averageValue: '10'}} |"
            + " FailedGetPodsMetric | unable to get metric q: unable to fetch metrics from custom"
            + " metrics API: the server could not find the metric q for pods | failed to get pods"
            + " metric value: ",
        "type: Object, object: {metric: {name: q}, describedObject: {kind: Ingress, name: front,"
            + " apiVersion: networking.k8s.io/v1}, target: {type: Value, value: '10'}} |"
            + " FailedGetObjectMetric | unable to get metric q: Ingress on shop front/unable to"
            + " fetch metrics from custom metrics API: the server could not find the metric q for"
            + " ingresses.networking.k8s.io front | failed to get object metric value: ",
      })
  void missingMetricsAreToldInUpstreamsWords(
      String metric, String reason, String why, String context) {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1, web(3, "", "requests: {cpu: 500m}"), autoscaler("web", "{" + metric + "}"));
    assertThat(size(played)).isEqualTo(3);
    assertThat(condition(played, "web", "ScalingActive"))
        .isEqualTo(reason + ": the HPA was unable to compute the replica count: " + why);
    assertThat(played.texts("FailedComputeMetricsReplicas"))
        .isNotEmpty()
        .allMatch(
            text ->
                text.equals(
                    "invalid metrics (1 invalid out of 1), first error is: "
                        + (context == null ? "" : context + " ")
                        + why));
  }

  /** Source: groupPods: pods that are not Ready say nothing about CPU. */
  @Test
  void unreadyPodsSayNothingAboutTheirCpu() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            metric("cpu", "160"),
            web(3, ", ready: never", "requests: {cpu: 500m}"),
            autoscaler("web", CPU_80));
    assertThat(size(played)).isEqualTo(3);
    assertThat(condition(played, "web", "ScalingActive"))
        .endsWith("did not receive metrics for targeted pods (pods might be unready)");
  }

  /** Source: groupPods: only CPU depends on readiness. */
  @Test
  void unreadyPodsCountForMemory() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            1,
            metric("memory", "160"),
            web(3, ", ready: never", "requests: {memory: 1Gi}"),
            autoscaler("web", CPU_80.replace("cpu", "memory")),
            "{at: 20s, setMetric: {namespace: shop, name: memory, value: 80}}");
    assertThat(size(played)).isEqualTo(6);
  }

  /** Source: GetResourceReplicas: pending pods count as idle, so the size stays where it is. */
  @Test
  void pendingPodsKeepTheSizeWhereReadyOnesAloneWouldShrinkIt() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            12,
            metric("cpu", "120"),
            // One pod for each of the three nodes.
            web(6, "", "requests: {cpu: '60'}"),
            autoscaler("web", CPU_80));
    assertThat(size(played)).isEqualTo(6);
    assertThat(played.texts("SuccessfulRescale")).isEmpty();
  }

  /** Source: calculatePodRequestsFromContainers. */
  @Test
  void utilizationNeedsRequests() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            metric("cpu", "160"),
            web(3, "", "limits: {memory: 1Gi}"),
            autoscaler("web", CPU_80));
    assertThat(condition(played, "web", "ScalingActive"))
        .contains(
            "failed to get cpu utilization: missing request for cpu in container c of Pod web-");
    assertThat(size(played)).isEqualTo(3);
  }

  /** Source: getReadyPodsCount: without any pod a value says nothing. */
  @Test
  void valueSaysNothingWhereNoPodCouldBeMade() {
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            apply(
                0,
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: none, namespace: shop},"
                    + " spec: {hard: {pods: '0'}}}"),
            metric("q", "50"),
            web(3, "", "requests: {cpu: 500m}"),
            autoscaler(
                "web",
                "{type: External, external: {metric: {name: q}, target: {type: Value, value:"
                    + " '10'}}}"));
    assertThat(size(played)).isEqualTo(3);
    assertThat(condition(played, "web", "ScalingActive"))
        .isEqualTo(
            "FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to"
                + " calculate ready pods: no pods returned by selector while calculating replica"
                + " count");
  }

  /** Source: validateAndParseSelector. */
  @Test
  void twoAutoscalersOfTheSamePodsStopEachOther() {
    String external =
        "{type: External, external: {metric: {name: q}, target: {type: AverageValue, averageValue:"
            + " '10'}}}";
    PlayedSteps played =
        PlayedSteps.forMinutes(
            2,
            metric("q", "60"),
            web(3, "", "requests: {cpu: 500m}"),
            autoscaler("one", external),
            autoscaler("two", external));
    // The first one to look knows of no other yet.
    assertThat(size(played)).isEqualTo(6);
    String why =
        "AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [shop/one"
            + " shop/two]";
    assertThat(condition(played, "one", "ScalingActive")).isEqualTo(why);
    assertThat(condition(played, "two", "ScalingActive")).isEqualTo(why);
  }
}
