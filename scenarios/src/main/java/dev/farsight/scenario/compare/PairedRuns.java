package dev.farsight.scenario.compare;

import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.Threshold;
import dev.farsight.scenario.document.ThresholdParser;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Intervals;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.experiment.ThresholdEvaluation;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares scenarios pair by pair: both are run with the same seeds, and draws are keyed by stream
 * and subject, so that what differs comes from the scenarios and not from chance.
 */
public final class PairedRuns {

  /** What is measured, as the left side of thresholds. */
  private static final List<String> MEASURES =
      List.of(
          "last(stuck_pods)",
          "last(never_ready_pods)",
          "last(ready_pods)",
          "last(unavailable_pods)",
          "p50(time_to_ready)",
          "p95(time_to_ready)",
          "max(pending_pods)",
          "max(fargate_nodes)",
          "last(cost_usd)");

  private PairedRuns() {}

  /**
   * Runs two scenarios and compares them.
   *
   * @param seed seed of both
   * @param replications number of pairs, at least 1
   * @param threads threads at most, at least 1
   */
  public static Comparison of(
      ResolvedScenario a, ResolvedScenario b, long seed, int replications, int threads) {
    ExperimentResult ranA =
        new Experiment(a.with(seed, replications), threads, Progress.NONE).run();
    ExperimentResult ranB =
        new Experiment(b.with(seed, replications), threads, Progress.NONE).run();
    return of(ranA, ranB, FirstDifference.of(a.spec(), b.spec(), seed), true);
  }

  /**
   * Compares two results by the seeds that both have.
   *
   * @return the comparison, or null if they share no seed
   */
  public static @Nullable Comparison of(ExperimentResult a, ExperimentResult b) {
    Set<Long> seeds = new LinkedHashSet<>();
    a.replications().forEach(run -> seeds.add(run.seed()));
    boolean shared = b.replications().stream().anyMatch(run -> seeds.contains(run.seed()));
    return shared ? of(a, b, null, false) : null;
  }

  /** Returns a scenario played with the seed of a result, as often. */
  public static ExperimentResult like(
      ResolvedScenario scenario, ExperimentResult result, int threads) {
    int replications = Math.max(1, (int) result.planned());
    return new Experiment(scenario.with(result.seed(), replications), threads, Progress.NONE).run();
  }

  static Comparison of(
      ExperimentResult a,
      ExperimentResult b,
      Comparison.@Nullable Parting parting,
      boolean traced) {
    Map<Long, RunResult> others = new LinkedHashMap<>();
    b.replications().forEach(run -> others.put(run.seed(), run));
    List<RunResult> left = new ArrayList<>();
    List<RunResult> right = new ArrayList<>();
    for (RunResult run : a.replications()) {
      RunResult other = others.get(run.seed());
      if (other != null) {
        left.add(run);
        right.add(other);
      }
    }
    if (left.isEmpty()) {
      throw new IllegalArgumentException("no pair of equal seeds was finished");
    }
    return new Comparison(
        new Comparison.Side(a.scenarioName(), a.kubernetesVersion()),
        new Comparison.Side(b.scenarioName(), b.kubernetesVersion()),
        left.stream().map(RunResult::seed).toList(),
        parting,
        traced,
        metrics(left, right),
        workloads(left.get(0), right.get(0)),
        events(left.get(0), right.get(0)));
  }

  private static List<Comparison.MetricDifference> metrics(
      List<RunResult> left, List<RunResult> right) {
    List<Comparison.MetricDifference> metrics = new ArrayList<>();
    for (String measure : MEASURES) {
      Threshold threshold = threshold(measure);
      metrics.add(
          difference(
              measure,
              threshold.condition().metric().unit(),
              left,
              right,
              run -> ThresholdEvaluation.evaluate(threshold, List.of(run)).value()));
    }
    metrics.add(
        difference(
            "scheduling_attempts",
            "1",
            left,
            right,
            run -> run.pods().stream().mapToLong(PodOutcome::attempts).sum()));
    metrics.add(
        difference(
            "failed_steps",
            "1",
            left,
            right,
            run -> run.steps().stream().filter(step -> step.failure() != null).count()));
    return metrics;
  }

  private static Threshold threshold(String measure) {
    try {
      return ThresholdParser.parse(measure + " >= 0");
    } catch (ExpressionException e) {
      throw new IllegalStateException(measure, e);
    }
  }

  private static Comparison.MetricDifference difference(
      String name,
      String unit,
      List<RunResult> left,
      List<RunResult> right,
      ToDoubleFunction<RunResult> value) {
    double[] differences = new double[left.size()];
    double sumA = 0;
    double sumB = 0;
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      double a = value.applyAsDouble(left.get(i));
      double b = value.applyAsDouble(right.get(i));
      differences[i] = b - a;
      sumA += a;
      sumB += b;
      sum += differences[i];
    }
    double mean = sum / differences.length;
    return new Comparison.MetricDifference(
        name,
        unit,
        sumA / differences.length,
        sumB / differences.length,
        Double.isInfinite(mean) ? Double.NaN : mean,
        Intervals.ofMean(differences));
  }

  private static List<Comparison.Outcomes> workloads(RunResult a, RunResult b) {
    Map<String, String> left = outcomes(a);
    Map<String, String> right = outcomes(b);
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    List<Comparison.Outcomes> outcomes = new ArrayList<>();
    for (String name : names) {
      outcomes.add(
          new Comparison.Outcomes(
              name, left.getOrDefault(name, "not there"), right.getOrDefault(name, "not there")));
    }
    return outcomes;
  }

  /** Returns how each workload stands at the end of a run whose pods have their causes. */
  static Map<String, String> outcomes(RunResult run) {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (PodOutcome pod : run.pods()) {
      Map<String, Integer> states = counts.computeIfAbsent(workload(pod), key -> new TreeMap<>());
      if (pod.deletedNanos() == null) {
        String cause = pod.causeCode();
        String state = pod.stuck() ? "stuck" : pod.state().word();
        states.merge(cause == null ? state : state + " (" + cause + ")", 1, Integer::sum);
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    counts.forEach(
        (workload, states) -> {
          List<String> parts = new ArrayList<>();
          states.forEach((state, count) -> parts.add(count + " " + state));
          texts.put(workload, parts.isEmpty() ? "no pods" : String.join(", ", parts));
        });
    return texts;
  }

  /** Returns the workload of a pod as {@code namespace/Kind/name}. */
  static String workload(PodOutcome pod) {
    String owner = pod.owner();
    return pod.namespace() + "/" + (owner == null ? "Pod/" + pod.name() : owner);
  }

  private static List<Comparison.EventCounts> events(RunResult a, RunResult b) {
    Map<String, long[]> counts = new TreeMap<>();
    count(a, 0, counts);
    count(b, 1, counts);
    List<Comparison.EventCounts> events = new ArrayList<>();
    counts.forEach((event, n) -> events.add(new Comparison.EventCounts(event, n[0], n[1])));
    return events;
  }

  private static void count(RunResult run, int side, Map<String, long[]> counts) {
    for (PodOutcome pod : run.pods()) {
      for (EventRecord event : pod.story().events()) {
        if (!event.type().equals("Evidence")) {
          String key = event.component() + " " + event.reason();
          counts.computeIfAbsent(key, unused -> new long[2])[side] += event.count();
        }
      }
    }
  }
}
