package dev.farsight.cli;

import dev.farsight.scenario.experiment.ReplicationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into an exit code: never a stack trace on the terminal. */
final class Failures implements IExecutionExceptionHandler {

  private final PrintWriter err;

  Failures(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    if (exception instanceof IOException) {
      err.println("reading or writing failed: " + exception.getMessage());
      err.flush();
      return ExitCodes.IO;
    }
    err.println("This is a bug in Farsight: " + exception.getMessage());
    Path crash = Path.of("farsight-crash.txt");
    try {
      SafeFiles.write(
          crash,
          writer -> {
            PrintWriter out = new PrintWriter(writer);
            out.println(Version.line());
            out.println("command: farsight " + String.join(" ", parsed.originalArgs()));
            if (exception instanceof ReplicationException broken) {
              out.println("seed: " + broken.seed());
            }
            exception.printStackTrace(out);
            out.flush();
          });
      err.println("Please report it with " + crash + " (command, seed and place of the fault).");
    } catch (IOException e) {
      err.println("The crash file could not be written: " + e.getMessage());
    }
    err.flush();
    return ExitCodes.BUG;
  }
}
