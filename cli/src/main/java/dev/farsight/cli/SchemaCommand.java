package dev.farsight.cli;

import dev.farsight.scenario.document.ScenarioSchema;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code farsight schema}. */
@Command(
    name = "schema",
    description = "Print the JSON schema of scenario files, for editors.",
    footer = {
      "",
      "Editors with a YAML language server complete and check a scenario that begins with",
      "  # yaml-language-server: $schema=./farsight.schema.json",
      "",
      "Example:",
      "  farsight schema > farsight.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    global.print(spec, ScenarioSchema.text());
    return ExitCodes.OK;
  }
}
