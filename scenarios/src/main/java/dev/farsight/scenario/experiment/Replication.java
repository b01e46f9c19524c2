package dev.farsight.scenario.experiment;

import dev.farsight.sim.result.RunResult;

/** One run of a scenario, repeatable with any seed; called from several threads at once. */
@FunctionalInterface
public interface Replication {

  /** Returns the outcome of a run with a seed. */
  RunResult run(long seed);
}
