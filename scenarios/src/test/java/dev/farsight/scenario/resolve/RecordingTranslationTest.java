package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.sim.spec.StepAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenarios of recordings are understood whole: what nobody knows is an error. */
class RecordingTranslationTest {

  private static final String HEAD =
      """
      name: trial
      group: controllers
      description: a trial
      cluster: own
      durationSeconds: 60
      latencies: {activationSeconds: 20, propagationSeconds: 0, deletionSeconds: 15,
        launchSeconds: 12, nodeReadySeconds: 1, pullSeconds: 2, readySeconds: 3,
        terminationSeconds: 2, nodeRemovalSeconds: 0}
      nodes:
      - {name: ec2-a, cpu: "8", memory: 16Gi, pods: "50", readySeconds: 0}
      steps:
      - at: 0
        apply:
        - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec:
            {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app:
            web%s}}, spec: {containers: [{name: c, image: i}]}}}}
      """;

  private static List<String> errors(String text, String label) {
    Issues issues = new Issues();
    resolve(HEAD.formatted(label) + text, issues);
    return issues.sorted().stream()
        .filter(issue -> issue.severity() == Severity.ERROR)
        .map(Issue::message)
        .toList();
  }

  private static ResolvedScenario resolve(String yaml, Issues issues) {
    ScenarioSource source =
        new ScenarioSource(
            "scenario.yaml", yaml.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    return ScenarioResolver.resolve(source, List.of(), issues);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scale: {kind: Deployment, namespace: shop, name: web, replicas: 3}",
        "restart: {kind: Deployment, namespace: shop, name: web}",
        "undo: {kind: Deployment, namespace: shop, name: web}",
        "pause: {kind: Deployment, namespace: shop, name: web}",
        "resume: {kind: Deployment, namespace: shop, name: web}",
        "delete: {kind: Deployment, namespace: shop, name: web}",
        "deletePods: {namespace: shop, selector: app=web}",
        "deletePods: {kind: Pod, namespace: shop, name: web-1}",
        "evict: {kind: Pod, namespace: shop, selector: app=web, node: ec2-a}",
        "patch: {kind: Node, name: ec2-a, type: strategic, patch: {spec: {unschedulable: true}}}",
        "createProfile: {name: p, selectors: [{namespace: shop, labels: {app: web}}]}",
        "addNode: {name: b, cpu: '2', memory: 4Gi, pods: '9', readySeconds: 5, labels: {a: b}}",
        "removeNode: ec2-a",
        "setNodeReady: {name: ec2-a, ready: false, dead: true}",
        "setMetric: {namespace: shop, name: q, value: NaN}",
        "setMetric: {namespace: shop, name: q, value: 11.2}",
      })
  void everyStepOfTheRecordingsIsKnown(String step) {
    assertThat(errors("- {at: 5, note: a trial, " + step + "}\n", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reboot: {name: ec2-a} | unknown step \"reboot\"",
        "evict: {kind: Node, namespace: shop} | evict is about pods",
        "evict: {namespace: shop, grace: 5} | unknown field \"grace\"",
        "scale: {kind: Deployment, namespace: shop, name: web, size: 3} | unknown field \"size\"",
        "keda: {restartOperator: true} | unknown field \"restartOperator\"",
        "keda: {stopOperator: true, stopAdapter: true} | a step stops or starts one process",
        "addNode: {name: b, cpu: '2', memory: 4Gi, pods: '9', gpu: 1} | unknown field \"gpu\"",
        "patch: {kind: Node, name: ec2-a, type: apply, patch: {}} | unknown field \"apply\"",
      })
  void nothingUnknownIsDropped(String step, String error) {
    assertThat(errors("- {at: 5, " + step + "}\n", "")).contains(error);
  }

  @Test
  void unknownSteeringLabelIsAnError() {
    assertThat(errors("", ", oracle.farsight/sleep-after: \"5\""))
        .containsExactly("no kubelet knows the label \"oracle.farsight/sleep-after\"");
  }

  @Test
  void labelThatAJsonPatchAddsSteersAsWell() {
    String patch =
        "- {at: 5, patch: {kind: Deployment, namespace: shop, name: web, type: json, patch: [{op:"
            + " add, path: /spec/template/metadata/labels/oracle.farsight~1never-ready, value:"
            + " \"true\"}]}}\n";
    Issues issues = new Issues();
    ResolvedScenario scenario = Objects.requireNonNull(resolve(HEAD.formatted("") + patch, issues));
    assertThat(scenario.spec().model().pods())
        .anyMatch(behaviour -> Boolean.TRUE.equals(behaviour.neverReady()));
    assertThat(scenario.spec().timeline())
        .anyMatch(step -> step.action() instanceof StepAction.Patch);
  }

  /** What the webhook would refuse is the operator's to tell, as KEDA.md says. */
  @Test
  void kedaOfRecordingsHasNoAdmissionWebhook() {
    String scaledObject =
        """
        - at: 1
          apply:
          - {apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: web, namespace:
              shop}, spec: {scaleTargetRef: {name: web}, idleReplicaCount: 3, %s: 1, triggers:
              [{type: cpu, metricType: Utilization, metadata: {value: '80'}}]}}
        """;
    assertThat(errors(scaledObject.formatted("cooldownPeriod"), "")).isEmpty();
    assertThat(errors(scaledObject.formatted("cooldownPeriod").replace(": 1,", ": -1,"), ""))
        .containsExactly("cooldownPeriod must be at least 0, not -1");
  }
}
