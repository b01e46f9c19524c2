package dev.farsight.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that every command which runs or reads something has. */
final class GlobalOptions {

  private static final List<String> FORMATS =
      List.of("human", "json", "ndjson", "junit", "markdown", "csv", "sarif");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description =
          "human, json, ndjson, junit, markdown, csv or sarif; repeatable. Without =FILE it goes to"
              + " standard output, and everything said to people to standard error.")
  private List<String> outputs = new ArrayList<>();

  @Option(names = "--no-color", description = "No colours; also NO_COLOR, and when not a terminal.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what is wrong.")
  private boolean quiet;

  @Option(names = "--no-progress", description = "No progress line.")
  private boolean noProgress;

  /**
   * One wanted output.
   *
   * @param format format
   * @param file file; null for standard output
   */
  record Output(String format, @Nullable String file) {}

  boolean quiet() {
    return quiet;
  }

  boolean progress() {
    return !noProgress && !quiet && Terminal.isInteractive();
  }

  /** Returns the outputs other than that for people. */
  List<Output> machineOutputs(CommandSpec spec) {
    List<Output> wanted = new ArrayList<>();
    int onStandardOutput = 0;
    for (String text : outputs) {
      int equals = text.indexOf('=');
      String format = equals < 0 ? text : text.substring(0, equals);
      if (!FORMATS.contains(format)) {
        throw new ParameterException(
            spec.commandLine(),
            "unknown format \"" + format + "\"; known are " + String.join(", ", FORMATS));
      }
      if (!format.equals("human")) {
        String file = equals < 0 ? null : text.substring(equals + 1);
        onStandardOutput += file == null ? 1 : 0;
        wanted.add(new Output(format, file));
      }
    }
    if (onStandardOutput > 1) {
      throw new ParameterException(
          spec.commandLine(), "only one format can go to standard output; write -o FORMAT=FILE");
    }
    return wanted;
  }

  /** Returns where human text goes. */
  Console console(CommandSpec spec) {
    boolean dataOnOut = machineOutputs(spec).stream().anyMatch(output -> output.file() == null);
    boolean colour =
        !noColor && System.getenv("NO_COLOR") == null && Terminal.isInteractive() && !dataOnOut;
    var commandLine = spec.commandLine();
    return new Console(
        dataOnOut ? commandLine.getErr() : commandLine.getOut(), commandLine.getErr(), colour);
  }
}
