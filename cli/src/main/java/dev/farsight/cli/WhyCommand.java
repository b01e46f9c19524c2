package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.report.json.ResultJsonReader;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight why}. */
@Command(
    name = "why",
    description = "Tell the causal story of a stuck pod, or of one pod per stuck workload.",
    footer = {
      "",
      "Formats of -o: human, json.",
      "",
      "Examples:",
      "  farsight why --scenario keda/toleration-only",
      "  farsight why keda/keda-operator --scenario keda/not-selected",
      "  farsight run my-scenario.yaml -o json=result.json",
      "  farsight why --result result.json"
    })
final class WhyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "POD",
      description =
          "NAMESPACE/NAME of a pod or workload, or its beginning; default: one pod per stuck workload.")
  private @Nullable String pod;

  @Option(names = "--scenario", paramLabel = "S", description = "Scenario to run first.")
  private @Nullable String scenario;

  @Option(names = "--result", paramLabel = "FILE", description = "Result of run -o json=FILE.")
  private @Nullable Path result;

  @Mixin private ScenarioOptions options = new ScenarioOptions();
  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    Console console = global.console(spec);
    if ((scenario == null) == (result == null)) {
      throw new ParameterException(
          spec.commandLine(), "say where to look: --scenario S or --result FILE");
    }
    ExperimentResult experiment = result == null ? simulated(console) : stored(result, console);
    if (experiment == null) {
      return ExitCodes.INVALID_INPUT;
    }
    if (experiment.replications().isEmpty()) {
      console.err().println("no replication was finished, so there is nothing to tell");
      console.err().flush();
      return ExitCodes.PARTIAL;
    }
    RunResult run = experiment.replications().get(0);
    List<PodOutcome> chosen = chosen(run);
    if (chosen.isEmpty() && pod != null) {
      noSuchPod(run, pod, console);
      return ExitCodes.INVALID_INPUT;
    }
    List<WhyStory> stories = chosen.stream().map(one -> WhyStory.of(run, one)).toList();
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            WhyJson.write(stories, writer);
          } else {
            print(run, stories, Console.plain(writer));
          }
        });
    if (global.speaks()) {
      print(run, stories, console);
    }
    return ExitCodes.OK;
  }

  private void print(RunResult run, List<WhyStory> stories, Console console) {
    if (stories.isEmpty()) {
      console.line("No pod is stuck.");
    }
    List<Library.Entry> siblings =
        scenario == null || options.changesScenario() ? List.of() : Library.siblings(scenario);
    boolean first = true;
    for (List<WhyStory> alike : alike(stories)) {
      if (!first) {
        console.line("");
      }
      first = false;
      WhyStory story = alike.get(0);
      new WhyText(console).print(story, story.remedies());
      if (alike.size() > 1) {
        console.line("");
        String others =
            String.join(
                ", ", alike.subList(1, alike.size()).stream().map(one -> one.pod().key()).toList());
        TextLayout.hanging(console, "  the same holds for", 30, SafeText.of(others));
      }
    }
    if (!siblings.isEmpty() && !stories.isEmpty() && stories.get(0).pod().stuck()) {
      console.line("");
      PodOutcome stuck = stories.get(0).pod();
      new TriedTable(console, Stories.alike(run, stuck)).print(Stories.play(siblings));
    }
    console.out().flush();
  }

  /** Returns the stories in groups that differ in nothing but names. */
  private static List<List<WhyStory>> alike(List<WhyStory> stories) {
    Map<Object, List<WhyStory>> groups = new LinkedHashMap<>();
    for (WhyStory story : stories) {
      PodOutcome one = story.pod();
      Object key =
          Arrays.asList(
              one.namespace(), one.causeCode(), one.admission(), one.message(), one.story().step());
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(story);
    }
    return List.copyOf(groups.values());
  }

  private @Nullable ExperimentResult simulated(Console console) {
    ResolvedScenario resolved =
        scenario == null ? null : options.resolve(scenario, spec, console, global.quiet());
    return resolved == null ? null : Stories.play(resolved.with(resolved.seed(), 1), 1);
  }

  private static @Nullable ExperimentResult stored(Path file, Console console) throws IOException {
    if (!Files.isRegularFile(file)) {
      complain(console, IssueCode.FILE_UNREADABLE, file, "the file does not exist", "");
      return null;
    }
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      return ResultJsonReader.read(root);
    } catch (JsonProcessingException e) {
      String place = ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      Path at = Path.of(file + place);
      complain(console, IssueCode.JSON_SYNTAX, at, e.getOriginalMessage(), "");
    } catch (IllegalArgumentException e) {
      complain(
          console,
          IssueCode.VALUE_NOT_ALLOWED,
          file,
          String.valueOf(e.getMessage()),
          "farsight run SCENARIO -o json=" + file.getFileName() + " writes a result");
    }
    return null;
  }

  private static void complain(
      Console console, IssueCode code, Path file, String message, String hint) {
    console.err().println(IssueText.of(Issue.inFile(code, file.toString(), message, hint)));
    console.err().flush();
  }

  private static void noSuchPod(RunResult run, String wanted, Console console) {
    List<String> names =
        run.pods().stream().flatMap(one -> List.of(one.key(), one.name()).stream()).toList();
    String owners =
        String.join(", ", run.pods().stream().map(Stories::workload).distinct().limit(10).toList());
    console
        .err()
        .println(
            "no pod begins with \""
                + SafeText.of(wanted)
                + "\"; "
                + DidYouMean.hint(wanted, names, "there are pods of " + SafeText.of(owners)));
    console.err().flush();
  }

  /**
   * Returns the pods of a name; else those of a workload of that name; else those that begin so.
   */
  private static List<PodOutcome> named(RunResult run, String wanted) {
    List<Predicate<PodOutcome>> ways =
        List.of(
            one -> one.key().equals(wanted) || one.name().equals(wanted),
            one -> {
              String owner = one.owner() == null ? "" : one.owner();
              String name = owner.substring(owner.indexOf('/') + 1);
              return name.equals(wanted) || (one.namespace() + "/" + name).equals(wanted);
            },
            one -> one.key().startsWith(wanted) || one.name().startsWith(wanted));
    for (Predicate<PodOutcome> way : ways) {
      List<PodOutcome> found = run.pods().stream().filter(way).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /**
   * Returns the pod asked for, or one pod per stuck workload: the newest each time, because an
   * older one may wait for a template that is long replaced.
   */
  private List<PodOutcome> chosen(RunResult run) {
    String wanted = pod;
    if (wanted != null) {
      List<PodOutcome> named = named(run, wanted);
      List<PodOutcome> stuck = named.stream().filter(PodOutcome::stuck).toList();
      List<PodOutcome> candidates = stuck.isEmpty() ? named : stuck;
      return candidates.subList(Math.max(0, candidates.size() - 1), candidates.size());
    }
    Map<String, PodOutcome> newest = new LinkedHashMap<>();
    for (PodOutcome one : run.pods()) {
      if (one.causeCode() != null && one.deletedNanos() == null) {
        newest.put(Stories.workload(one), one);
      }
    }
    return List.copyOf(newest.values());
  }
}
