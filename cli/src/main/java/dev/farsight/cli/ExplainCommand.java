package dev.farsight.cli;

import dev.farsight.scenario.issue.DidYouMean;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight explain}. */
@Command(
    name = "explain",
    description = "Explain a code, a metric, a field or step of a scenario, an event or a remedy.",
    footer = {
      "",
      "Examples:",
      "  farsight explain FS1103",
      "  farsight explain time_to_ready",
      "  farsight explain model.fargate.launch",
      "  farsight explain createFargateProfile",
      "  farsight explain kubelet.pod-ready"
    })
final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "TOPIC",
      description = "FS1103, time_to_ready, model.fargate.launch, ...")
  private String topic = "";

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of());
    List<String> lines = Topic.explain(topic);
    if (lines.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "nothing is known about \""
              + topic
              + "\"; "
              + DidYouMean.hint(
                  topic, Topic.known(), "farsight list shows causes, metrics, events, issues"));
    }
    print(lines, global.console(spec));
    global.write(spec, (format, writer) -> print(lines, Console.plain(writer)));
    return ExitCodes.OK;
  }

  private static void print(List<String> lines, Console console) {
    console.line(console.bold(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("  ")) {
        console.line(line); // an example, to be copied as it stands
      } else {
        TextLayout.wrap(line, console.width()).forEach(console::line);
      }
    }
    console.out().flush();
  }
}
