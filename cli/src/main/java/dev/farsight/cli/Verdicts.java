package dev.farsight.cli;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;

/** What a result means for the exit code. */
final class Verdicts {

  private Verdicts() {}

  static int exitCode(ExperimentResult result) {
    boolean undecided = false;
    for (ThresholdVerdict threshold : result.thresholds()) {
      if (threshold.verdict() == Verdict.FAIL) {
        return ExitCodes.FAILED;
      }
      undecided |= threshold.verdict() == Verdict.UNDECIDED;
    }
    if (!result.failures().isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    return undecided ? ExitCodes.UNDECIDED : ExitCodes.OK;
  }
}
