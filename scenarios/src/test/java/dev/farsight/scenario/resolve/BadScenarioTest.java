package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadScenarioTest {

  private static final String HEAD = "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n";

  private static List<String> errors(String body) {
    return errors(body, List.of());
  }

  private static List<String> errors(String body, List<FileSource.SourceFile> files) {
    Issues issues = new Issues();
    ScenarioSource source =
        new ScenarioSource(
            "s.yaml",
            (HEAD + body).getBytes(StandardCharsets.UTF_8),
            pattern -> files.stream().filter(file -> file.name().equals(pattern)).toList());
    ScenarioResolver.resolve(source, List.of(), issues);
    List<String> found = new ArrayList<>();
    for (Issue issue : issues.sorted()) {
      if (issue.severity() == Severity.ERROR) {
        found.add(
            issue.place() + " " + issue.code().id() + " " + issue.message() + " | " + issue.hint());
      }
    }
    return found;
  }

  private static FileSource.SourceFile file(String name, String text) {
    return new FileSource.SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wrongYamlIsPointedAt() {
    assertThat(errors("  timeline: [\n")).singleElement().asString().contains("FS0003");
  }

  @Test
  void unknownFieldGetsTheNearestKnownOne() {
    assertThat(errors("  cluster: {kubernetsVersion: \"1.33\"}\n  timeline: []\n"))
        .containsExactly(
            "s.yaml:4:13 FS0101 unknown field \"kubernetsVersion\" | did you mean"
                + " \"kubernetesVersion\"?");
  }

  @Test
  void durationWithoutUnitIsAnError() {
    assertThat(errors("  until: 30\n"))
        .containsExactly(
            "s.yaml:4:10 FS0106 the duration 30 has no unit | write 30s for seconds, or ms, m, h");
  }

  @Test
  void unknownMetricIsAnErrorAtItsVeryCharacter() {
    assertThat(errors("  thresholds:\n    - p95(time_to_redy) < 90s\n"))
        .containsExactly(
            "s.yaml:5:11 FS0503 unknown metric \"time_to_redy\" | did you mean \"time_to_ready\"?");
  }

  @Test
  void thresholdWithoutUnitIsAnError() {
    assertThat(errors("  thresholds:\n    - p95(time_to_ready) < 90\n"))
        .containsExactly(
            "s.yaml:5:28 FS0106 the duration \"90\" has no unit | write 90s for seconds, or ms, m,"
                + " h");
  }

  @Test
  void stepThatNamesANamespaceNothingCreatesIsAnError() {
    assertThat(
            errors(
                "  timeline:\n    - {at: 1m, rolloutRestart: {namespace: kube-systm, name: x}}\n"))
        .containsExactly(
            "s.yaml:5:44 FS0505 nothing creates the namespace \"kube-systm\" | did you mean"
                + " \"kube-system\"?");
  }

  @Test
  void stepThatWaitsForNothingIsAnError() {
    assertThat(
            errors(
                """
                  timeline:
                    - {at: 0s, createFargateProfile: {name: fp-keda, selectors: [{namespace: "*"}]}}
                    - {after: fp-keta.ACTIVE, deletePods: {namespace: default}}
                """
                    .indent(0)))
        .containsExactly(
            "s.yaml:6:15 FS0505 no step has the id \"fp-keta\" | did you mean \"fp-keda\"?");
  }

  @Test
  void unknownStepGetsTheNearestKnownOne() {
    assertThat(errors("  timeline:\n    - {at: 1m, rolloutrestart: {name: x}}\n"))
        .containsExactly(
            "s.yaml:5:16 FS0504 unknown step \"rolloutrestart\" | did you mean \"rolloutRestart\"?");
  }

  @Test
  void deploymentWithoutSelectorIsPointedAtInItsOwnFile() {
    FileSource.SourceFile manifest =
        file(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: nginx}]}
            """);
    assertThat(errors("  timeline:\n    - {at: 0s, apply: [web.yaml]}\n", List.of(manifest)))
        .anySatisfy(error -> assertThat(error).startsWith("web.yaml:5:3 FS0202"));
  }

  @Test
  void twoThousandMillionReplicasAreRefused() {
    FileSource.SourceFile manifest =
        file(
            "web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2147483647
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: nginx}]}
            """);
    assertThat(errors("  timeline:\n    - {at: 0s, apply: [web.yaml]}\n", List.of(manifest)))
        .containsExactly(
            "web.yaml:5:13 FS0506 Deployment \"web\" asks for 2147483647 pods | a run holds at most"
                + " 1000000 pods in all");
  }

  @Test
  void missingFileIsPointedAtWhereItIsNamed() {
    assertThat(errors("  timeline:\n    - {at: 0s, apply: [nowhere.yaml]}\n"))
        .containsExactly(
            "s.yaml:5:24 FS0001 \"nowhere.yaml\" does not exist | files are looked for beside the"
                + " scenario");
  }

  @Test
  void allMistakesAreReportedAtOnce() {
    assertThat(
            errors(
                """
                  cluster: {region: 5}
                  model: {fargate: {launch: lognormal(median=50s)}}
                  until: soon
                  thresholds: [p95(x) < 1]
                """
                    .indent(0)))
        .hasSize(4);
  }

  @Test
  void distributionMistakeIsPointedAt() {
    assertThat(errors("  model: {kubelet: {imagePull: normal(5s)}}\n"))
        .singleElement()
        .asString()
        .startsWith("s.yaml:4:32 FS0502 unknown distribution \"normal\"");
  }
}
