package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.experiment.ReplicationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens when things go wrong, seen from outside: a JVM of its own in a folder of its own.
 */
class FailuresTest {

  @TempDir private Path folder;

  private Process start(String mainClass, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(mainClass);
    command.addAll(List.of(args));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A command whose invariant breaks. */
  static final class Broken {

    private Broken() {}

    public static void main(String[] args) {
      var out = new java.io.PrintWriter(System.out, true, StandardCharsets.UTF_8);
      var err = new java.io.PrintWriter(System.err, true, StandardCharsets.UTF_8);
      var failure = new ReplicationException(4711, new IllegalStateException("capacity is -1"));
      var commands = Farsight.commandLine(out, err);
      commands.addSubcommand(
          "break",
          picocli.CommandLine.Model.CommandSpec.wrapWithoutInspection(
              (java.util.concurrent.Callable<Integer>)
                  () -> {
                    throw failure;
                  }));
      System.exit(commands.execute(args));
    }
  }

  @Test
  void aBrokenInvariantExitsWithSeventyAndACrashFile() throws Exception {
    Process process = start(Broken.class.getName(), "break");
    String err = text(process.getErrorStream());
    assertThat(process.waitFor()).isEqualTo(ExitCodes.BUG);
    assertThat(err).contains("This is a bug in Farsight").contains("farsight-crash.txt");
    assertThat(err).doesNotContain("\tat ");
    assertThat(Files.readString(folder.resolve("farsight-crash.txt")))
        .contains("command: farsight break")
        .contains("seed: 4711")
        .contains("capacity is -1")
        .contains("\tat ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
  void anInterruptedRunKeepsWhatIsFinished() throws Exception {
    Files.writeString(
        folder.resolve("scenario.yaml"),
        """
        apiVersion: farsight.dev/v1alpha1
        kind: Scenario
        spec:
          cluster:
            fargateProfiles: [{name: fp, selectors: [{namespace: nowhere}]}]
          timeline:
            - at: 0s
              apply: [{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}]}}]
        """);
    Process process =
        start(
            Farsight.class.getName(),
            "run",
            "scenario.yaml",
            "--reps",
            "1000000",
            "--threads",
            "1",
            "-o",
            "json=result.json",
            "-o",
            "human=out.txt");
    try {
      // The warning about the profile says that it has begun; then some time to finish some.
      assertThat(process.getErrorStream().read()).isNotNegative();
      assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
      // Not SIGINT: a shell starts its background jobs with that one ignored, tests among them.
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCodes.INTERRUPTED);
    assertThat(Files.readString(folder.resolve("out.txt")))
        .containsPattern("interrupted after [0-9]+ of 1000000 replications");
    assertThat(Files.readString(folder.resolve("result.json")))
        .contains("\"planned\" : 1000000")
        .endsWith("}\n");
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void whatTheSystemRefusesIsSaidInWords() {
    assertThat(Failures.reason(new AccessDeniedException("/etc/x")))
        .isEqualTo("/etc/x: permission denied");
    assertThat(Failures.reason(new NoSuchFileException("a/b")))
        .isEqualTo("a/b: no such file or folder");
    assertThat(Failures.reason(new IOException("No space left on device")))
        .isEqualTo("reading or writing failed: No space left on device");
  }
}
