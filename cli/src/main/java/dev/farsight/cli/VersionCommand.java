package dev.farsight.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farsight version}. */
@Command(
    name = "version",
    description = "Print the version of Farsight and of the JVM.",
    footer = {"", "Example:", "  farsight version"})
final class VersionCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    global.print(spec, Version.line() + "\n");
    return ExitCodes.OK;
  }
}
