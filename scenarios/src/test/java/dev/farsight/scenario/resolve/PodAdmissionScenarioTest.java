package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server makes of pods that controllers create from templates. */
class PodAdmissionScenarioTest {

  private static RunResult play(String cluster, String objects, String podSpec) {
    return Scenarios.play(
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        metadata: {name: test}
        spec:
          until: 20m
          cluster: {%s}
          timeline:
          - at: 0s
            apply:
            %s
            - apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web, namespace: shop}
              spec:
                replicas: 2
                selector: {matchLabels: {app: web}}
                template: {metadata: {labels: {app: web}}, spec: {%s}}
        """
            .formatted(cluster, objects, podSpec));
  }

  @Test
  void limitsWithoutRequestsAreWhatFargateAndTheSchedulerCount() {
    String limits =
        "containers: [{name: c, image: i, resources: {limits: {cpu: '2', memory: 3Gi}}}]";
    RunResult fargate =
        play("fargateProfiles: [{name: fp, selectors: [{namespace: shop}]}]", "", limits);
    assertThat(fargate.pods()).extracting(PodOutcome::size).containsOnly("2vCPU 4GB");

    RunResult nodes =
        play("nodes: [{name: ec, capacity: {cpu: '3', memory: 8Gi, pods: 9}}]", "", limits);
    assertThat(nodes.pods())
        .extracting(PodOutcome::state)
        .containsExactlyInAnyOrder(PodState.READY, PodState.PENDING);
  }

  @Test
  void hostPortsOfTheHostNetworkAreTakenOnceANode() {
    RunResult result =
        play(
            "nodes: [{name: ec, capacity: {cpu: '3', memory: 8Gi, pods: 9}}]",
            "",
            "hostNetwork: true, containers: [{name: c, image: i, ports: [{containerPort: 80}]}]");
    assertThat(result.pods())
        .extracting(PodOutcome::state)
        .containsExactlyInAnyOrder(PodState.READY, PodState.PENDING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Container, max: {cpu: '1'} | {limits: {cpu: '2'}}"
            + " | maximum cpu usage per Container is 1, but limit is 2",
        "type: Container, min: {cpu: 50m} | {requests: {cpu: 10m}}"
            + " | minimum cpu usage per Container is 50m, but request is 10m",
        "type: Pod, max: {memory: 1Gi} | {limits: {memory: 1100Mi}}"
            + " | maximum memory usage per Pod is 1Gi, but limit is 1100Mi",
        "type: Container, maxLimitRequestRatio: {cpu: '2'} | {requests: {cpu: 100m}, limits: {cpu: 250m}}"
            + " | cpu max limit to request ratio per Container is 2, but provided ratio is 2.500000",
      })
  void limitRangesRefuseWhatLiesOutsideOfThem(String item, String resources, String why) {
    RunResult result =
        play("", range(item), "containers: [{name: c, image: i, resources: " + resources + "}]");
    assertThat(result.pods()).isEmpty();
    assertThat(refusals(result))
        .isNotEmpty()
        .allMatch(text -> text.endsWith("is forbidden: " + why));
  }

  @Test
  void requestAboveTheLimitThatARangeGivesIsInvalid() {
    RunResult result =
        play(
            "",
            range("type: Container, default: {memory: 512Mi}"),
            "containers: [{name: c, image: i, resources: {requests: {memory: 700Mi}}}]");
    assertThat(result.pods()).isEmpty();
    assertThat(refusals(result))
        .isNotEmpty()
        .allMatch(
            text ->
                text.endsWith(
                    "is invalid: spec.containers[0].resources.requests: Invalid value: \"700Mi\":"
                        + " must be less than or equal to memory limit of 512Mi"));
  }

  private static String range(String item) {
    return "- {apiVersion: v1, kind: LimitRange, metadata: {name: lr, namespace: shop},"
        + " spec: {limits: [{"
        + item
        + "}]}}";
  }

  private static List<String> refusals(RunResult result) {
    return result.events().stream()
        .filter(event -> event.reason().equals("FailedCreate"))
        .map(EventRecord::message)
        .toList();
  }
}
