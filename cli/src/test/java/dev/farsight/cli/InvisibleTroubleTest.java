package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong without a stuck pod of its own: installers that give up, pods never created. */
class InvisibleTroubleTest {

  private static final String HEAD =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      metadata: {name: trouble}
      spec:
        cluster:
          kubernetesVersion: "1.33"
          fargateProfiles: [{name: fp, selectors: [{namespace: shop}]}]
      """;

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate, namespace: %s, annotations: {helm.sh/hook: %s}}
      spec:
        template:
          spec: {restartPolicy: Never, containers: [{name: m, image: m}]}
      """;

  private static final String QUOTA =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: cap, namespace: shop}
      spec: {hard: {pods: "3"}}
      ---
      apiVersion: apps/v1
      kind: %s
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 5
        podManagementPolicy: Parallel
        serviceName: web
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i}]}
      """;

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private String scenario(String rest, String objects) throws IOException {
    Files.writeString(folder.resolve("objects.yaml"), objects);
    return Files.writeString(folder.resolve("scenario.yaml"), HEAD + rest).toString();
  }

  private String hookOutside(String hook) throws IOException {
    return scenario(
        """
          timeline:
            - {at: 10s, helmInstall: {release: shop, namespace: shop, files: [objects.yaml], wait: true, timeout: 3m}}
          until: 20m
        """,
        JOB.formatted("jobs", hook));
  }

  private static String deployment() {
    return QUOTA
        .formatted("Deployment")
        .replaceAll(" *(podManagementPolicy|serviceName): .*\n", "");
  }

  @Test
  void anInstallerThatGaveUpIsSaidWithItsTextItsTimeAndItsPods() throws IOException {
    String scenario = hookOutside("pre-install");
    Path json = folder.resolve("r.json");
    Path junit = folder.resolve("r.xml");
    Path markdown = folder.resolve("r.md");
    cli.run(
        "run",
        scenario,
        "-o",
        "json=" + json,
        "-o",
        "junit=" + junit,
        "-o",
        "markdown=" + markdown);
    assertThat(cli.out())
        .contains("✗ helm install shop failed at 3m10s")
        .containsPattern("INSTALLATION FAILED: failed pre-install: timed out\\s+waiting for the")
        .contains("Job jobs/migrate", "Pod jobs/migrate-")
        .doesNotContain("step-1");
    String line = "helm install shop failed at 190s: INSTALLATION FAILED: failed pre-install";
    assertThat(Files.readString(junit)).contains(line).contains("it waited for Job jobs/migrate");
    assertThat(Files.readString(markdown)).contains("- ✗ helm install shop failed at 190s");
    JsonNode step =
        new ObjectMapper().readTree(Files.readString(json)).at("/replications/0/steps/0");
    assertThat(step.path("failedAt").asDouble()).isEqualTo(190);
    assertThat(step.path("waitedFor").get(0).asText()).isEqualTo("Job/jobs/migrate");
    assertThat(step.path("waitedFor").get(1).asText()).startsWith("Pod/jobs/migrate-");

    cli.run("why", "--scenario", scenario);
    String story = cli.out();
    assertThat(story)
        .startsWith("helm install shop  FAILED")
        .contains("3m10s  failed", "it waited for Job jobs/migrate")
        .containsPattern("stuck\\s+since\\s+10s\\s+\\(FS1101\\)")
        .contains("3m10s  gave up");
    cli.run("why", "--result", json.toString());
    // What is typed differs: only the scenario knows the cluster and the chart.
    String told = story.substring(0, story.indexOf("what frees it"));
    assertThat(cli.out()).startsWith(told).contains("what frees it");
    cli.run("why", "--scenario", scenario, "-o", "json");
    JsonNode stories = new ObjectMapper().readTree(cli.out());
    assertThat(stories.get(0).path("pod").asText()).startsWith("jobs/migrate-");
    assertThat(stories.get(1).path("text").asText()).isEqualTo("helm install shop");
    assertThat(stories.get(1).path("state").asText()).isEqualTo("FAILED");
  }

  @Test
  void aHookAfterTheInstallationIsToldApart() throws IOException {
    cli.run("run", hookOutside("post-install"));
    assertThat(cli.out()).contains("INSTALLATION FAILED: failed post-install");
  }

  @Test
  void aClientThatGaveUpOnPodsThatBecameReadyIsNotSilence() throws IOException {
    String scenario =
        scenario(
            """
              model: {kubelet: {pullPerSecond: 25Mi}, pods: [{select: {namespace: shop}, imageSize: 6Gi}]}
              timeline:
                - {id: s, at: 0s, helmInstall: {release: web, namespace: shop, files: [objects.yaml], wait: true, timeout: 2m}}
              until: 30m
            """,
            deployment().replace("pods: \"3\"", "pods: \"9\""));
    cli.run("why", "--scenario", scenario);
    assertThat(cli.out())
        .startsWith("helm install web  FAILED")
        .contains("FS1602", "too late", "it waited for Deployment shop/web")
        .doesNotContain("No pod is stuck");
  }

  @Test
  void anAddonThatDoesNotBecomeActiveIsSaid() throws IOException {
    String scenario =
        scenario(
            """
              timeline: [{at: 30s, createAddon: {name: metrics-server, timeout: 12m}}]
              until: 30m
            """,
            "");
    cli.run("run", scenario);
    assertThat(cli.out())
        .contains("✗ create add-on metrics-server failed at 12m30s")
        .contains("timeout while waiting for state to become 'ACTIVE'")
        .contains("Pod kube-system/metrics-server-");
  }

  @Test
  void podsThatTheApiServerRefusesAreCountedAndTold() throws IOException {
    String steps = "  timeline: [{at: 5s, apply: [objects.yaml]}]\n  until: 30m\n";
    for (String kind : new String[] {"Deployment", "StatefulSet"}) {
      boolean isSet = kind.equals("StatefulSet");
      String scenario = scenario(steps, isSet ? QUOTA.formatted(kind) : deployment());
      Path json = folder.resolve("r.json");
      cli.run("run", scenario, "-o", "json=" + json);
      assertThat(cli.out())
          .contains("no pod is stuck at the end (30m00s), 2 pods missing")
          .containsPattern(kind + "\\s+shop/web,\\s+2\\s+of\\s+5\\s+pods\\s+missing")
          .containsPattern("from\\s+5s\\s+until");
      for (String[] asked :
          new String[][] {
            {"why", "--scenario", scenario},
            {"why", "shop/web", "--scenario", scenario},
            {"why", "web", "--result", json.toString()}
          }) {
        assertThat(cli.run(asked)).isZero();
        assertThat(cli.out())
            .startsWith(kind + " shop/web  2 of 5 pods missing")
            .contains("FS1501", "5s  refused", "exceeded quota")
            .containsPattern("from\\s+5s\\s+until")
            .doesNotContain("combined from similar", "  ready\n");
      }
    }
  }

  @Test
  void anEventOfCombinedOnesIsOneEventThatTellsWhenItBegan() throws IOException {
    String scenario =
        scenario("  timeline: [{at: 5s, apply: [objects.yaml]}]\n  until: 30m\n", deployment());
    Path json = folder.resolve("r.json");
    cli.run("run", scenario, "-q", "-o", "json=" + json);
    int combined = 0;
    for (JsonNode event :
        new ObjectMapper().readTree(Files.readString(json)).at("/replications/0/clusterEvents")) {
      if (event.path("message").asText().startsWith("(combined from similar events)")) {
        combined++;
        assertThat(event.path("count").asInt()).isGreaterThan(2);
        assertThat(event.path("firstAt").asDouble()).isLessThan(event.path("lastAt").asDouble());
      }
    }
    assertThat(combined).isEqualTo(1);
  }

  @Test
  void podsThatWaitForAQuotaThatNobodySetAreToldWhoseItIs() throws IOException {
    String steps = "  timeline: [{at: 5s, apply: [objects.yaml]}]\n  until: 30m\n";
    String many =
        deployment()
            .replace("pods: \"3\"", "pods: \"99\"")
            .replace("image: i", "image: i, resources: {requests: {cpu: \"2\"}}");
    cli.run("run", scenario(steps, many));
    assertThat(cli.out()).contains("FS1206").containsPattern("the quota is 6\\s+vCPU");
    cli.run("run", scenario(steps, many), "--set", "cluster.quotas.fargateVcpu=5");
    assertThat(cli.out()).contains("FS1206").doesNotContain("the quota is");
  }
}
