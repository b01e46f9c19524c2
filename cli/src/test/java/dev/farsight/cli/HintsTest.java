package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.DidYouMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hints of errors and the texts of stories say, word by word. */
class HintsTest {

  private static final String SCENARIO =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          kubernetesVersion: "1.33"
          fargateProfiles:
            - name: fp
              selectors:
                - {namespace: grid, labels: {tier: web, stage: prod}}
                - {namespace: grid, labels: {run-on: fargate}}
        timeline:
          - at: 0s
            apply:
              - apiVersion: apps/v1
                kind: %s
                metadata: {name: edge, namespace: grid}
                spec:
                  selector: {matchLabels: {app: edge}}
                  template:
                    metadata: {labels: {app: edge, tier: web, stage: beta%s}}
                    spec: {tolerations: [{operator: Exists}], containers: [{name: c, image: i}]}
        until: 20m
      """;

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aSelectorThatMissesTheLabelsNamesThemAndWhatThePodHas() throws IOException {
    String scenario = file("s.yaml", SCENARIO.formatted("Deployment", ""));
    cli.run("check", scenario);
    assertThat(cli.out() + cli.err())
        .contains("namespace \"grid\" with stage=prod, tier=web selects no pod")
        .contains("pods of grid miss it by stage=prod (the pod has stage=beta)")
        .contains("pods of grid miss it by run-on=fargate (the pod lacks it)")
        .doesNotContain("did you mean \"grid\"");
    cli.run("why", "--scenario", scenario);
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("its labels do not match: stage=prod (the pod has stage=beta), or run-on=fargate")
        .doesNotContain("tier=web (the pod");
  }

  @Test
  void theWordItselfIsNeverMeant() {
    assertThat(DidYouMean.nearest("grid", List.of("grid"))).isNull();
    assertThat(DidYouMean.nearest("grid", List.of("grid", "grids"))).isEqualTo("grids");
    assertThat(DidYouMean.nearest("Grid", List.of("grid"))).isEqualTo("grid");
  }

  @Test
  void aWordThatYamlTakesForSomethingElseIsQuotedAsItWasWritten() throws IOException {
    String scenario =
        SCENARIO.formatted("Deployment", "").replace("- at: 0s", "- id: %s\n      at: 0s");
    for (String word : List.of("n", "Yes", "off", "012", "1_0", "true")) {
      cli.run("check", file("s.yaml", scenario.formatted(word)));
      assertThat(cli.out() + cli.err()).contains("write it in quotes: \"" + word + "\"");
    }
    cli.run("check", file("p.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: y}}\n"));
    assertThat(cli.out() + cli.err()).contains("quote it: \"y\"");
  }

  @Test
  void aTableForPeopleIsAskedForAgainAsJson() throws IOException {
    String table =
        file(
            "pods.txt",
            """
            NAMESPACE   NAME      READY   STATUS    RESTARTS   AGE   IP       NODE
            grid        edge-1    0/1     Pending   0          3m    <none>   <none>
            """);
    cli.run("why", "--from", table);
    assertThat(cli.err()).contains("-o json");
    cli.run("check", table);
    assertThat(cli.out() + cli.err()).contains("-o json");
  }

  @Test
  void aTextThatNoReportShowsIsSaidToBeSynthetic() throws IOException {
    String pod =
        """
        - at: 0s
          apply:
            - apiVersion: v1
              kind: Pod
              metadata: {name: web, namespace: grid, labels: {run-on: fargate}}
              spec: {containers: [{name: c, image: i}]}
        """
            .indent(4);
    String scenario =
        SCENARIO.formatted("DaemonSet", ", run-on: fargate").replace("  until", pod + "  until");
    cli.run("why", "--scenario", file("s.yaml", scenario));
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("DaemonSet pods are not supported (synthetic text)");
  }
}
