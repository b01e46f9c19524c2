package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands {@code fix} and {@code why --from}, as a user calls them. */
class FixCommandTest {

  private final Cli cli = new Cli();

  @TempDir private Path folder;
  private String dump = "";
  private String profiles = "";

  @BeforeEach
  void copyDumps() throws IOException {
    dump = copy("prod.json").toString();
    profiles = copy("prod-profiles.json").toString();
    copy("prod-profiles.yaml");
  }

  private Path copy(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream stream = FixCommandTest.class.getResourceAsStream("/live/" + name)) {
      Files.write(file, Objects.requireNonNull(stream, name).readAllBytes());
    }
    return file;
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(cli.out());
  }

  private static List<String> ids(JsonNode fix) {
    List<String> ids = new ArrayList<>();
    fix.path("remedies").forEach(remedy -> ids.add(remedy.path("id").asText()));
    return ids;
  }

  @Test
  void aDumpWithoutPodsIsNoClusterWithoutTroubles() throws IOException {
    Path file = folder.resolve("empty.json");
    Files.writeString(file, "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": []}");
    assertThat(cli.run("fix", "--from", file.toString())).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("no input holds a pod").contains("kubectl get pods,nodes");
    assertThat(cli.run("fix", "--from", "../examples/shop/scenario.yaml"))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("this is a scenario, not the state of a cluster");
  }

  @Test
  void anyNumberOfThreadsGivesTheSameAnswer() {
    assertThat(cli.run("fix", "incident/I-07", "--threads", "1")).isEqualTo(ExitCodes.OK);
    String one = cli.out();
    assertThat(one).contains("what frees them");
    assertThat(cli.run("fix", "incident/I-07", "--threads", "3")).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).isEqualTo(one);
    assertThat(cli.run("fix", "incident/I-07", "--threads", "0")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("--threads must be from 1");
  }

  @Test
  void peopleReadTheCauseTheFixTheCommandsAndWhatDoesNothing() {
    assertThat(cli.run("fix", "keda/not-selected")).isEqualTo(ExitCodes.OK);
    assertThat(cli.out())
        .contains("FS1101  no Fargate profile selects the namespace")
        .contains("1. create-profile + rollout-restart")
        .contains("eksctl create fargateprofile --cluster")
        .contains("kubectl rollout restart deployment/keda-operator -n keda")
        .contains("without rollout-restart: not enough")
        .containsSubsequence("what does not suffice by itself", "add-toleration", "Too many pods");
  }

  @Test
  void ofTolerationAndRecreationOnlyTheRecreationWasNecessary() throws IOException {
    cli.run("fix", "keda/not-selected", "-o", "json");
    JsonNode compound = json().at("/compounds/0");
    assertThat(compound.path("parts").toString()).contains("add-toleration", "rollout-restart");
    assertThat(compound.path("sufficient").asBoolean()).isTrue();
    for (JsonNode part : compound.path("attribution")) {
      assertThat(part.path("needed").asBoolean())
          .as(part.toString())
          .isEqualTo(!part.path("part").asText().equals("add-toleration"));
    }
    cli.run("fix", "keda/not-selected");
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("not necessary: add-toleration")
        .contains("without add-toleration: still enough");
  }

  @Test
  void jsonHoldsRanksFiguresAndCommands() throws IOException {
    assertThat(cli.run("fix", "incident/I-01", "-o", "json")).isEqualTo(ExitCodes.OK);
    JsonNode report = json();
    assertThat(report.path("formatVersion").asText()).isEqualTo("farsight.dev/fix/v1alpha1");
    assertThat(report.at("/diagnoses/0/causeCode").asText()).isEqualTo("FS1103");
    JsonNode first = report.at("/fixes/0");
    assertThat(first.path("rank").asInt()).isEqualTo(1);
    assertThat(ids(first)).containsExactly("rollout-restart");
    assertThat(first.path("sufficientIn").asInt()).isEqualTo(first.path("of").asInt());
    assertThat(first.path("recoverySeconds").asDouble()).isBetween(30.0, 180.0);
    assertThat(report.path("partial")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"keda/not-selected", "incident/I-01"})
  void writtenScenarioRunsAnywhereAndIsFree(String scenario) throws IOException {
    Path fixed = Files.createDirectory(folder.resolve("elsewhere")).resolve("fixed.yaml");
    assertThat(cli.run("fix", scenario, "--write", fixed.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.err()).contains("written: " + fixed);
    cli.run("run", scenario);
    assertThat(cli.out()).contains("stuck");
    assertThat(cli.run("run", fixed.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("no pod is stuck at the end");
  }

  @Test
  void filesOfTheScenarioGoWithTheFixedOne() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(own.resolve("web.yaml"), web());
    Path scenario = Files.writeString(own.resolve("scenario.yaml"), scenario());
    Path fixed = Files.createDirectory(folder.resolve("other")).resolve("fixed.yaml");
    cli.run("fix", own.toString(), "--write", fixed.toString());
    assertThat(fixed.resolveSibling("web.yaml")).exists();
    assertThat(cli.run("run", fixed.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("no pod is stuck at the end");
    Path beside = own.resolve("fixed.yaml");
    cli.run("fix", scenario.toString(), "--write", beside.toString());
    assertThat(cli.run("run", beside.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("no pod is stuck at the end");
  }

  private static String web() {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: storefront, namespace: retail}
        spec:
          replicas: 2
          selector: {matchLabels: {app: storefront}}
          template:
            metadata: {labels: {app: storefront}}
            spec:
              containers: [{name: web, image: storefront}]
        """;
  }

  private static String scenario() {
    return """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        metadata: {name: storefront}
        spec:
          timeline:
            - {at: 0s, apply: [web.yaml]}
            - {at: 1m, createFargateProfile: {name: retail, selectors: [{namespace: retail}]}}
          until: 30m
        """;
  }

  @Test
  void onlyTheNamedRemediesAreTried() throws IOException {
    cli.run("fix", "keda/not-selected", "--only", "create-profile,delete-pods", "-o", "json");
    JsonNode report = json();
    assertThat(report.path("fixes")).hasSize(1);
    assertThat(ids(report.at("/fixes/0"))).containsExactly("create-profile", "delete-pods");
    assertThat(cli.run("fix", "keda/not-selected", "--only", "rollout-restrat"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("rollout-restart");
  }

  @Test
  void twentyMinutesInOnlyRemediesOfNowAreTriedAndTimedFromThen() throws IOException {
    cli.run("fix", "coredns/label-eksctl-0.207", "--at", "40m", "-o", "json");
    JsonNode report = json();
    assertThat(report.path("at").asDouble()).isEqualTo(2_400);
    assertThat(report.path("fixes")).isNotEmpty();
    for (JsonNode fix : report.path("fixes")) {
      assertThat(fix.path("when").asText()).isEqualTo("now");
    }
    assertThat(report.at("/fixes/0/recoverySeconds").asDouble()).isLessThan(300);
    assertThat(cli.run("fix", "keda/not-selected", "--at", "soon")).isEqualTo(ExitCodes.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod-profiles.json", "prod-profiles.yaml"})
  void dumpAndProfilesAreEnoughInBothNotations(String file) throws IOException {
    String given = folder.resolve(file).toString();
    assertThat(cli.run("fix", "--from", dump, "--from", given, "-o", "json"))
        .isEqualTo(ExitCodes.OK);
    JsonNode report = json();
    assertThat(report.path("cluster").asText()).isEqualTo("prod");
    assertThat(report.path("dumpedAt").asText()).isEqualTo("2026-05-11T01:59:40Z");
    assertThat(report.at("/diagnoses/0/causeCode").asText()).isEqualTo("FS1103");
    assertThat(ids(report.at("/fixes/0"))).containsExactly("rollout-restart");
    assertThat(report.at("/fixes/0/remedies/0/commands/0").asText())
        .isEqualTo("kubectl rollout restart deployment/ledger -n payments");
    assertThat(report.path("missing")).isEmpty();
    // Only one of the two notations tells when the profile was created.
    boolean aged = file.endsWith(".json");
    assertThat(report.at("/diagnoses/0/alternatives").toString().contains("FS1112"))
        .isEqualTo(!aged);
  }

  @Test
  void withoutProfilesBothCausesAreSaidWithWhatTellsThemApart() throws IOException {
    assertThat(cli.run("fix", "--from", dump, "-o", "json")).isEqualTo(ExitCodes.OK);
    JsonNode report = json();
    assertThat(report.at("/missing/0/what").asText()).isEqualTo("Fargate profiles");
    assertThat(report.at("/missing/0/decides").asText()).contains("FS1101").contains("FS1103");
    assertThat(ids(report.at("/fixes/0"))).containsExactly("create-profile", "rollout-restart");
    JsonNode other = report.at("/alternatives/0");
    assertThat(other.path("causeCode").asText()).isEqualTo("FS1103");
    assertThat(other.path("tells").asText()).contains("payments");
    assertThat(ids(other.path("fix"))).containsExactly("rollout-restart");
    cli.run("fix", "--from", dump);
    assertThat(cli.out()).contains("--cluster CLUSTER").doesNotContain("--cluster farsight");
    String told = cli.err();
    cli.run("why", "--from", dump);
    assertThat(told).isEqualTo(cli.err());
  }

  @Test
  void clusterOfADumpIsWrittenAsAScenarioThatRunsAndIsFree() throws IOException {
    Path fixed = folder.resolve("fixed.yaml");
    cli.run("fix", "--from", dump, "--from", profiles, "--write", fixed.toString());
    assertThat(cli.out()).contains("cluster prod").contains("1. rollout-restart");
    Files.delete(Path.of(dump));
    Files.delete(Path.of(profiles));
    assertThat(cli.run("run", fixed.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("no pod is stuck at the end");
  }

  @Test
  void whyTellsTheStoryOfADumpWithCommandsThatRunsHaveProven() {
    assertThat(cli.run("why", "--from", dump, "--profiles", profiles)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out())
        .contains("cluster prod  as dumped at 2026-05-11T01:59:40Z")
        .contains("payments/ledger-7c9f4d-ccccc  STUCK")
        .contains("FS1103  created before its Fargate profile was effective")
        .contains("or FS1105")
        .contains("kubectl rollout restart deployment/ledger -n payments")
        .doesNotContain("seen inside");
    assertThat(cli.out().replaceAll("\\s+", " "))
        .contains("profile fp-payments (payments), created 5m00s after the pod, selects the pod");
  }

  @Test
  void whyOfADumpReadsStandardInputNamesAPodAndGivesJson() throws IOException {
    CommandRun run =
        CommandRun.piped(
            Files.readString(Path.of(dump)),
            "why",
            "payments/ledger-7c9f4d-bbbbb",
            "--from",
            "-",
            "--from",
            profiles,
            "-o",
            "json");
    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.path("stories")).hasSize(1);
    assertThat(report.at("/stories/0/pod").asText()).isEqualTo("payments/ledger-7c9f4d-bbbbb");
    assertThat(report.at("/stories/0/causeCode").asText()).isEqualTo("FS1103");
    assertThat(report.at("/stories/0/alternatives/0/causeCode").asText()).isEqualTo("FS1105");
    assertThat(ids(report.at("/fixes/0"))).containsExactly("rollout-restart");
  }

  @Test
  void wrongInputsAreNamed() {
    assertThat(cli.run("fix")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.run("fix", "keda/not-selected", "keda/profile-only")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.run("fix", "--from", folder.resolve("none.json").toString()))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("none.json").contains("FS0001");
    assertThat(cli.run("why", "--from", dump, "payments/legder"))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).contains("no pod begins with \"payments/legder\"");
    assertThat(cli.run("why", "--from", dump, "--scenario", "keda/not-selected"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(Set.of(ExitCodes.INVALID_INPUT, ExitCodes.USAGE))
        .contains(cli.run("fix", "--from", dump, "--at", "never"));
  }
}
