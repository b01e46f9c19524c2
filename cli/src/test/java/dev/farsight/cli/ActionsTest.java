package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.document.ActionExamples;
import dev.farsight.scenario.document.ScenarioSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a timeline, as {@code list actions} and {@code explain} show them. */
class ActionsTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster:
          fargateProfiles: [{name: first, selectors: [{namespace: shop}]}]
          nodes: [{name: group, count: 2, instanceType: m5.large}]
        until: 1h
        timeline:
          - {at: 0s, apply: [web.yaml]}
      """;

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      """;

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private static String name(ScenarioSchema.Field action) {
    return action.path().substring(action.path().lastIndexOf('.') + 1);
  }

  @Test
  void everyActionIsListedAndItsExampleRunsAsItStands() throws IOException {
    Files.writeString(folder.resolve("web.yaml"), WEB);
    Files.writeString(
        folder.resolve("cluster.yaml"),
        """
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: c, region: eu-west-1}
        fargateProfiles: [{name: fp, selectors: [{namespace: kube-system}]}]
        """);
    List<ScenarioSchema.Field> actions = ScenarioSchema.actions();
    assertThat(actions.size()).isGreaterThan(25);
    cli.run("list", "actions");
    String listed = cli.out();
    for (ScenarioSchema.Field action : actions) {
      String name = name(action);
      assertThat(listed).contains(name);
      List<String> example = ActionExamples.of(name);
      assertThat(example).as(name).isNotEmpty();
      String scenario = HEAD + String.join("\n", example).indent(4);
      Path file = Files.writeString(folder.resolve(name + ".yaml"), scenario);
      assertThat(cli.run("check", file.toString())).as(name + cli.err() + cli.out()).isZero();
      cli.run("explain", name);
      assertThat(cli.out().lines())
          .as(name)
          .contains("  " + example.get(0))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void aStepIsExplainedWithItsFieldsAlsoThoseOfAReference() {
    cli.run("explain", "createNodes");
    assertThat(cli.out())
        .contains("- instanceType (text)", "- taints[].key (text, required)", "Example:");
    String byName = cli.out();
    cli.run("explain", "timeline[].createNodes");
    assertThat(cli.out()).isEqualTo(byName);
    cli.run("explain", "helmInstall");
    assertThat(cli.out()).contains("- release (text, required)", "default: 5m", "hooks");
  }
}
