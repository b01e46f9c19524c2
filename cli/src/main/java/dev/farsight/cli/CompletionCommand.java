package dev.farsight.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    footer = {"", "Example:", "  source <(farsight completion bash)"})
final class CompletionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          case "bash", "zsh" -> AutoComplete.bash("farsight", root);
          case "fish" -> fish(root);
          default ->
              throw new ParameterException(
                  spec.commandLine(), "unknown shell \"" + shell + "\"; known are bash, zsh, fish");
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }

  private static String fish(CommandLine root) {
    StringBuilder script = new StringBuilder("complete -c farsight -f\n");
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              String[] description = command.getCommandSpec().usageMessage().description();
              script
                  .append("complete -c farsight -n __fish_use_subcommand -a ")
                  .append(name)
                  .append(" -d '")
                  .append(description.length == 0 ? "" : description[0].replace("'", ""))
                  .append("'\n");
            });
    return script.toString();
  }
}
