package dev.farsight.scenario.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bundled beliefs, and what becomes of them in runs. */
public final class Beliefs {

  private static final String FILE = "beliefs.yaml";

  private Beliefs() {}

  /** Returns all beliefs, story by story. */
  public static List<Belief> all() {
    Issues issues = new Issues();
    List<Document> documents =
        new TextLoader(TextLimits.DEFAULT, issues).load(FILE, Library.content(FILE));
    if (issues.hasErrors() || documents.isEmpty()) {
      throw new IllegalStateException(FILE + " cannot be read: " + issues.sorted());
    }
    List<Belief> beliefs = new ArrayList<>();
    documents.get(0).root().forEach(node -> beliefs.add(belief(node)));
    return List.copyOf(beliefs);
  }

  /** Returns the belief of a name such as {@code belief/keda-toleration}, or null. */
  public static @Nullable Belief byName(String name) {
    for (Belief belief : all()) {
      if (belief.name().equals(name)) {
        return belief;
      }
    }
    return null;
  }

  private static Belief belief(JsonNode node) {
    Prediction prediction = null;
    for (Prediction one : Prediction.values()) {
      prediction = one.word().equals(node.path("predicts").asText()) ? one : prediction;
    }
    String workload = node.path("workload").asText("");
    return new Belief(
        node.path("id").asText(),
        node.path("story").asText(),
        node.path("claim").asText(),
        played(node.path("literal")),
        played(node.path("beside")),
        Objects.requireNonNull(prediction, node.path("predicts").asText()),
        node.path("testedBeside").asBoolean(),
        workload.isEmpty() ? null : workload,
        node.path("really").asText());
  }

  private static Belief.Played played(JsonNode node) {
    List<Setting> settings = new ArrayList<>();
    for (JsonNode text : node.path("set")) {
      settings.add(Objects.requireNonNull(Setting.tryParse(text.asText()), text.asText()));
    }
    return new Belief.Played(node.path("scenario").asText(), settings);
  }

  /**
   * Plays a belief literally, and what it is held against.
   *
   * @param seed seed of both; null for the scenario's
   * @param replications number of pairs, at least 1
   * @param threads threads at most, at least 1
   */
  public static BeliefVerdict play(
      Belief belief, @Nullable Long seed, int replications, int threads) {
    ResolvedScenario literal = resolved(belief.literal());
    ResolvedScenario beside = resolved(belief.beside());
    long chosen = seed == null ? literal.seed() : seed;
    ExperimentResult said = run(literal, chosen, replications, threads);
    ExperimentResult other = run(beside, chosen, replications, threads);
    boolean holds = true;
    for (RunResult run : (belief.testedBeside() ? other : said).replications()) {
      holds &= belief.prediction().holds(run, belief.workload());
    }
    return new BeliefVerdict(
        belief,
        holds,
        PairedRuns.of(
            said, other, FirstDifference.of(literal.spec(), beside.spec(), chosen), true));
  }

  private static ExperimentResult run(
      ResolvedScenario scenario, long seed, int replications, int threads) {
    return new Experiment(scenario.with(seed, replications), threads, Progress.NONE).run();
  }

  private static ResolvedScenario resolved(Belief.Played played) {
    ScenarioSource source =
        Objects.requireNonNull(Library.find(played.scenario()), played.scenario());
    Issues issues = new Issues();
    ResolvedScenario scenario = ScenarioResolver.resolve(source, played.settings(), issues);
    return Objects.requireNonNull(scenario, () -> played.text() + ": " + issues.sorted());
  }
}
