package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  @Test
  void aStoredResultTellsTheSameStoryAsTheRun() {
    Path result = folder.resolve("result.json");
    cli.run("run", "coredns/label-eksctl-0.207", "-q", "-o", "json=" + result);
    String pod = "kube-system/coredns";
    assertThat(cli.run("why", pod, "--result", result.toString())).isEqualTo(ExitCodes.OK);
    String stored = cli.out();
    assertThat(stored).contains("FS1103").contains("no nodes available to schedule pods");
    cli.run("why", pod, "--scenario", "coredns/label-eksctl-0.207");
    // What is typed differs: only the scenario knows the cluster and the files.
    assertThat(story(cli.out())).isEqualTo(story(stored)).endsWith("what frees it");
  }

  private static String story(String text) {
    return text.substring(0, text.indexOf("what frees it") + "what frees it".length());
  }

  @Test
  void theNewestPodOfAWorkloadSpeaksForIt() {
    assertThat(cli.run("why", "--scenario", "keda/toleration-only")).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("Too many pods").contains("the same holds for");
  }

  @Test
  void whatIsTriedRestsOnRunsOfTheSiblings() {
    cli.run("why", "--scenario", "keda/not-selected");
    assertThat(cli.out())
        .containsPattern("nothing: wait .*✗ 3 stuck")
        .containsPattern("the toleration that blogs recommend .*✗ 6 stuck")
        .containsPattern("rollout restart once ACTIVE .*✓ Ready");
    cli.run("why", "--scenario", "keda/not-selected", "--seed", "7");
    assertThat(cli.out()).doesNotContain("what is tried");
  }

  @Test
  void besideEc2NodesAPodMayHaveBeenMeantForFargate() throws IOException {
    String scenario =
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        spec:
          cluster:
            fargateProfiles:
              - {name: fp, selectors: [{namespace: %s, labels: {tier: web}}]}
            nodes: [{name: ng, instanceType: m5.large, taints: [{key: a, effect: NoSchedule}]}]
          timeline:
            - at: 0s
              apply:
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: web, namespace: shop}
                  spec: {containers: [{name: main, image: web}]}
          until: 20m
        """;
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, scenario.formatted("shop"));
    cli.run("why", "--scenario", file.toString());
    assertThat(cli.out()).contains("FS1301").contains("or FS1102").contains("meant for Fargate");
    Files.writeString(file, scenario.formatted("elsewhere"));
    cli.run("why", "--scenario", file.toString());
    assertThat(cli.out()).contains("FS1301").contains("or FS1101");
  }

  @Test
  void theChainStandsInTheOrderOfTime() throws IOException {
    for (String scenario : new String[] {"coredns/label-eksctl-0.207", "incident/I-07"}) {
      cli.run("why", "--scenario", scenario, "-o", "json");
      for (JsonNode story : new ObjectMapper().readTree(cli.out())) {
        List<Double> times = new ArrayList<>();
        story.path("chain").forEach(link -> times.add(link.path("t").asDouble()));
        assertThat(times).as(scenario).hasSizeGreaterThan(3).isSorted();
      }
    }
  }

  @Test
  void storiesGoOutAsJson() throws IOException {
    cli.run("why", "--scenario", "keda/not-selected", "-o", "json");
    JsonNode stories = new ObjectMapper().readTree(cli.out());
    assertThat(stories).hasSize(3);
    JsonNode story = stories.get(0);
    assertThat(story.path("causeCode").asText()).isEqualTo("FS1101");
    assertThat(story.path("stuckSince").asDouble()).isEqualTo(180.0);
    assertThat(story.at("/chain/0/topic").asText()).isEqualTo("created");
    assertThat(story.path("remedyIds").get(0).asText()).isEqualTo("create-profile");
  }

  @Test
  void wrongInputsAreNamed() throws IOException {
    assertThat(cli.run("why")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("--scenario S");
    assertThat(cli.run("why", "keda/not-selected")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("farsight why --scenario keda/not-selected");
    assertThat(cli.run("why", "--result", folder.resolve("none.json").toString()))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("none.json").contains("FS0001");
    Path text = Files.writeString(folder.resolve("r.json"), "{\"formatVersion\":\n \"x\",,}");
    assertThat(cli.run("why", "--result", text.toString())).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("r.json:2:").contains("FS0004").doesNotContain("Exception");
    Path other = Files.writeString(folder.resolve("o.json"), "{\"formatVersion\": \"2\"}");
    assertThat(cli.run("why", "--result", other.toString())).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.run("why", "keda/kedda", "--scenario", "keda/not-selected"))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("no pod begins with \"keda/kedda\"").contains("keda-operator");
  }
}
