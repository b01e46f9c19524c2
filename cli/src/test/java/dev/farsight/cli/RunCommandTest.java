package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class RunCommandTest {

  private final Cli cli = new Cli();

  @TempDir private Path folder;

  private Path scenario(String spec) throws IOException {
    return Files.writeString(
        folder.resolve("scenario.yaml"),
        "apiVersion: farsight.dev/v1alpha1\nkind: Scenario\nspec:\n" + spec);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void thresholdsDecideTheExitCode() throws IOException {
    String one = "  timeline: [{at: 0s, apply: [{apiVersion: v1, kind: Pod, metadata: {name: p},";
    String pod = one + " spec: {containers: [{name: c, image: i}]}}]}]\n";
    Path passes = scenario(pod + "  until: 1m\n  thresholds: [last(pending_pods) == 1]\n");
    assertThat(cli.run("run", passes.toString())).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("✓ pass");
    Path fails = scenario(pod + "  until: 1m\n  thresholds: [last(stuck_pods) == 0]\n");
    assertThat(cli.run("run", fails.toString())).isEqualTo(ExitCodes.FAILED);
    assertThat(cli.out()).contains("✗ FAIL").contains("1 pod STUCK");
  }

  @Test
  void stuckPodsWithoutThresholdsExitWithZeroAndAreSaidLoudly() {
    assertThat(cli.run("run", "keda/not-selected", "--set", "thresholds=[]")).isZero();
    assertThat(cli.out()).contains("3 pods STUCK").contains("FS1101").doesNotContain("pass");
  }

  @Test
  void everyFormatIsWrittenAtOnce() throws Exception {
    String base = folder.resolve("r").toString();
    int code =
        cli.run(
            "run",
            "keda/profile-then-restart",
            "--reps",
            "3",
            "-o",
            "json",
            "-o",
            "json=" + base + ".json",
            "-o",
            "ndjson=" + base + ".ndjson",
            "-o",
            "junit=" + base + ".xml",
            "-o",
            "markdown=" + base + ".md",
            "-o",
            "csv=" + base + ".csv",
            "-o",
            "sarif=" + base + ".sarif",
            "-o",
            "human=" + base + ".txt");
    assertThat(code).isEqualTo(ExitCodes.OK);
    assertThat(cli.err()).contains("keda-profile-then-restart").contains("seed 42");
    assertThat(Files.readString(Path.of(base + ".json"))).isEqualTo(cli.out());
    JsonNode result = json(cli.out());
    assertThat(result.path("replications")).hasSize(3);
    assertThat(result.path("planned").asInt()).isEqualTo(3);

    List<String> lines = Files.readAllLines(Path.of(base + ".ndjson"));
    assertThat(lines).hasSize(5).allSatisfy(line -> assertThat(json(line).isObject()).isTrue());
    assertThat(json(lines.get(0)).path("type").asText()).isEqualTo("experiment");
    assertThat(json(lines.get(1)).path("digest")).isEqualTo(result.at("/replications/0/digest"));
    assertThat(json(lines.get(4)).path("summary")).isEqualTo(result.path("summary"));

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Files.readString(Path.of(base + ".xml")))))
            .getDocumentElement();
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);

    assertThat(Files.readString(Path.of(base + ".md"))).contains("| ✓ pass | `last(stuck_pods) ==");
    assertThat(Files.readString(Path.of(base + ".csv"))).startsWith("replication,seed,namespace");
    assertThat(json(Files.readString(Path.of(base + ".sarif"))).at("/runs/0/results")).isEmpty();
    assertThat(cli.err()).endsWith(Files.readString(Path.of(base + ".txt")));
  }

  @Test
  void brokenThresholdsAndCausesReachCiSystems() throws Exception {
    int code =
        cli.run(
            "run",
            "keda/not-selected",
            "--reps",
            "1",
            "--set",
            "thresholds=[last(stuck_pods) == 0]",
            "-o",
            "junit",
            "-o",
            "sarif=" + folder.resolve("r.sarif"));
    assertThat(code).isEqualTo(ExitCodes.FAILED);
    assertThat(cli.out())
        .contains("failures=\"1\"")
        .contains("<failure type=\"threshold\" message=\"got 3\"")
        .contains("FS1101");
    JsonNode results = json(Files.readString(folder.resolve("r.sarif"))).at("/runs/0/results");
    assertThat(results).hasSize(2);
    assertThat(results.get(0).path("ruleId").asText()).isEqualTo("FS1101");
    assertThat(results.get(1).path("level").asText()).isEqualTo("error");
  }

  @Test
  void onlyOneFormatGoesToStandardOutput() {
    assertThat(cli.run("run", "keda/not-selected", "-o", "json", "-o", "csv"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(cli.run("run", "keda/not-selected", "-o", "yaml")).isEqualTo(ExitCodes.USAGE);
    assertThat(cli.err()).contains("unknown format \"yaml\"").contains("ndjson");
  }

  @Test
  void whatCannotBeWrittenExitsWithSixAndLeavesNothingBehind() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(cli.run("run", "keda/not-selected", "-q", "-o", "json=" + file.resolve("r.json")))
        .isEqualTo(ExitCodes.IO);
    assertThat(cli.err()).contains(file.toString()).doesNotContain("Exception");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void traceHoldsTheEventsOfTheRecordAndNoMore() throws IOException {
    Path trace = folder.resolve("trace.ndjson");
    cli.run("run", "keda/not-selected", "--reps", "2", "--trace", trace.toString(), "-o", "json");
    JsonNode first = json(cli.out()).at("/replications/0");
    List<String> lines = Files.readAllLines(trace);
    assertThat(lines).hasSize(first.path("events").asInt());
    double before = 0;
    for (String line : lines) {
      JsonNode event = json(line);
      assertThat(event.path("t").asDouble()).isGreaterThanOrEqualTo(before);
      before = event.path("t").asDouble();
    }
    assertThat(before).isLessThanOrEqualTo(first.path("end").asDouble());
    assertThat(lines).anyMatch(line -> line.contains("\"subject\":\"pod/keda/keda-operator-"));
  }

  @Test
  void explainDefaultsMarksWhatTheScenarioSets() throws IOException {
    String[] set = {"run", "keda/not-selected", "--explain-defaults", "--set", ""};
    set[4] = "model.fargate.launch=90s";
    assertThat(cli.run(set)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out())
        .contains("model.fargate.launch = 90s\n    set by the scenario; the default is lognormal(")
        .contains("model.kubelet.imagePull = 5s\n");
    assertThat(cli.run("run", "keda/not-selected", "--explain-defaults", "-o", "json")).isZero();
    JsonNode values = json(cli.out());
    assertThat(values)
        .hasSizeGreaterThan(30)
        .allSatisfy(value -> assertThat(value.path("source").asText()).isNotEmpty());
  }

  @Test
  void numbersOutOfRangeAreAWrongCommandLine() {
    for (String[] wrong :
        List.of(
            new String[] {"--reps", "0"},
            new String[] {"--threads", "0"},
            new String[] {"--seed", "-1"},
            new String[] {"--reps", "many"})) {
      assertThat(cli.run("run", "keda/not-selected", wrong[0], wrong[1]))
          .isEqualTo(ExitCodes.USAGE);
      assertThat(cli.err()).contains(wrong[0]);
    }
  }

  /** A race: in some replications the pods come before the webhook knows the profile. */
  private Path race() throws IOException {
    return scenario(
        """
          timeline:
            - {at: 0s, createFargateProfile: {name: b, selectors: [{namespace: shop}]}}
            - after: b.ACTIVE + 25s
              apply:
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: web, namespace: shop}
                  spec: {containers: [{name: c, image: i}]}
          until: 10m
          replications: 40
          seed: 3
          thresholds: [last(stuck_pods) == 0]
        """);
  }

  @Test
  void podsAreShownOfAReplicationThatHasStuckOnes() throws IOException {
    String race = race().toString();
    assertThat(cli.run("run", race, "--reps", "1")).isEqualTo(ExitCodes.OK);
    assertThat(cli.run("run", race)).isEqualTo(ExitCodes.FAILED);
    assertThat(cli.out())
        .containsPattern("0 to 1 pods STUCK .*, in [0-9]+ of 40\\s+replications")
        .contains("✗ stuck   shop/web")
        .containsPattern("first replication with stuck pods \\(seed [0-9]{4,}\\)");
  }

  @Test
  void whyLooksAtEveryReplication() throws IOException {
    String race = race().toString();
    assertThat(cli.run("why", "--scenario", race)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).startsWith("seed ").contains("40 replications").contains("STUCK");
    String result = folder.resolve("r.json").toString();
    cli.run("run", race, "-q", "-o", "json=" + result);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("✗ FAIL").contains("last(stuck_pods) == 0");
    cli.run("why", "shop/web", "--result", result);
    assertThat(cli.out()).contains("40 replications").contains("shop/web  STUCK");
    cli.run("why", "--scenario", race, "--reps", "1");
    assertThat(cli.out()).isEqualTo("No pod is stuck.\n");
  }

  @Test
  void notesDoNotBuryWhatIsWrong() {
    String[] wrong = {"run", "keda/not-selected", "--set", "model.fargate.lunch=3s"};
    assertThat(cli.run(wrong)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err())
        .startsWith("--set model.fargate.lunch=3s  FS0101  error  unknown field \"lunch\"\n")
        .contains("did you mean \"launch\"?")
        .containsPattern("[0-9]+ notes on what is read and not simulated; -v shows them")
        .doesNotContain("FS9001");
    wrong[3] = "modl.fargate.launch=3s";
    assertThat(cli.run(wrong)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).startsWith("--set modl.fargate.launch=3s  FS0101").contains("model");
    assertThat(cli.run("run", "keda/not-selected", "-v")).isEqualTo(ExitCodes.OK);
    assertThat(cli.err()).contains("FS9001").contains("FS9002");
  }

  @Test
  void versionsOnTheCommandLineAreText() throws IOException {
    String[] run = {"run", race().toString(), "--reps", "1", "--set", ""};
    run[5] = "cluster.kubernetesVersion=1.30";
    assertThat(cli.run(run)).isEqualTo(ExitCodes.OK);
    assertThat(cli.out()).contains("Kubernetes 1.30,");
    run[5] = "timeline[0].at=5";
    assertThat(cli.run(run)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(cli.err()).startsWith("--set timeline[0].at=5  FS0106  error  the duration 5");
  }

  @Test
  void podsThatStillWaitAtTheEndAreCounted() throws IOException {
    cli.run("run", race().toString(), "--reps", "1", "--set", "model.fargate.launch=600s");
    assertThat(cli.out()).contains("no pod is stuck at the end (10m00s), 1 still pending");
  }

  @Test
  void narrowTerminalsGetNarrowLines() {
    System.setProperty("farsight.terminal", "out,err");
    System.setProperty("farsight.columns", "40");
    try {
      for (String scenario : List.of("keda/not-selected", "keda/profile-first")) {
        cli.run("run", scenario, "--no-color");
        assertThat(cli.out().lines())
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
      }
      cli.run("why", "--scenario", "keda/not-selected", "--seed", "7", "--no-color");
      // A name that is longer than the line is not cut.
      assertThat(cli.out().lines().filter(line -> line.matches(" {8}.* .*")))
          .hasSizeGreaterThan(10)
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    } finally {
      System.clearProperty("farsight.terminal");
      System.clearProperty("farsight.columns");
    }
  }

  @Test
  void namesOfFilesAreEscapedInSarif() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("my team's"));
    Files.copy(race(), odd.resolve("a:b.yaml"));
    cli.run("run", odd.resolve("a:b.yaml").toString(), "-o", "sarif=-");
    assertThat(json(cli.out()).findValuesAsText("uri"))
        .isNotEmpty()
        .allSatisfy(uri -> assertThat(uri).endsWith("my%20team's/a:b.yaml"));
    cli.run(
        "run", "keda/not-selected", "--set", "thresholds=[last(stuck_pods) == 0]", "-o", "sarif");
    assertThat(json(cli.out()).findValuesAsText("uri")).contains("keda/not-selected");
  }
}
