package dev.farsight.cli;

import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.experiment.ReplicationException;
import dev.farsight.scenario.issue.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into an exit code: never a stack trace on the terminal. */
final class Failures implements IExecutionExceptionHandler {

  private static final String CRASH_FILE = "farsight-crash.txt";

  private final PrintWriter err;

  Failures(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    return exitCode(exception, parsed.originalArgs());
  }

  /** Says what went wrong and returns the exit code for it. */
  int exitCode(Throwable failure, List<String> arguments) {
    Throwable cause = failure.getCause();
    if (failure instanceof UncheckedIOException && cause != null) {
      return exitCode(cause, arguments);
    }
    if (failure instanceof IOException io) {
      err.println("farsight: " + SafeText.of(reason(io)));
      err.flush();
      return ExitCodes.IO;
    }
    if (failure instanceof OutOfMemoryError) {
      err.println(
          "farsight: out of memory; give it more, as in FARSIGHT_JAVA_OPTS=-Xmx4g, or run less");
    } else {
      err.println("This is a bug in Farsight: " + SafeText.of(FaultText.line(failure)));
    }
    crash(failure, arguments);
    err.flush();
    return ExitCodes.BUG;
  }

  private void crash(Throwable failure, List<String> arguments) {
    for (Path folder : List.of(Path.of(""), Path.of(System.getProperty("java.io.tmpdir", ".")))) {
      Path crash = folder.resolve(CRASH_FILE);
      try {
        AtomicFile.writeText(
            crash,
            writer -> {
              PrintWriter out = new PrintWriter(writer);
              out.println(Version.line());
              out.println("command: farsight " + String.join(" ", arguments));
              if (failure instanceof ReplicationException broken) {
                out.println("seed: " + broken.seed());
              }
              out.print(FaultText.trace(failure));
              out.flush();
            });
        err.println("Please report it with " + crash + " (command, seed and place of the fault).");
        return;
      } catch (IOException e) {
        err.println("The crash file cannot be written: " + SafeText.of(reason(e)));
      }
    }
  }

  /** Returns what the operating system refused, in words. */
  static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getFile() != null) {
      String why =
          e instanceof AccessDeniedException
              ? "permission denied"
              : e instanceof NoSuchFileException
                  ? "no such file or folder"
                  : e instanceof FileAlreadyExistsException
                      ? "a file of this name is in the way"
                      : file.getReason();
      return file.getFile() + ": " + (why == null ? "reading or writing failed" : why);
    }
    return "reading or writing failed: " + e.getMessage();
  }
}
