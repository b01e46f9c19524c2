package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.check.InputFiles;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.snapshot.SnapshotReader;
import dev.farsight.scenario.snapshot.SnapshotWriter;
import dev.farsight.scenario.snapshot.StartingState;
import dev.farsight.scenario.text.TextLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Write one snapshot from dumps, profiles and cluster files: what the model needs and"
            + " nothing else. Secrets, values of variables, arguments and annotations are left"
            + " out.",
    footer = {
      "",
      "Examples:",
      "  kubectl get deploy,rs,sts,ds,jobs,cronjobs,pods,nodes,events -A -o json \\",
      "    > dump.json",
      "  farsight import dump.json profiles.json -o cluster.json",
      "  farsight import - < dump.json > cluster.json",
      "  Then write into a scenario:  cluster: {from: [cluster.json]}"
    })
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "DUMP",
      description = "Files, folders, globs, or - for standard input.")
  private List<String> dumps = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write; default: standard output.")
  private @Nullable Path output;

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      description = "Namespace of objects that name none (default: ${DEFAULT-VALUE}).")
  private String namespace = "default";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Issues issues = new Issues();
    SnapshotReader reader = new SnapshotReader(Instant.EPOCH, namespace, issues);
    new InputFiles(System.in, TextLimits.DEFAULT, issues).read(dumps, reader::read);
    StartingState state = reader.state();
    PrintWriter err = spec.commandLine().getErr();
    if (issues.count(Severity.ERROR) + issues.count(Severity.WARNING) > 0) {
      err.print(IssueText.of(issues));
      err.flush();
    }
    if (issues.hasErrors()) {
      return ExitCodes.INVALID_INPUT;
    }
    ObjectNode snapshot = new SnapshotWriter().write(state);
    if (output == null) {
      write(snapshot, spec.commandLine().getOut());
    } else {
      AtomicFile.writeText(output, writer -> write(snapshot, writer));
    }
    err.printf(
        Locale.ROOT,
        "%d objects, %d Fargate profiles, %d node groups%s%n",
        state.inputs().objects().size(),
        state.inputs().profiles().size(),
        state.inputs().nodeGroups().size(),
        state.live() ? ", as of " + state.origin() : "");
    err.flush();
    return ExitCodes.OK;
  }

  /** Writes piece by piece: the text of a large cluster would be a second copy in memory. */
  private static void write(ObjectNode snapshot, Writer to) throws IOException {
    new ObjectMapper()
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .writerWithDefaultPrettyPrinter()
        .writeValue(to, snapshot);
    to.write("\n");
    to.flush();
  }
}
