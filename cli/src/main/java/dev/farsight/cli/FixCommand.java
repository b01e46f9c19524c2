package dev.farsight.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.DurationText;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.fix.FixJson;
import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.fix.FixSearch;
import dev.farsight.scenario.fix.FixedScenario;
import dev.farsight.scenario.fix.LiveCase;
import dev.farsight.scenario.fix.LiveReport;
import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ScenarioSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight fix}. */
@Command(
    name = "fix",
    description =
        "Try the known remedies, singly and combined, by runs under the same random numbers; rank the"
            + " smallest that suffice, and say which do nothing by themselves.",
    footer = {
      "",
      "Examples:",
      "  farsight fix keda/not-selected",
      "  farsight fix incident/I-01 --write fixed.yaml",
      "  farsight fix my-scenario.yaml --at 20m --only rollout-restart,create-profile",
      "  farsight fix --from dump.json --from profiles.json",
      "where dump.json and profiles.json come from",
      "  kubectl get pod,node,deploy,rs,sts,ds,job,event -A -o json > dump.json",
      "  eksctl get fargateprofile --cluster CLUSTER -o json > profiles.json"
    })
final class FixCommand implements Callable<Integer> {

  private static final String LIVE_UNTIL = "10m";

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description =
          "A file, a folder with scenario.yaml, - or a bundled name; with --from, further dumps.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = {"--from", "--profiles"},
      paramLabel = "DUMP",
      description = "State of a live cluster and its profiles, instead of a scenario; repeatable.")
  private List<String> dumps = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "T",
      description = "What can be done at this instant, as in 20m; default: after the last step.")
  private @Nullable String at;

  @Option(
      names = "--only",
      paramLabel = "IDS",
      split = ",",
      description = "Only these remedies; farsight list remedies names them.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the scenario with the best fix applied.")
  private @Nullable Path write;

  @Option(names = "--seed", paramLabel = "S", description = "Seed; it is always printed.")
  private @Nullable Long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    Console console = global.console(spec);
    Issues issues = new Issues();
    ScenarioOptions.checkThreads(threads, spec);
    boolean done = dumps.isEmpty() ? ofScenario(console, issues) : ofCluster(console, issues);
    boolean tells = !dumps.isEmpty() && !global.quiet() && issues.count(Severity.WARNING) > 0;
    if (!done || tells) {
      console.err().print(global.verbose() ? IssueText.of(issues) : IssueText.withoutNotes(issues));
    }
    console.err().flush();
    console.out().flush();
    return done ? ExitCodes.OK : ExitCodes.INVALID_INPUT;
  }

  private boolean ofScenario(Console console, Issues issues) throws IOException {
    if (arguments.size() != 1) {
      throw new ParameterException(
          spec.commandLine(), "say what to fix: a SCENARIO, or --from DUMP of a live cluster");
    }
    String argument = arguments.get(0);
    ScenarioSource source = ScenarioSource.locate(argument, System.in, issues);
    ScenarioTree tree = source == null ? null : ScenarioTree.of(source, List.of(), issues);
    FixReport report = tree == null ? null : searched(tree, issues);
    if (tree == null || report == null) {
      return false;
    }
    give(console, FixJson.of(report, Version.number()), text -> text.print(report));
    Path file = write;
    if (file != null) {
      FixReport.Fix fix = best(report, console);
      if (fix != null) {
        write(file, FixedScenario.of(tree, fix, place(argument, file)), console);
      }
    }
    return true;
  }

  private boolean ofCluster(Console console, Issues issues) throws IOException {
    Long at = atNanos();
    List<String> files = new ArrayList<>(dumps);
    files.addAll(arguments);
    LiveCase live = LiveCase.of(files, System.in, LIVE_UNTIL, issues);
    LiveReport report =
        live == null
            ? null
            : inThreads(() -> live.report(seed, remedies(), at == null ? 0 : at, issues));
    if (live == null || report == null) {
      return false;
    }
    give(
        console,
        FixJson.of(report, Version.number()),
        text -> {
          text.evidence(report.evidence());
          text.print(report.report());
          text.alternatives(report);
        });
    Path file = write;
    if (file != null) {
      FixReport.Fix fix = best(report.report(), console);
      if (fix != null) {
        write(file, live.fixed(fix, stem(file) + "-cluster.json"), console);
      }
    }
    return true;
  }

  private @Nullable FixReport searched(ScenarioTree tree, Issues issues) {
    return inThreads(() -> FixSearch.run(tree, seed, remedies(), atNanos(), issues));
  }

  /**
   * Runs a search in so many threads: what it does in parallel stays in the pool it is called in.
   */
  private <T> @Nullable T inThreads(Supplier<@Nullable T> search) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(search::get).join();
    } finally {
      pool.shutdown();
    }
  }

  private void give(Console console, ObjectNode json, Consumer<FixText> human) throws IOException {
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            writer.write(
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json)
                    + "\n");
          } else {
            human.accept(new FixText(Console.plain(writer)));
          }
        });
    if (global.speaks() && !global.quiet()) {
      human.accept(new FixText(console));
    }
  }

  /** Returns the fix to write, or null after saying that there is none. */
  private static FixReport.@Nullable Fix best(FixReport report, Console console) {
    if (report.fixes().isEmpty()) {
      console.err().println("nothing is written: no fix frees all pods");
      return null;
    }
    return report.fixes().get(0);
  }

  private static FixedScenario.Place place(String argument, Path file) {
    if (Library.names().contains(argument) && !Files.exists(Path.of(argument))) {
      return FixedScenario.Place.OF_BUNDLED;
    }
    Path scenario = argument.equals("-") ? Path.of("scenario.yaml") : Path.of(argument);
    Path folder = Files.isDirectory(scenario) ? scenario : folder(scenario);
    return folder.toAbsolutePath().normalize().equals(folder(file).toAbsolutePath().normalize())
        ? FixedScenario.Place.SAME_FOLDER
        : FixedScenario.Place.OTHER_FOLDER;
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private void write(Path file, FixedScenario fixed, Console console) throws IOException {
    for (Map.Entry<String, byte[]> one : fixed.beside().entrySet()) {
      String text = new String(one.getValue(), StandardCharsets.UTF_8);
      AtomicFile.writeText(folder(file).resolve(one.getKey()), writer -> writer.write(text));
    }
    AtomicFile.writeText(file, writer -> writer.write(fixed.yaml()));
    String beside =
        fixed.beside().isEmpty() ? "" : ", beside it " + String.join(", ", fixed.beside().keySet());
    if (!global.quiet()) {
      console.err().println("written: " + file + beside);
    }
  }

  private @Nullable Long atNanos() {
    String text = at;
    if (text == null) {
      return null;
    }
    try {
      return DurationText.parse(text);
    } catch (ExpressionException e) {
      throw new ParameterException(spec.commandLine(), "--at " + text + ": " + e.getMessage());
    }
  }

  private Set<String> remedies() {
    for (String id : only) {
      if (Remedy.byId(id) == null) {
        List<String> known = Arrays.stream(Remedy.values()).map(Remedy::id).toList();
        throw new ParameterException(
            spec.commandLine(),
            "--only: no remedy \""
                + id
                + "\"; "
                + DidYouMean.hint(id, known, "farsight list remedies"));
      }
    }
    return new LinkedHashSet<>(only);
  }
}
