package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FarsightTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return Farsight.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void versionNamesFarsightAndTheJvm() {
    assertThat(execute("version")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString())
        .startsWith("farsight ")
        .contains(System.getProperty("java.version"))
        .doesNotContain("${");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpGoesToStandardOutput() {
    assertThat(execute("--help")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("Usage: farsight");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void unknownOptionIsAWrongCommandLine() {
    assertThat(execute("--nonsense")).isEqualTo(ExitCodes.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("--nonsense");
  }
}
