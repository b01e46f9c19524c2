package dev.farsight.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of all commands. */
@Command(
    name = "farsight",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Simulates Kubernetes scheduling on AWS EKS Fargate: which pods get stuck, why, and what"
            + " would free them.",
    subcommands = {
      DemoCommand.class,
      ListCommand.class,
      InitCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      RunCommand.class,
      WhyCommand.class,
      FixCommand.class,
      ConformCommand.class,
      ExplainCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      CompletionCommand.class
    })
public final class Farsight {

  /** Starts Farsight and exits with the code of the command. */
  public static void main(String[] args) {
    // UTF-8 whatever the locale says: results must have the same bytes on every machine.
    PrintWriter out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintWriter err =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = commandLine(out, err).execute(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /**
   * Returns the commands, writing to the given streams: the way in for tests.
   *
   * @param out standard output
   * @param err standard error
   */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Farsight());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setExecutionExceptionHandler(new Failures(err));
    return commandLine;
  }
}
