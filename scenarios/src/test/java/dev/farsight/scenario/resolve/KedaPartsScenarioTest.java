package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KEDA's three Deployments as pods of a cluster, each of which may be stuck or not Ready. */
class KedaPartsScenarioTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: parts}
      spec:
        until: UNTIL
        cluster:
          nodes: [{name: ng, capacity: {cpu: "100", memory: 400Gi, pods: "1000"}}]
        load:
          - {metric: {namespace: shop, name: mails}, steps: [{at: 2m, value: 50}]}
        timeline:
          - at: 0s
            apply:
      """;

  private static final String WORKLOAD =
      """
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: mailer, namespace: shop}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: mailer}}
                  template:
                    metadata: {labels: {app: mailer}}
                    spec: {containers: [{name: c, image: mailer}]}
              - apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: mailer, namespace: shop}
                spec:
                  scaleTargetRef: {name: mailer}
                  pollingInterval: 10
                  triggers:
                    - {type: rabbitmq, name: mails, metadata: {queueName: mails, mode: QueueLength, value: "5"}}
      """;

  private static final String DEPLOYMENT =
      """
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: NAME, namespace: NAMESPACE}
                spec:
                  selector: {matchLabels: {LABEL: NAME}}
                  template:
                    metadata: {labels: {LABEL: NAME}}
                    spec: {containers: [{name: c, image: NAME}]NOWHERE}
      """;

  private static String part(String name, String label, boolean placed) {
    return DEPLOYMENT
        .replace("NAMESPACE", label.equals("app") ? "keda" : "kube-system")
        .replace("NAME", name)
        .replace("LABEL", label)
        .replace("NOWHERE", placed ? "" : ", nodeSelector: {no: node}");
  }

  private static String keda(String stuck) {
    StringBuilder parts = new StringBuilder();
    for (String name :
        List.of("keda-operator", "keda-operator-metrics-apiserver", "keda-admission-webhooks")) {
      parts.append(part(name, "app", !name.equals(stuck)));
    }
    return parts.toString();
  }

  private static RunResult play(String until, String objects, String steps) {
    return Scenarios.play(HEAD.replace("UNTIL", until) + objects + WORKLOAD + steps);
  }

  private static Series wanted(RunResult run) {
    return Objects.requireNonNull(run.series(Series.WANTED_REPLICAS));
  }

  private static List<String> messages(RunResult run, String reason) {
    List<String> messages = new ArrayList<>();
    for (EventRecord event : run.events()) {
      if (event.reason().equals(reason)) {
        messages.add(event.message());
      }
    }
    return messages;
  }

  @Test
  void withAllPartsReadyTheTargetFollowsItsQueue() {
    RunResult run = play("10m", keda(""), "");
    assertThat(wanted(run).last()).isEqualTo(10);
    assertThat(messages(run, "FailedGetExternalMetric")).isEmpty();
  }

  @Test
  void stuckOperatorLeavesTheScaledObjectWithoutAnAutoscaler() {
    RunResult run = play("10m", keda("keda-operator"), "");
    assertThat(run.deployments())
        .filteredOn(deployment -> deployment.name().equals("mailer"))
        .singleElement()
        .extracting(deployment -> deployment.desired())
        .isEqualTo(0L);
    assertThat(messages(run, "KEDAScalersStarted")).isEmpty();
    assertThat(wanted(run).max()).isZero();
  }

  @Test
  void stuckMetricsServerLeavesTheStepFromZeroAndNoMore() {
    RunResult run = play("10m", keda("keda-operator-metrics-apiserver"), "");
    assertThat(wanted(run).max()).isEqualTo(1);
    assertThat(messages(run, "FailedGetExternalMetric"))
        .containsExactly(
            "unable to get external metric shop/s0-rabbitmq-mails/"
                + "&LabelSelector{MatchLabels:map[string]string{scaledobject.keda.sh/name:"
                + " mailer,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch"
                + " metrics from external metrics API: the server is currently unable to handle"
                + " the request (get s0-rabbitmq-mails.external.metrics.k8s.io)");
    assertThat(messages(run, "FailedComputeMetricsReplicas")).hasSize(1);
  }

  @Test
  void stuckAdmissionWebhooksHoldNothingUp() {
    RunResult run = play("10m", keda("keda-admission-webhooks"), "");
    Series sound = wanted(play("10m", keda(""), ""));
    assertThat(wanted(run)).isEqualTo(sound);
  }

  @Test
  void metricsServerThatComesLaterIsAskedSevenSecondsAfterItIsReady() {
    RunResult run =
        play(
            "15m",
            keda("keda-operator-metrics-apiserver"),
            """
                - at: 6m
                  patch:
                    kind: Deployment
                    namespace: keda
                    name: keda-operator-metrics-apiserver
                    json: [{op: remove, path: /spec/template/spec/nodeSelector}]
            """);
    Series wanted = wanted(run);
    assertThat(wanted.at(360_000_000_000L)).isEqualTo(1);
    assertThat(wanted.last()).isEqualTo(10);
  }

  /** The metrics server finds the operator by name: without DNS it never gets through to it. */
  @Test
  void metricsServerThatStartsWithoutDnsNeverFindsTheOperator() {
    RunResult run = play("10m", keda("") + part("kube-dns", "k8s-app", false), "");
    assertThat(wanted(run).max()).isEqualTo(1);
    assertThat(messages(run, "FailedGetExternalMetric"))
        .singleElement()
        .asString()
        .endsWith(
            "the server was unable to return a response in the time allotted, but may still be"
                + " processing the request (get s0-rabbitmq-mails.external.metrics.k8s.io)");
  }

  @Test
  void connectionThatIsThereOutlivesDns() {
    RunResult run =
        play(
            "10m",
            keda("") + part("kube-dns", "k8s-app", true),
            "    - {fault: {kind: dns-down, from: 90s}}\n");
    assertThat(wanted(run).last()).isEqualTo(10);
  }

  @Test
  void metricsServerThatIsRestartedWithoutDnsIsCutFromTheOperator() {
    RunResult run =
        play(
            "20m",
            keda("") + part("kube-dns", "k8s-app", true),
            """
                - {at: 60s, scale: {kind: Deployment, namespace: kube-system, name: kube-dns, replicas: 0}}
                - {at: 90s, rolloutRestart: {kind: Deployment, namespace: keda, name: keda-operator-metrics-apiserver}}
                - {at: 10m, scale: {kind: Deployment, namespace: kube-system, name: kube-dns, replicas: 1}}
            """);
    assertThat(wanted(run).at(600_000_000_000L)).isEqualTo(1);
    assertThat(messages(run, "FailedGetExternalMetric")).isNotEmpty();
    assertThat(wanted(run).last()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda-operator-down", "keda-metrics-server-down"})
  void mendedFaultLetsTheTargetCatchUp(String kind) {
    RunResult run =
        play("20m", keda(""), "    - {fault: {kind: %s, from: 60s, to: 8m}}\n".formatted(kind));
    assertThat(wanted(run).at(480_000_000_000L)).isLessThanOrEqualTo(1);
    assertThat(wanted(run).last()).isEqualTo(10);
  }
}
