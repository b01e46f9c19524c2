package dev.farsight.cli;

import dev.farsight.scenario.issue.SafeText;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The root of all commands. */
@Command(
    name = "farsight",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Simulates Kubernetes scheduling on AWS EKS Fargate: which pods get stuck, why, and what"
            + " would free them.",
    footer = {
      "",
      "Examples:",
      "  farsight demo                            # two stories, and what frees them",
      "  helm template . | farsight check -       # would Fargate run these pods?",
      "  farsight init k8s/ cluster.yaml          # a scenario for them",
      "  farsight run scenario.yaml               # play it; --help tells exit codes",
      "  farsight why --scenario scenario.yaml    # why is this pod stuck?"
    })
public final class Farsight {

  /** All commands, in the order of the help text. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          ListCommand.class,
          InitCommand.class,
          CheckCommand.class,
          ImportCommand.class,
          RunCommand.class,
          WhyCommand.class,
          FixCommand.class,
          CompareCommand.class,
          ConformCommand.class,
          ExplainCommand.class,
          SchemaCommand.class,
          DoctorCommand.class,
          VersionCommand.class,
          CompletionCommand.class);

  /** Starts Farsight and exits with the code of the command. */
  public static void main(String[] args) {
    StandardStream out = new StandardStream(FileDescriptor.out);
    PrintWriter err = new StandardStream(FileDescriptor.err).writer();
    System.exit(written(execute(out.writer(), err, args), out, err));
  }

  /** Returns the exit code of a command, given whether standard output took all it had to say. */
  static int written(int code, StandardStream out, PrintWriter err) {
    String failure = out.failure();
    if (failure == null) {
      return code;
    }
    err.println("farsight: standard output: " + SafeText.of(failure));
    err.flush();
    return ExitCodes.IO;
  }

  /**
   * Runs a command and returns its exit code, whatever happens.
   *
   * @param out standard output
   * @param err standard error
   * @param args command line
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    int code;
    try {
      code = commandLine(out, err, called(List.of(args))).execute(args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
      code = new Failures(err).exitCode(e, List.of(args));
    }
    out.flush();
    err.flush();
    return code;
  }

  /**
   * Returns the commands, writing to the given streams: the way in for tests.
   *
   * @param out standard output
   * @param err standard error
   */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return commandLine(out, err, name -> true);
  }

  /** Tells which commands a command line may call; a file of words (@FILE) may name any. */
  static Predicate<String> called(List<String> words) {
    return words.stream().anyMatch(word -> word.startsWith("@")) ? name -> true : words::contains;
  }

  /**
   * Returns the commands, of which only those that are called know their options: to find the
   * options of all by reflection takes longer than the whole rest of {@code --help}.
   *
   * @param called tells whether the command of a name may be called
   */
  static CommandLine commandLine(PrintWriter out, PrintWriter err, Predicate<String> called) {
    CommandLine commandLine = new CommandLine(new Farsight());
    for (Class<?> command : COMMANDS) {
      Command described = command.getAnnotation(Command.class);
      String name = described.name();
      commandLine.addSubcommand(
          name, called.test(name) ? command : nameAndDescription(name, described));
    }
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setAbbreviatedSubcommandsAllowed(false);
    commandLine.setExecutionExceptionHandler(new Failures(err));
    commandLine.setParameterExceptionHandler(new UsageMistakes());
    commandLine.getSubcommands().values().forEach(Farsight::addHelp);
    return commandLine;
  }

  private static CommandSpec nameAndDescription(String name, Command described) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(described.description());
    return spec;
  }

  /** Gives a command the option that every command has, so that none can forget it. */
  private static void addHelp(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help and exit.")
              .build());
    }
  }
}
