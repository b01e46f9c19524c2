package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """;

  private static final String CLUSTER =
      """
      apiVersion: eksctl.io/v1alpha5
      kind: ClusterConfig
      metadata: {name: demo, region: eu-west-1, version: "1.31"}
      fargateProfiles: [{name: fp, selectors: [{namespace: shop}]}]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("k8s"));
    Files.writeString(folder.resolve("k8s/web.yaml"), WEB);
  }

  private String scenario() throws IOException {
    return Files.readString(folder.resolve("scenario.yaml"));
  }

  @Test
  void scenarioForAFolderRunsAtOnceAndShowsWhoIsStuck() throws IOException {
    CommandRun init = CommandRun.of("init", folder.toString());
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(scenario())
        .contains("- k8s/web.yaml")
        .contains("# - name: fp-apps")
        .contains("{namespace: \"shop\"}")
        .contains("rolloutRestart: {namespace: \"shop\", name: \"web\"}");
    CommandRun run = CommandRun.of("run", folder.toString(), "--reps", "1");
    assertThat(run.code()).as(run.all()).isEqualTo(1); // two pods are stuck: a threshold fails
    assertThat(run.all()).contains("stuck");
  }

  private static final String SCALED =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: web, namespace: shop}
      spec:
        scaleTargetRef: {name: web}
        minReplicaCount: 2
        triggers:
          - {type: prometheus, metadata: {serverAddress: "http://prom", query: up, threshold: "10"}}
          - {type: cron, metadata: {timezone: Etc/UTC, start: 0 6 * * *, end: 0 7 * * *, desiredReplicas: "2"}}
      """;

  @Test
  void loadOfTheTriggersIsSuggestedUnderTheNamesThatTheyLookFor() throws IOException {
    Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
    Files.writeString(folder.resolve("k8s/scaled.yaml"), SCALED);
    CommandRun init =
        CommandRun.of(
            "init", folder.resolve("cluster.yaml").toString(), folder.resolve("k8s").toString());
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(scenario())
        .contains("# - p95(time_to_capacity) < 5m")
        .contains("#   - metric: {namespace: \"shop\", name: s0-prometheus}")
        .doesNotContain("cron-");
    Files.writeString(
        folder.resolve("scenario.yaml"),
        scenario()
            .replace("  # load:", "  load:")
            .replace("  #   - metric", "    - metric")
            .replace("  #     steps", "      steps")
            .replace("    # - p95(time_to_capacity)", "    - p95(time_to_capacity)")
            .replace("    # - max(pending_pods)", "    - max(pending_pods)")
            .replace("until: quiescent ", "until: 1h "));
    CommandRun run = CommandRun.of("run", folder.toString(), "--reps", "1");
    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.all()).contains("✓ pass       p95(time_to_capacity) < 5m");
  }

  @Test
  void clusterFilesBecomeTheClusterAndTheRestIsApplied() throws IOException {
    Files.writeString(folder.resolve("cluster.yaml"), CLUSTER);
    CommandRun init =
        CommandRun.of(
            "init", folder.resolve("cluster.yaml").toString(), folder.resolve("k8s").toString());
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(scenario()).contains("from:").contains("- cluster.yaml").contains("- k8s/web.yaml");
    assertThat(scenario()).doesNotContain("kubernetesVersion").doesNotContain("fargateProfiles:");
    CommandRun run = CommandRun.of("run", folder.toString(), "--reps", "1");
    assertThat(run.code()).as(run.all()).isZero();
  }

  @Test
  void standardInputIsSavedBesideTheScenario() throws IOException {
    Path scenario = folder.resolve("new/what-if.yaml");
    CommandRun init = CommandRun.piped(WEB, "init", "-", "-o", scenario.toString());
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(Files.readString(folder.resolve("new/manifests.yaml"))).isEqualTo(WEB);
    CommandRun run = CommandRun.of("run", scenario.toString(), "--reps", "1");
    assertThat(run.code()).as(run.all()).isEqualTo(1);
  }

  @Test
  void nothingIsReplacedUnlessAskedTo() throws IOException {
    Files.writeString(folder.resolve("scenario.yaml"), "mine");
    CommandRun refused =
        CommandRun.of(
            "init",
            folder.resolve("k8s/web.yaml").toString(),
            "-o",
            folder.resolve("scenario.yaml").toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(scenario()).isEqualTo("mine");
    CommandRun forced =
        CommandRun.of(
            "init",
            folder.resolve("k8s/web.yaml").toString(),
            "-o",
            folder.resolve("scenario.yaml").toString(),
            "--force");
    assertThat(forced.code()).as(forced.all()).isZero();
    assertThat(scenario()).contains("kind: Scenario");
  }

  @Test
  void wrongFilesAreReportedAndNothingIsWritten() throws IOException {
    Files.writeString(folder.resolve("k8s/bad.yaml"), "kind: Deployment\n\tx: 1\n");
    CommandRun init = CommandRun.of("init", folder.resolve("k8s").toString());
    assertThat(init.code()).isEqualTo(3);
    assertThat(init.err()).contains("bad.yaml:2");
    assertThat(folder.resolve("k8s/scenario.yaml")).doesNotExist();
  }

  @Test
  void namespaceOptionPlacesObjectsThatNameNone() throws IOException {
    Files.writeString(folder.resolve("k8s/web.yaml"), WEB.replace(", namespace: shop", ""));
    CommandRun init = CommandRun.of("init", folder.resolve("k8s").toString(), "-n", "team-a");
    assertThat(init.code()).as(init.all()).isZero();
    assertThat(Files.readString(folder.resolve("k8s/scenario.yaml"))).contains("namespace: team-a");
    CommandRun run =
        CommandRun.of("run", folder.resolve("k8s").toString(), "--reps", "1", "-o", "json");
    assertThat(run.out()).contains("\"team-a\"");
  }
}
