package dev.farsight.scenario.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.diagnosis.StepCauses;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single remedies change, what is typed for them, and that the written scenario is well. */
class RepairsTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: repairs}
      spec:
        cluster: {name: prod, fargateProfiles: [{name: fp, selectors: [%s]}]}
        timeline:
      """;

  private static ScenarioTree tree(String text) {
    ScenarioSource source =
        new ScenarioSource(
            "repairs.yaml", text.getBytes(StandardCharsets.UTF_8), pattern -> List.of());
    return Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
  }

  private static FixReport report(String text, String... only) {
    return Objects.requireNonNull(
        FixSearch.run(tree(text), null, Set.of(only), null, new Issues()));
  }

  private static RunResult played(String yaml) {
    ScenarioTree tree = tree(yaml);
    ResolvedScenario scenario = Objects.requireNonNull(tree.resolve(tree.copy(), new Issues()));
    return Unfixed.run(scenario, scenario.seed());
  }

  private static String pod(String kind, String spec) {
    String template = "{metadata: {labels: {app: a}}, spec: " + spec + "}";
    return switch (kind) {
      case "Pod" ->
          "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: s}, spec: " + spec + "}";
      case "Job" ->
          "{apiVersion: batch/v1, kind: Job, metadata: {name: a, namespace: s}, spec: {template: "
              + template
              + "}}";
      default ->
          "{apiVersion: apps/v1, kind: "
              + kind
              + ", metadata: {name: a, namespace: s}, spec: {selector: {matchLabels: {app: a}},"
              + " template: "
              + template
              + "}}";
    };
  }

  /** Two volumes and two mounts that must go, beside others that must stay. */
  private static final String MANY_FIELDS =
      "{restartPolicy: Always, hostNetwork: true, volumes: [{name: keep, emptyDir: {}}, {name: one,"
          + " hostPath: {path: /one}}, {name: two, hostPath: {path: /two}}, {name: last, emptyDir:"
          + " {}}], containers: [{name: c, image: a, securityContext: {privileged: true},"
          + " volumeMounts: [{name: one, mountPath: /1}, {name: keep, mountPath: /k}, {name: two,"
          + " mountPath: /2}, {name: last, mountPath: /l}]}]}";

  @ParameterizedTest
  @CsvSource({"Deployment", "StatefulSet", "Pod"})
  void indexesOfAPatchStayTrueWhileItsOperationsAreApplied(String kind) {
    FixReport report =
        report(
            HEAD.formatted("{namespace: s}")
                + "    - {at: 0s, apply: ["
                + pod(kind, MANY_FIELDS)
                + "]}\n  until: 20m\n",
            "remove-unsupported-fields");
    assertThat(report.diagnoses()).extracting(Diagnosis::causeCode).containsExactly("FS1201");
    FixReport.Fix fix = report.fixes().get(0);
    String typed = fix.steps().get(0).commands().get(0);
    assertThat(typed.indexOf("volumes/2")).isPositive().isLessThan(typed.indexOf("volumes/1"));
    assertThat(typed)
        .containsSubsequence("volumeMounts/2", "volumeMounts/0")
        .doesNotContain("volumes/0", "volumes/3", "volumeMounts/1");
    RunResult run = played(fix.yaml());
    assertThat(run.pods())
        .filteredOn(pod -> pod.deletedNanos() == null)
        .isNotEmpty()
        .allMatch(pod -> pod.readyNanos() != null);
  }

  @ParameterizedTest
  @CsvSource({
    "Pod, replace --force -f -, create-profile+delete-pods",
    "Job, delete pod -n s --field-selector status.phase=Pending, create-profile+delete-pods",
    "Deployment, rollout restart deployment/a -n s, create-profile+rollout-restart",
  })
  void commandsAreTypedAsTheyStandAndTheWrittenScenarioIsWell(
      String kind, String typed, String fix) {
    FixReport report =
        report(
            HEAD.formatted("{namespace: other}")
                + "    - {at: 0s, apply: ["
                + pod(
                    kind,
                    "{restartPolicy: "
                        + (kind.equals("Job") ? "Never" : "Always")
                        + ", containers: [{name: c, image: a}]}")
                + "]}\n  until: 20m\n");
    FixReport.Fix first = report.fixes().get(0);
    assertThat(first.id()).isEqualTo(fix);
    String commands =
        first.steps().stream().flatMap(step -> step.commands().stream()).toList().toString();
    assertThat(commands)
        .contains("eksctl create fargateprofile --cluster prod --name fp-s --namespace s", typed)
        .doesNotContain("CLUSTER", " POD ", " NS ", "OWNER", "...");
    RunResult run = played(first.yaml());
    assertThat(Troubles.of(run, Long.MIN_VALUE).isEmpty()).isTrue();
  }

  @Test
  void aProfileOfFurtherZonesTakesTheSelectorsAndTheSubnetsOfTheOldOne() {
    FixReport report =
        report(
            """
            apiVersion: farsight.dev/v1alpha1
            kind: Scenario
            metadata: {name: zones}
            spec:
              cluster:
                region: eu-west-1
                fargateProfiles: [{name: fp, selectors: [{namespace: s, labels: {app: a}}], subnets: [{id: subnet-1, zone: eu-west-1a}]}]
              timeline:
                - {fault: {kind: capacity-unavailable, from: 0s, zones: [eu-west-1a]}}
                - {at: 1m, apply: [%s]}
              until: 1h
            """
                .formatted(pod("Deployment", "{containers: [{name: c, image: a}]}")),
            "add-subnet");
    FixReport.Fix fix = report.fixes().get(0);
    assertThat(fix.id()).isEqualTo("add-subnet");
    assertThat(fix.sufficientIn()).isEqualTo(report.replications());
    assertThat(fix.steps().get(0).target()).isEqualTo("profile fp: zones other than eu-west-1a");
    assertThat(fix.yaml()).contains("subnet-1", "further-zone", "deleteFargateProfile");
    assertThat(played(fix.yaml()).profiles())
        .filteredOn(profile -> profile.name().equals("fp-zones"))
        .allMatch(
            profile -> profile.selectors().get(0).labels().equals(java.util.Map.of("app", "a")));
  }

  @Test
  void theNewProfileOfAnotherNameIsActiveBeforeTheOldOneGoes() {
    FixReport report =
        report(
            HEAD.formatted("{namespace: s}")
                + "    - {at: 0s, apply: ["
                + pod("Deployment", "{containers: [{name: c, image: a}]}")
                + "]}\n    - {id: gone, at: 10m, deleteFargateProfile: {name: fp}}\n"
                + "    - {after: gone, createFargateProfile: {name: wider, selectors: [{namespace: s},"
                + " {namespace: t}]}}\n  until: 1h\n",
            "create-before-delete");
    assertThat(report.diagnoses()).extracting(Diagnosis::causeCode).containsExactly("FS1105");
    FixReport.Fix fix = report.fixes().get(0);
    assertThat(fix.now()).isFalse();
    RunResult run = played(fix.yaml());
    assertThat(Troubles.of(run, Long.MIN_VALUE).isEmpty()).isTrue();
    Long deleting =
        run.profiles().stream()
            .filter(p -> p.name().equals("fp"))
            .findFirst()
            .orElseThrow()
            .deletingNanos();
    Long active =
        run.profiles().stream()
            .filter(p -> p.name().equals("wider-new"))
            .findFirst()
            .orElseThrow()
            .activeNanos();
    assertThat(Objects.requireNonNull(deleting)).isGreaterThan(Objects.requireNonNull(active));
  }

  @Test
  void aTimeoutIsExplainedByThePodsOfItsOwnStepOnly() {
    RunResult run =
        played(
            HEAD.formatted("{namespace: s}")
                + "    - {at: 0s, helmInstall: {release: slow, namespace: s, wait: true, timeout: 10s, objects: ["
                + pod("Deployment", "{containers: [{name: c, image: a}]}")
                + "]}}\n    - {at: 1m, apply: ["
                + pod("Pod", "{containers: [{name: c, image: a}]}")
                    .replace("namespace: s", "namespace: u")
                + "]}\n  until: 20m\n");
    assertThat(StepCauses.failed(run)).hasSize(1);
    assertThat(Diagnoses.of(List.of(run)))
        .extracting(Diagnosis::causeCode)
        .containsExactlyInAnyOrder("FS1101", "FS1602");
  }

  @Test
  void theStoryShowsTheProfileThatCameLaterWithOtherLabels() {
    RunResult run =
        played(
            HEAD.formatted("{namespace: other}")
                + "    - {at: 0s, apply: ["
                + pod("Deployment", "{containers: [{name: c, image: a}]}")
                + "]}\n    - {at: 1m, createFargateProfile: {name: late, selectors: [{namespace: s,"
                + " labels: {tier: web}}]}}\n  until: 20m\n");
    Diagnosis only = Diagnoses.of(List.of(run)).get(0);
    assertThat(only.causeCode()).isEqualTo("FS1102");
    assertThat(only.evidence())
        .anyMatch(
            text ->
                text.contains("late is ACTIVE and names the namespace")
                    && text.endsWith("tier=web (the pod lacks it)"));
  }

  @Test
  void theStoryShowsTheProfileThatWasRefused() {
    RunResult run =
        played(
            HEAD.formatted("{namespace: other}")
                + "    - {at: 0s, createFargateProfile: {name: x, selectors: [{namespace: x}], onBusy: fail}}\n"
                + "    - {at: 1s, createFargateProfile: {name: mine, selectors: [{namespace: s}], onBusy: fail}}\n"
                + "    - {at: 2s, apply: ["
                + pod("Deployment", "{containers: [{name: c, image: a}]}")
                + "]}\n  until: 20m\n");
    assertThat(Diagnoses.of(List.of(run)))
        .filteredOn(one -> one.causeCode().equals("FS1111"))
        .hasSize(1)
        .allMatch(
            one ->
                one.evidence().stream()
                    .anyMatch(
                        text ->
                            text.contains("mine, which would select this pod, was refused")
                                && text.contains("ResourceInUseException")));
  }

  @Test
  void labelsThatAreAddedToAPodLaterDoNotMakeItOlderThanItsProfile() {
    RunResult run =
        played(
            HEAD.formatted("{namespace: s, labels: {tier: web}}")
                + "    - {at: 1m, apply: ["
                + pod("Deployment", "{containers: [{name: c, image: a}]}")
                + "]}\n    - {at: 2m, patchPods: {namespace: s, merge: {metadata: {labels: {tier: web}}}}}\n"
                + "  until: 20m\n");
    assertThat(Diagnoses.of(List.of(run)))
        .extracting(Diagnosis::causeCode)
        .containsExactly("FS1112");
  }
}
