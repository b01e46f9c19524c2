package dev.farsight.cli;

import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.scenario.resolve.WrittenValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that choose how a scenario is run, and its reading. */
final class ScenarioOptions {

  private static final int MAX_REPLICATIONS = 1_000_000;
  private static final int MAX_THREADS = 1024;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the scenario, as in model.fargate.launch=30s; repeatable.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--reps", paramLabel = "N", description = "Number of replications.")
  private @Nullable Integer replications;

  @Option(names = "--seed", paramLabel = "S", description = "Seed; it is always printed.")
  private @Nullable Long seed;

  @Option(
      names = "--until",
      paramLabel = "D",
      description = "End of the run, as in 2h or quiescent.")
  private @Nullable String until;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--strict", description = "Warnings about the input are errors.")
  private boolean strict;

  private @Nullable ScenarioSource source;

  int threads() {
    return threads;
  }

  static void checkThreads(int threads, CommandSpec spec) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be from 1 to " + MAX_THREADS);
    }
  }

  /** Returns whether the scenario is run otherwise than its file says. */
  boolean changesScenario() {
    return !settings.isEmpty() || seed != null || until != null;
  }

  /**
   * Returns which values of the model the scenario sets itself, as they are written.
   *
   * @return path such as {@code model.fargate.launch} to value; empty before {@link #resolve}
   */
  Map<String, String> writtenValues(CommandSpec spec) {
    return source == null ? Map.of() : WrittenValues.of(source, settings(spec));
  }

  /** Returns the scenario as written, with the settings; null before {@link #resolve}. */
  @Nullable ScenarioTree tree(CommandSpec spec) {
    return source == null ? null : ScenarioTree.of(source, settings(spec), new Issues());
  }

  /** Returns the scenario of an argument, or null after printing what is wrong with it. */
  @Nullable ResolvedScenario resolve(
      String argument, CommandSpec spec, Console console, GlobalOptions global) {
    checkNumbers(spec);
    Issues issues = new Issues();
    source = ScenarioSource.locate(argument, System.in, issues);
    ResolvedScenario scenario =
        source == null ? null : ScenarioResolver.resolve(source, settings(spec), issues);
    boolean refused = issues.hasErrors() || (strict && issues.count(Severity.WARNING) > 0);
    if (refused || !global.quiet()) {
      console.err().print(global.verbose() ? IssueText.of(issues) : IssueText.withoutNotes(issues));
      console.err().flush();
    }
    if (refused || scenario == null) {
      return null;
    }
    int wanted = replications == null ? scenario.replications() : replications;
    return scenario.with(seed == null ? scenario.seed() : seed, wanted);
  }

  private void checkNumbers(CommandSpec spec) {
    if (replications != null && (replications < 1 || replications > MAX_REPLICATIONS)) {
      throw new ParameterException(
          spec.commandLine(), "--reps must be from 1 to " + MAX_REPLICATIONS);
    }
    checkThreads(threads, spec);
    if (seed != null && seed < 0) {
      throw new ParameterException(spec.commandLine(), "--seed must not be negative");
    }
  }

  private List<Setting> settings(CommandSpec spec) {
    List<Setting> all = new ArrayList<>();
    for (String text : settings) {
      Setting setting = Setting.tryParse(text);
      if (setting == null) {
        throw new ParameterException(
            spec.commandLine(), "--set " + text + ": write it as PATH=VALUE");
      }
      all.add(setting);
    }
    if (until != null) {
      all.add(new Setting("until", until));
    }
    return all;
  }
}
