package dev.farsight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.farsight.report.json.ResultJsonReader;
import dev.farsight.scenario.compare.Belief;
import dev.farsight.scenario.compare.BeliefVerdict;
import dev.farsight.scenario.compare.Beliefs;
import dev.farsight.scenario.compare.CompareJson;
import dev.farsight.scenario.compare.Comparison;
import dev.farsight.scenario.compare.PairedRuns;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.sim.result.ExperimentResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight compare}. */
@Command(
    name = "compare",
    description =
        "Play two scenarios with the same random numbers, or take two results: what differs, and the"
            + " first event at which they part.",
    footer = {
      "",
      "A and B are scenarios (files, folders, bundled names), or results of run -o json=FILE.",
      "\"beliefs\" alone plays every claim of two widely read articles beside what really happens;",
      "farsight list beliefs names them.",
      "Formats of -o: human, json.",
      "",
      "Examples:",
      "  farsight compare keda/toleration-only keda/profile-then-restart",
      "  farsight compare before.yaml after.yaml --reps 50",
      "  farsight compare my-scenario.yaml --set-b model.createOnceScheduler=true",
      "  farsight compare before.json after.json -o json",
      "  farsight compare beliefs",
      "  farsight compare belief/keda-toleration"
    })
final class CompareCommand implements Callable<Integer> {

  private static final String ALL_BELIEFS = "beliefs";
  private static final int DEFAULT_PAIRS = 20;
  private static final int MAX_PAIRS = 1_000_000;

  @Parameters(
      arity = "1..2",
      paramLabel = "A B",
      description = "Two scenarios or two results; or beliefs, or the name of one.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--reps", paramLabel = "N", description = "Number of pairs (default: 20).")
  private @Nullable Integer replications;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of both; default: that of A.")
  private @Nullable Long seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of both scenarios; repeatable.")
  private List<String> both = new ArrayList<>();

  @Option(
      names = "--set-b",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of B only; without B, of A beside itself; repeatable.")
  private List<String> onlyB = new ArrayList<>();

  @Option(names = "--threads", paramLabel = "N", description = "Threads; default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private GlobalOptions global = new GlobalOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    global.check(spec, List.of("json"));
    ScenarioOptions.checkThreads(threads, spec);
    if (replications != null && (replications < 1 || replications > MAX_PAIRS)) {
      throw new ParameterException(spec.commandLine(), "--reps must be from 1 to " + MAX_PAIRS);
    }
    String first = arguments.get(0);
    if (arguments.size() == 1 && first.equals(ALL_BELIEFS)) {
      return beliefs();
    }
    if (arguments.size() == 1 && first.startsWith(Belief.PREFIX)) {
      return belief(first);
    }
    if (arguments.size() == 1 && onlyB.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "say what to compare: A B, A --set-b PATH=VALUE, or beliefs");
    }
    Comparison comparison = comparison(first, arguments.get(arguments.size() - 1));
    if (comparison == null) {
      return ExitCodes.INVALID_INPUT;
    }
    give(CompareJson.of(comparison, Version.number()), text -> text.print(comparison));
    return ExitCodes.OK;
  }

  private Integer beliefs() throws IOException {
    List<BeliefVerdict> verdicts = new ArrayList<>();
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Belief belief : Beliefs.all()) {
      BeliefVerdict verdict = Beliefs.play(belief, seed, pairs(1), threads);
      verdicts.add(verdict);
      json.add(CompareJson.of(verdict, Version.number()));
    }
    give(json, text -> text.print(verdicts));
    return ExitCodes.OK;
  }

  private Integer belief(String name) throws IOException {
    Belief belief = Beliefs.byName(name);
    if (belief == null) {
      List<String> names = Beliefs.all().stream().map(Belief::name).toList();
      throw new ParameterException(
          spec.commandLine(),
          "no belief \"" + name + "\"; " + DidYouMean.hint(name, names, "farsight list beliefs"));
    }
    BeliefVerdict verdict = Beliefs.play(belief, seed, pairs(DEFAULT_PAIRS), threads);
    give(CompareJson.of(verdict, Version.number()), text -> text.print(verdict));
    return ExitCodes.OK;
  }

  private int pairs(int otherwise) {
    return replications == null ? otherwise : replications;
  }

  private void give(JsonNode json, Consumer<CompareText> human) throws IOException {
    global.write(
        spec,
        (format, writer) -> {
          if (format.equals("json")) {
            WhyJson.write(json, writer);
          } else {
            human.accept(new CompareText(Console.plain(writer)));
          }
        });
    if (global.speaks() && !global.quiet()) {
      human.accept(new CompareText(global.console(spec)));
    }
  }

  private @Nullable Comparison comparison(String a, String b) throws IOException {
    Issues issues = new Issues();
    ExperimentResult storedA = stored(a, issues);
    ExperimentResult storedB = stored(b, issues);
    Comparison comparison = null;
    if (storedA != null && storedB != null) {
      comparison = PairedRuns.of(storedA, storedB);
      if (comparison == null) {
        issues.add(
            Issue.inFile(
                IssueCode.FIELD_CONFLICT,
                b,
                "shares no seed with " + a,
                "run both with the same --seed and --reps"));
      }
    } else if (!issues.hasErrors()) {
      comparison = played(a, storedA, b, storedB, issues);
    }
    Console console = global.console(spec);
    if (comparison == null) {
      console.err().print(global.verbose() ? IssueText.of(issues) : IssueText.withoutNotes(issues));
    }
    console.err().flush();
    return comparison;
  }

  /** Plays scenarios; one that stands beside a result gets the seed and the pairs of that. */
  private @Nullable Comparison played(
      String a,
      @Nullable ExperimentResult storedA,
      String b,
      @Nullable ExperimentResult storedB,
      Issues issues) {
    ResolvedScenario left = storedA == null ? resolved(a, settings(both), issues) : null;
    List<Setting> changed = settings(both);
    changed.addAll(settings(onlyB));
    ResolvedScenario right = storedB == null ? resolved(b, changed, issues) : null;
    if (left != null && right != null) {
      long chosen = seed == null ? left.seed() : seed;
      return PairedRuns.of(left, right, chosen, pairs(DEFAULT_PAIRS), threads);
    }
    if (left != null && storedB != null) {
      return PairedRuns.of(PairedRuns.like(left, storedB, threads), storedB);
    }
    return right != null && storedA != null
        ? PairedRuns.of(storedA, PairedRuns.like(right, storedA, threads))
        : null;
  }

  private static @Nullable ResolvedScenario resolved(
      String argument, List<Setting> settings, Issues issues) {
    ScenarioSource source = ScenarioSource.locate(argument, System.in, issues);
    return source == null ? null : ScenarioResolver.resolve(source, settings, issues);
  }

  private List<Setting> settings(List<String> texts) {
    List<Setting> settings = new ArrayList<>();
    for (String text : texts) {
      Setting setting = Setting.tryParse(text);
      if (setting == null) {
        throw new ParameterException(
            spec.commandLine(), "--set " + text + ": write it as PATH=VALUE");
      }
      settings.add(setting);
    }
    return settings;
  }

  /** Returns the result in a file, or null if the argument is no file with a result. */
  private static @Nullable ExperimentResult stored(String argument, Issues issues)
      throws IOException {
    Path file = Path.of(argument);
    if (!argument.endsWith(".json") || !Files.isRegularFile(file)) {
      return null;
    }
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      return root.path("formatVersion").asText().startsWith("farsight.dev/result/")
          ? ResultJsonReader.read(root)
          : null;
    } catch (JsonProcessingException e) {
      return null; // the scenario's reader says where
    } catch (IllegalArgumentException e) {
      issues.add(
          Issue.inFile(
              IssueCode.VALUE_NOT_ALLOWED,
              argument,
              String.valueOf(e.getMessage()),
              "farsight run SCENARIO -o json=FILE writes a result"));
      return null;
    }
  }
}
