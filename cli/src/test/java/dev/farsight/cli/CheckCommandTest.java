package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    return Farsight.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void goodInputsExitWithZeroAndJsonGoesToStandardOutput() throws IOException {
    write(
        "a.yaml",
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}");
    write("b.json", "[{\"name\": \"fp\", \"selectors\": [{\"namespace\": \"default\"}]}]");
    assertThat(run("check", "-o", "json", folder.toString())).isEqualTo(ExitCodes.OK);
    assertThat(out.toString())
        .startsWith("{")
        .contains("\"formatVersion\" : \"farsight.dev/check/v1alpha1\"")
        .contains("\"verdict\" : \"selected\"")
        .contains("\"size\" : \"0.25vCPU 0.5GB\"");
    assertThat(err.toString()).contains("1 workload with 1 pod, 1 Fargate profile");
  }

  @Test
  void problemsAreShownWithTheirPlaceAndExitWithThree() throws IOException {
    String file = write("bad.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n");
    assertThat(run("check", file)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(out.toString()).contains("bad.yaml:4:7  FS0103  error  the pod has no containers");
  }

  @Test
  void missingFilesExitWithThreeAndUnknownFormatsWithTwo() {
    assertThat(run("check", folder.resolve("none.yaml").toString()))
        .isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(run("check", "-o", "pdf", folder.toString())).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void filesAreWrittenWholeAndQuietChecksSayOnlyWhatIsWrong() throws IOException {
    String good = write("a.yaml", POD.formatted("p"));
    Path report = folder.resolve("new").resolve("report.json");
    assertThat(run("check", good, "-q", "-o", "json=" + report)).isEqualTo(ExitCodes.OK);
    assertThat(out.toString() + err).isEmpty();
    assertThat(Files.readString(report)).contains("farsight.dev/check/v1alpha1");
    String bad = write("bad.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n");
    assertThat(run("check", bad, "-q")).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("FS0103").doesNotContain("0 warnings");
  }

  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers: [{name: c, image: i}]}}\n";

  @Test
  void scenarioIsCheckedWithAllThatItNamesAndHolds() throws IOException {
    write("app.yaml", POD.formatted("filed"));
    String scenario =
        write(
            "scenario.yaml",
            """
            apiVersion: farsight.dev/v1alpha1
            kind: Scenario
            spec:
              cluster:
                fargateProfiles: [{name: fp, selectors: [{namespace: default}]}]
                nodes: [{name: ng, count: 2, instanceType: m5.large}]
              timeline:
                - {at: 0s, apply: [app.yaml]}
                - at: 5s
                  apply: [%s]
                - {at: 6s, deletePods: {namespace: nowhere}}
            """
                .formatted(POD.formatted("held").strip()));
    assertThat(run("check", scenario, "-o", "json")).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(out.toString())
        .contains("\"name\" : \"filed\"", "\"name\" : \"held\"", "\"name\" : \"ng\"")
        .contains("\"code\" : \"FS0505\"", "\"pods\" : 2")
        .contains("\"verdict\" : \"selected\"")
        .doesNotContain("no-profiles");
    assertThat(err.toString()).contains("scenario.yaml:11:40");
  }

  @Test
  void fileThatAScenarioNamesCountsOnce() throws IOException {
    write("app.yaml", POD.formatted("p"));
    write(
        "scenario.yaml",
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        spec: {timeline: [{at: 0s, apply: [app.yaml]}]}
        """);
    assertThat(run("check", folder.toString())).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("2 files, 2 objects, 1 workload with 1 pod");
    assertThat(out.toString()).doesNotContain("FS0204");
  }

  @Test
  void configurationOfTheSchedulerIsKnown() throws IOException {
    String file =
        write(
            "scheduler.yaml",
            """
            apiVersion: kubescheduler.config.k8s.io/v1
            kind: KubeSchedulerConfiguration
            profiles: [{schedulerName: mine, plugin: {}}]
            """);
    assertThat(run("check", file)).isEqualTo(ExitCodes.INVALID_INPUT);
    assertThat(out.toString()).contains(":3:34  FS0101").contains("did you mean \"plugins\"?");
  }

  @Test
  void foldersGlobsAndStandardInputAreReadTogether() throws IOException {
    Files.createDirectories(folder.resolve("k8s/deep"));
    write("k8s/a.yaml", POD.formatted("a"));
    write("k8s/deep/b.yml", POD.formatted("b"));
    write("k8s/notes.txt", "not: read");
    write(
        "one.json",
        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"n\"}}");
    String glob = folder.resolve("*.json").toString();
    CommandRun run =
        CommandRun.piped(
            POD.formatted("piped"),
            "check",
            folder.resolve("k8s").toString(),
            glob,
            "-",
            "-n",
            "n");
    assertThat(run.code()).as(run.all()).isEqualTo(ExitCodes.OK);
    assertThat(run.out())
        .contains("Pod/n/a ", "Pod/n/b ", "Pod/n/piped ")
        .contains("4 files, 4 objects, 3 workloads with 3 pods");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege on Windows")
  void linksInAFolderAreNotFollowed() throws IOException {
    write("secret.yaml", POD.formatted("outside"));
    Files.createDirectories(folder.resolve("k8s"));
    write("k8s/a.yaml", POD.formatted("inside"));
    Files.createSymbolicLink(folder.resolve("k8s/b.yaml"), folder.resolve("secret.yaml"));
    Files.createSymbolicLink(folder.resolve("k8s/loop"), folder.resolve("k8s"));
    CommandRun run = CommandRun.of("check", folder.resolve("k8s").toString());
    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.out()).contains("Pod/default/inside").doesNotContain("outside");
  }
}
