package dev.farsight.scenario.experiment;

import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.run.PreparedSpec;
import dev.farsight.sim.run.Simulation;
import java.util.List;
import java.util.Map;

/** All replications of a scenario, from its description to its result. */
public final class Experiment {

  private final ResolvedScenario scenario;
  private final Replications replications;

  /**
   * Makes an experiment.
   *
   * @param scenario what is run
   * @param threads threads at most, at least 1
   * @param progress hears of finished replications
   */
  public Experiment(ResolvedScenario scenario, int threads, Progress progress) {
    this.scenario = scenario;
    PreparedSpec prepared = PreparedSpec.of(scenario.spec());
    this.replications =
        new Replications(
            seed -> Diagnoses.withCauses(Simulation.run(prepared, seed)), threads, progress);
  }

  /** Returns the summary of one replication, by the names of the metrics. */
  public static Map<String, LatencySummary> summary(RunResult replication) {
    return Summaries.of(List.of(replication));
  }

  /** Lets running replications finish and starts no more; callable from another thread. */
  public void stop() {
    replications.stop();
  }

  /**
   * Runs everything.
   *
   * @throws ReplicationException if a replication breaks: a bug
   */
  public ExperimentResult run() {
    Replications.Outcome outcome = replications.run(scenario.seed(), scenario.replications());
    List<RunResult> finished = outcome.finished();
    List<ThresholdVerdict> verdicts =
        scenario.thresholds().stream()
            .map(threshold -> ThresholdEvaluation.evaluate(threshold, finished))
            .toList();
    return new ExperimentResult(
        scenario.name(),
        scenario.hash(),
        scenario.seed(),
        scenario.kubernetesVersion(),
        scenario.replications(),
        finished,
        outcome.failed(),
        Summaries.of(finished),
        verdicts,
        Diagnoses.of(finished));
  }
}
