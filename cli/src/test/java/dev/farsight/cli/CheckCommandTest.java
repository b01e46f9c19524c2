package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c}]}}");
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
}
