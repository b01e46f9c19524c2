package dev.farsight.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that every command has. */
final class GlobalOptions {

  private static final String HUMAN = "human";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description =
          "Write in another format, by default to standard output; repeatable, as in -o json -o"
              + " junit=ci.xml.")
  private List<String> outputs = new ArrayList<>();

  @Option(names = "--no-color", description = "No colours; also NO_COLOR, and when not a terminal.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say only what is wrong.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more: every pod, every replication.")
  private boolean verbose;

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

  /** Returns whether the answer itself goes to people, not only to files or as data. */
  boolean speaks() {
    return outputs().stream().noneMatch(GlobalOptions::isData);
  }

  boolean verbose() {
    return verbose;
  }

  boolean progress() {
    return !noProgress && !quiet && Terminal.isErrTerminal();
  }

  /** Writes one format to a writer. */
  @FunctionalInterface
  interface Rendering {
    /** Writes everything. */
    void writeTo(String format, java.io.Writer writer) throws IOException;
  }

  /**
   * Refuses a format that the command does not have.
   *
   * @param formats formats of the command besides {@code human}
   * @throws ParameterException if a format is unknown, or two are to go to standard output
   */
  void check(CommandSpec spec, List<String> formats) {
    int onStandardOutput = 0;
    for (Output output : outputs()) {
      if (!output.format().equals(HUMAN) && !formats.contains(output.format())) {
        List<String> known = new ArrayList<>(List.of(HUMAN));
        known.addAll(formats);
        throw new ParameterException(
            spec.commandLine(),
            "unknown format \"" + output.format() + "\"; known are " + String.join(", ", known));
      }
      if (output.file() != null && output.file().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "-o " + output.format() + "= names no file");
      }
      onStandardOutput += isData(output) ? 1 : 0;
    }
    if (onStandardOutput > 1) {
      throw new ParameterException(
          spec.commandLine(), "only one format can go to standard output; write -o FORMAT=FILE");
    }
  }

  /** Writes every wanted output but the text for people that goes to the console anyway. */
  void write(CommandSpec spec, Rendering rendering) throws IOException {
    for (Output output : outputs()) {
      String file = output.file();
      if (file != null) {
        dev.farsight.report.file.AtomicFile.writeText(
            Path.of(file), writer -> rendering.writeTo(output.format(), writer));
      } else if (isData(output)) {
        rendering.writeTo(output.format(), spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
      }
    }
  }

  /** Prints a text that is the same for people and for files. */
  void print(CommandSpec spec, String text) throws IOException {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    write(spec, (format, writer) -> writer.write(text));
  }

  private static boolean isData(Output output) {
    return output.file() == null && !output.format().equals(HUMAN);
  }

  private List<Output> outputs() {
    List<Output> wanted = new ArrayList<>();
    for (String text : outputs) {
      int equals = text.indexOf('=');
      wanted.add(
          equals < 0
              ? new Output(text, null)
              : new Output(text.substring(0, equals), file(text.substring(equals + 1))));
    }
    return wanted;
  }

  /** Returns the file of a name; a dash is standard output, as everywhere. */
  private static @Nullable String file(String name) {
    return name.equals("-") ? null : name;
  }

  /** Returns where human text goes. */
  Console console(CommandSpec spec) {
    boolean dataOnOut = outputs().stream().anyMatch(GlobalOptions::isData);
    boolean terminal = dataOnOut ? Terminal.isErrTerminal() : Terminal.isOutTerminal();
    boolean colour = !noColor && System.getenv("NO_COLOR") == null && terminal;
    var commandLine = spec.commandLine();
    return new Console(
        dataOnOut ? commandLine.getErr() : commandLine.getOut(),
        commandLine.getErr(),
        colour,
        terminal ? Terminal.width() : Terminal.DEFAULT_WIDTH);
  }
}
