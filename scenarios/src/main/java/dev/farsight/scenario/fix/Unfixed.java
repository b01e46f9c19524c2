package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.experiment.ReplicationSeeds;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.time.SimTime;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One replication of a scenario as it is. Where the outcome is a matter of chance, such as a race
 * between a pod and its profile, replications differ: some are in trouble and others are not.
 *
 * @param seed seed of the replication
 * @param situation the run and what is wrong in it
 * @param momentNanos instant at which remedies of now are applied in it
 */
record Unfixed(long seed, Situation situation, long momentNanos) {

  private static final long SETTLE_NANOS = 60 * SimTime.SECOND_NANOS;

  /**
   * Plays a scenario several times.
   *
   * @param seed seed of the first replication; those of the others follow from it
   * @param wantedAtNanos instant of the remedies; null for one after the last step of each run
   */
  static List<Unfixed> all(
      ScenarioTree tree,
      ResolvedScenario scenario,
      long seed,
      @Nullable Long wantedAtNanos,
      int replications) {
    return parallel(
        replications,
        i -> {
          long own = i == 0 ? seed : ReplicationSeeds.of(seed, i);
          RunResult run = run(scenario, own);
          long since = wantedAtNanos == null ? Long.MIN_VALUE : wantedAtNanos;
          Troubles troubles = Troubles.of(run, since);
          long moment = wantedAtNanos == null ? momentAfter(run) : wantedAtNanos;
          return new Unfixed(own, new Situation(tree, scenario, run, troubles, moment), moment);
        });
  }

  /** Returns a run with the causes of its pods. */
  static RunResult run(ResolvedScenario scenario, long seed) {
    return Diagnoses.withCauses(Simulation.run(scenario.spec(), seed));
  }

  /** Returns this replication as it looks to whoever comes after the steps that have failed. */
  Unfixed afterwards() {
    Situation left =
        new Situation(
            situation.tree(),
            situation.scenario(),
            situation.run(),
            Troubles.of(situation.run(), momentNanos),
            momentNanos);
    return new Unfixed(seed, left, momentNanos);
  }

  Troubles troubles() {
    return situation.troubles();
  }

  /** After the last thing that anybody did, and after every profile is propagated. */
  private static long momentAfter(RunResult run) {
    long last = 0;
    for (StepOutcome step : run.steps()) {
      Long started = step.startedNanos();
      Long completed = step.completedNanos();
      last = Math.max(last, started == null ? 0 : started);
      boolean acted = !step.action().equals("fault");
      last = Math.max(last, completed == null || !acted ? 0 : completed);
    }
    for (ProfileOutcome profile : run.profiles()) {
      Long effective = profile.effectiveNanos();
      last = Math.max(last, effective == null ? 0 : effective);
    }
    for (PodOutcome pod : Troubles.of(run, Long.MIN_VALUE).pods()) {
      Long since = pod.stuckSinceNanos();
      last = Math.max(last, Math.max(pod.createdNanos(), since == null ? 0 : since));
    }
    return last + SETTLE_NANOS;
  }

  /** Returns what a function makes of 0, 1, ..., in that order, made on all processors. */
  static <T> List<T> parallel(int count, IntFunction<T> made) {
    return IntStream.range(0, count).parallel().mapToObj(made).toList();
  }
}
