package dev.farsight.cli;

import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in two or three lines what is wrong with a command line, and what was probably meant: the
 * whole help would push the message off the screen.
 */
final class UsageMistakes implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + SafeText.of(message(exception)));
    String meant = meant(exception, command);
    if (!meant.isEmpty()) {
      err.println("  " + meant);
    }
    err.println("  " + name + " --help shows what there is");
    err.flush();
    return ExitCodes.USAGE;
  }

  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()
        && !unmatched.getCommandLine().getSubcommands().isEmpty()) {
      return "unknown command \"" + unmatched.getUnmatched().get(0) + "\"";
    }
    return String.valueOf(exception.getMessage())
        .replaceFirst(" is not an? (int|long)$", " is not a whole number");
  }

  private static String meant(ParameterException exception, CommandLine command) {
    if (!(exception instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String word = unmatched.getUnmatched().get(0);
    List<String> known = new ArrayList<>();
    if (word.startsWith("-")) {
      command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
      int equals = word.indexOf('=');
      word = equals < 0 ? word : word.substring(0, equals);
      if (!word.startsWith("--")) {
        return ""; // of a single letter nobody can say what was meant
      }
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    return DidYouMean.hint(word, known, "");
  }
}
