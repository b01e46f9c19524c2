package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.conformance.Agreement;
import dev.farsight.scenario.conformance.CaseOutcome;
import dev.farsight.scenario.conformance.ConformanceRun;
import dev.farsight.scenario.conformance.Recording;
import dev.farsight.scenario.conformance.Recordings;
import dev.farsight.scenario.conformance.VectorFiles;
import dev.farsight.scenario.conformance.timeline.TimelineFolders;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight conform}. */
@Command(
    name = "conform",
    mixinStandardHelpOptions = true,
    description = {
      "Plays cases that were recorded from a real control plane and says where Farsight differs.",
      "",
      "What a case is follows from what is in it: lines of JSON with a field expect are scheduling"
          + " attempts, sequences, queue scripts and traces of kube-scheduler; a folder with"
          + " scenario.yaml, timeline.ndjson and summary.json is a timeline of a whole control"
          + " plane."
    },
    footer = {
      "",
      "Exit codes: 0 all agree, 1 a case differs, 3 a file cannot be read or holds no case.",
      "",
      "Examples:",
      "  farsight conform vectors/",
      "  farsight conform vectors/single/TaintToleration.ndjson -o json",
      "  farsight conform vectors/ --answers answers/    # compare yourself: diff -r"
    })
final class ConformCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--answers",
      paramLabel = "DIR",
      description =
          "Write what Farsight computed for every case, in the format of the recording and under"
              + " the same name below PATH; with several PATHs below the last name of each.")
  private @Nullable Path answers;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    checkNames();
    Console console = global.console(spec);
    Issues issues = new Issues();
    List<Recording> recordings =
        new Recordings(List.of(new TimelineFolders(), new VectorFiles()), issues).below(paths);
    console.err().print(IssueText.of(issues));
    console.err().flush();
    Agreement agreement = new Agreement();
    play(recordings, agreement, console);
    global.write(
        spec,
        (format, writer) ->
            writer.write(format.equals("json") ? json(agreement) : agreement.toText()));
    if (!global.quiet() || agreement.failed() > 0) {
      console.out().print(agreement.toText());
    }
    console.out().flush();
    if (issues.hasErrors()) {
      return ExitCodes.INVALID_INPUT;
    }
    return agreement.failed() > 0 ? ExitCodes.FAILED : ExitCodes.OK;
  }

  /** Answers of several paths stand below the last name of each, so these must differ. */
  private void checkNames() {
    Set<Path> names = new LinkedHashSet<>();
    for (Path path : paths) {
      if (answers != null && !names.add(Recordings.lastName(path))) {
        throw new ParameterException(
            spec.commandLine(),
            "several paths end with \""
                + Recordings.lastName(path)
                + "\": their answers would fall on one another; call conform once for each");
      }
    }
  }

  private void play(List<Recording> recordings, Agreement agreement, Console console)
      throws IOException {
    int total = recordings.stream().mapToInt(recording -> recording.cases().size()).sum();
    try (ProgressLine progress =
        new ProgressLine(console.err(), global.progress(), "recorded cases")) {
      new ConformanceRun(Math.max(1, threads))
          .play(
              recordings,
              (recording, outcomes) -> {
                outcomes.forEach(agreement::add);
                write(recording, outcomes);
                progress.replicationsFinished(agreement.passed() + agreement.failed(), total);
              });
    }
  }

  private void write(Recording recording, List<CaseOutcome> outcomes) throws IOException {
    if (answers == null) {
      return;
    }
    AtomicFile.writeText(
        answers.resolve(recording.answers()),
        writer -> {
          for (CaseOutcome outcome : outcomes) {
            writer.write(outcome.answer());
            writer.write('\n');
          }
        });
  }

  private static String json(Agreement agreement) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(agreement.toJson())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }
}
