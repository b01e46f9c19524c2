package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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
  void helpIsTheSameWhereOnlyTheCalledCommandKnowsItsOptions() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine all = Farsight.commandLine(nowhere, nowhere);
    CommandLine none = Farsight.commandLine(nowhere, nowhere, name -> false);
    assertThat(none.getUsageMessage()).isEqualTo(all.getUsageMessage());
    assertThat(none.getSubcommands().get("run").getCommandSpec().findOption("--reps")).isNull();
    assertThat(all.getSubcommands()).containsKeys("demo", "run", "why", "completion");
    all.getSubcommands()
        .forEach(
            (name, command) ->
                assertThat(
                        Farsight.commandLine(nowhere, nowhere, name::equals)
                            .getSubcommands()
                            .get(name)
                            .getUsageMessage())
                    .isEqualTo(command.getUsageMessage()));
  }

  @Test
  void aFileOfWordsMayCallAnyCommand(@TempDir Path folder) throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "list incidents\n");
    CommandRun run = CommandRun.of("@" + words);
    assertThat(run.code()).isEqualTo(ExitCodes.OK);
    assertThat(run.out()).contains("I-01");
  }

  @Test
  void unknownOptionIsAWrongCommandLine() {
    assertThat(execute("--nonsense")).isEqualTo(ExitCodes.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("--nonsense");
  }

  private static StandardStream refusing(String why) {
    return new StandardStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        });
  }

  @Test
  void outputThatIsCutShortIsNoSuccess() {
    StandardStream full = refusing("No space left on device");
    full.writer().println("half a result");
    assertThat(Farsight.written(ExitCodes.OK, full, new PrintWriter(err, true)))
        .isEqualTo(ExitCodes.IO);
    assertThat(err.toString()).contains("standard output: No space left on device");
  }

  @Test
  void aReaderMayStopReading() {
    StandardStream closed = refusing("Broken pipe");
    closed.writer().println("more than head wants");
    assertThat(Farsight.written(ExitCodes.FAILED, closed, new PrintWriter(err, true)))
        .isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void jargonOfTheLanguageIsNotShown() {
    assertThat(execute("run", "x", "--seed", "many")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("'many' is not a whole number");
  }

  @Test
  void everyCommandTakesTheGlobalOptions() {
    for (String command : new String[] {"version", "doctor", "schema"}) {
      assertThat(execute(command, "--no-color", "-q", "--no-progress")).as(command).isZero();
    }
  }
}
