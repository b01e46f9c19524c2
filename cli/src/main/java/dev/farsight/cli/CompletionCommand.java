package dev.farsight.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    footer = {
      "",
      "Examples:",
      "  source <(farsight completion bash)        # bash and zsh, for this shell",
      "  farsight completion fish > ~/.config/fish/completions/farsight.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    CommandLine called = spec.commandLine();
    CommandLine root = Farsight.commandLine(called.getOut(), called.getErr());
    String script =
        switch (shell) {
          case "bash", "zsh" -> AutoComplete.bash("farsight", root);
          case "fish" -> fish(root);
          default ->
              throw new ParameterException(
                  spec.commandLine(), "unknown shell \"" + shell + "\"; known are bash, zsh, fish");
        };
    global.print(spec, script);
    return ExitCodes.OK;
  }

  private static String fish(CommandLine root) {
    StringBuilder script = new StringBuilder();
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              script
                  .append("complete -c farsight -n __fish_use_subcommand -f -a ")
                  .append(name)
                  .append(description(command.getCommandSpec().usageMessage().description()))
                  .append('\n');
              for (OptionSpec option : command.getCommandSpec().options()) {
                appendOption(script, name, option);
              }
            });
    return script.toString();
  }

  private static void appendOption(StringBuilder script, String command, OptionSpec option) {
    script.append("complete -c farsight -n '__fish_seen_subcommand_from ").append(command);
    script.append("'");
    for (String name : List.of(option.names())) {
      script.append(name.startsWith("--") ? " -l " : " -s ");
      script.append(name.replaceFirst("^--?", ""));
    }
    script.append(option.arity().max() > 0 ? " -r" : "");
    script.append(description(option.description())).append('\n');
  }

  private static String description(String[] lines) {
    String text = lines.length == 0 ? "" : lines[0];
    return " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
