package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.report.json.ResultJsonReader;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.TroubleStory;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.fix.FixJson;
import dev.farsight.scenario.fix.LiveCase;
import dev.farsight.scenario.fix.LiveReport;
import dev.farsight.scenario.fix.RemedyCommands;
import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.spec.EndSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "  farsight why --scenario my-scenario.yaml --at 20m",
      "  farsight run my-scenario.yaml -o json=result.json",
      "  farsight why --result result.json",
      "  kubectl get pods,nodes,deploy,rs,sts,ds,jobs,events -A -o json > dump.json",
      "  farsight why --from dump.json --profiles profiles.json",
      "  farsight why shop/web --from dump.json --profiles profiles.json"
    })
final class WhyCommand implements Callable<Integer> {

  private static final String LIVE_UNTIL = "10m";
  private static final int MOST_FIXES = 2;

  @Parameters(
      arity = "0..*",
      paramLabel = "POD",
      description =
          "NAMESPACE/NAME of a pod or workload, or its beginning; default: one pod per stuck"
              + " workload. With --from, files are further dumps.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--scenario", paramLabel = "S", description = "Scenario to run first.")
  private @Nullable String scenario;

  @Option(names = "--result", paramLabel = "FILE", description = "Result of run -o json=FILE.")
  private @Nullable Path result;

  @Option(
      names = {"--from", "--profiles"},
      paramLabel = "DUMP",
      description =
          "State of a live cluster and its Fargate profiles, - for standard input; repeatable.")
  private List<String> dumps = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "What is known at this instant, as in 20m; the run ends there.")
  private @Nullable String at;

  @Mixin private ScenarioOptions options = new ScenarioOptions();
  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    Console console = global.console(spec);
    int places = (scenario == null ? 0 : 1) + (result == null ? 0 : 1) + (dumps.isEmpty() ? 0 : 1);
    if (places != 1) {
      throw new ParameterException(spec.commandLine(), "say where to look: " + placeToLook());
    }
    if (!dumps.isEmpty()) {
      return ofCluster(console);
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
    RunResult run = telling(experiment);
    Told told = told(run, pod(arguments), console);
    if (told == null) {
      return ExitCodes.INVALID_INPUT;
    }
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            WhyJson.write(WhyJson.of(run, told), writer);
          } else {
            print(experiment, run, told, Console.plain(writer));
          }
        });
    if (global.speaks()) {
      print(experiment, run, told, console);
    }
    return ExitCodes.OK;
  }

  /** Returns what is missing; who names a scenario without the option is told the option. */
  private String placeToLook() {
    for (String argument : arguments) {
      if (Library.find(argument) != null || argument.matches(".*\\.(ya?ml|json)")) {
        return "farsight why --scenario " + SafeText.of(argument);
      }
    }
    return "--scenario S, --result FILE or --from DUMP of a live cluster";
  }

  /** Returns the stories asked for, or null after saying that there is no such pod. */
  private static @Nullable Told told(RunResult run, @Nullable String pod, Console console) {
    Told told = Told.of(run, pod);
    if (told.isEmpty() && pod != null) {
      noSuchPod(run, pod, console);
      return null;
    }
    return told;
  }

  private @Nullable String pod(List<String> names) {
    if (names.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "one POD at a time, not " + String.join(", ", names));
    }
    return names.isEmpty() ? null : names.get(0);
  }

  private Integer ofCluster(Console console) throws IOException {
    List<String> files = new ArrayList<>(dumps);
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      (Files.isRegularFile(Path.of(argument)) ? files : names).add(argument);
    }
    String pod = pod(names);
    Issues issues = new Issues();
    LiveCase live = LiveCase.of(files, System.in, at == null ? LIVE_UNTIL : at, issues);
    LiveReport report = live == null ? null : live.report(null, Set.of(), 0, issues);
    if (issues.hasErrors() || (!global.quiet() && issues.count(Severity.WARNING) > 0)) {
      console.err().print(global.verbose() ? IssueText.of(issues) : IssueText.withoutNotes(issues));
      console.err().flush();
    }
    RunResult run = live == null ? null : live.run();
    Told told = run == null ? null : told(run, pod, console);
    if (report == null || run == null || told == null) {
      return ExitCodes.INVALID_INPUT;
    }
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            ObjectNode root = FixJson.of(report, Version.number());
            root.set("stories", WhyJson.of(run, told));
            WhyJson.write(root, writer);
          } else {
            print(run, told, report, Console.plain(writer));
          }
        });
    if (global.speaks()) {
      print(run, told, report, console);
    }
    return ExitCodes.OK;
  }

  private void print(RunResult run, Told told, LiveReport report, Console console) {
    new EvidenceText(console).print(report.evidence());
    if (told.isEmpty()) {
      console.line("No pod is stuck.");
    }
    print(run, told, console, null);
    if (!report.report().diagnoses().isEmpty()) {
      FixText fixes = new FixText(console);
      fixes.fixes(report.report(), MOST_FIXES);
      fixes.alternatives(report);
    }
    console.out().flush();
  }

  private void print(ExperimentResult experiment, RunResult run, Told told, Console console) {
    int replications = experiment.replications().size();
    if (told.isEmpty()) {
      console.line("No pod is stuck" + (replications > 1 ? " in any replication." : "."));
    }
    boolean first = run.seed() == experiment.replications().get(0).seed();
    if (!first) {
      String which = "seed " + run.seed() + ", the first of " + replications;
      console.line(console.faint(which + " replications with stuck pods"));
      console.line("");
    }
    List<Library.Entry> siblings =
        scenario == null || !first || options.changesScenario()
            ? List.of()
            : Library.siblings(scenario);
    ScenarioTree tree = scenario == null ? null : options.tree(spec);
    print(run, told, console, tree == null ? RemedyCommands.ofRun() : RemedyCommands.of(tree, run));
    if (!siblings.isEmpty() && !told.pods().isEmpty() && told.pods().get(0).pod().stuck()) {
      console.line("");
      PodOutcome stuck = told.pods().get(0).pod();
      new TriedTable(console, Stories.alike(run, stuck)).print(Stories.play(siblings));
    }
    console.out().flush();
  }

  private static void print(
      RunResult run, Told told, Console console, @Nullable RemedyCommands commands) {
    boolean first = true;
    for (TroubleStory trouble : told.troubles()) {
      if (!first) {
        console.line("");
      }
      first = false;
      new WhyText(console)
          .print(trouble, commands != null ? trouble.remedies() : List.<Remedy>of());
    }
    for (List<WhyStory> alike : alike(told.pods())) {
      if (!first) {
        console.line("");
      }
      first = false;
      WhyStory story = alike.get(0);
      List<PodOutcome> pods = alike.stream().map(WhyStory::pod).toList();
      Map<Remedy, List<String>> typed = new LinkedHashMap<>();
      for (Remedy remedy : commands == null ? List.<Remedy>of() : story.remedies()) {
        List<String> lines = commands == null ? null : commands.commands(pods, remedy);
        if (lines != null) {
          typed.put(remedy, lines);
        }
      }
      new WhyText(console).print(story, story.alternatives(run), typed);
      if (alike.size() > 1) {
        console.line("");
        String others =
            String.join(
                ", ", alike.subList(1, alike.size()).stream().map(one -> one.pod().key()).toList());
        TextLayout.hanging(
            console, "  the same holds for", console.isNarrow() ? 8 : 30, SafeText.of(others));
      }
    }
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
        scenario == null ? null : options.resolve(scenario, spec, console, global);
    if (resolved == null) {
      return null;
    }
    String instant = at;
    ResolvedScenario whole = instant == null ? resolved : until(resolved, instant);
    ExperimentResult first = Stories.play(whole.with(whole.seed(), 1), 1);
    boolean tells = first.replications().stream().anyMatch(this::tells);
    return tells || whole.replications() == 1 ? first : Stories.play(whole, options.threads());
  }

  /** Returns whether a replication holds a pod with a cause, the one asked for if one was. */
  private boolean tells(RunResult run) {
    return Told.of(run, pod(arguments)).isTrouble();
  }

  /** Returns the replication to tell of: the first one in which something is wrong. */
  private RunResult telling(ExperimentResult experiment) {
    List<RunResult> all = experiment.replications();
    return all.stream().filter(this::tells).findFirst().orElse(all.get(0));
  }

  private ResolvedScenario until(ResolvedScenario resolved, String instant) {
    try {
      EndSpec end = new EndSpec(DurationText.parse(instant), false);
      return resolved.withSpec(resolved.spec().withEnd(end));
    } catch (ExpressionException e) {
      throw new ParameterException(spec.commandLine(), "--at " + instant + ": " + e.getMessage());
    }
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
}
