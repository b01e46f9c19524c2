package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why steps of an installation failed. Steps by which people try to repair something (patches,
 * restarts) are no installation: what matters there is whether the pods come.
 */
public final class StepCauses {

  private static final Set<String> INSTALLING =
      Set.of(
          "apply",
          "helmInstall",
          "createAddon",
          "createFargateProfile",
          "deleteFargateProfile",
          "eksctlCreateCluster");

  private StepCauses() {}

  /** Returns the steps of the installation that failed, in the order of the scenario. */
  public static List<StepOutcome> failed(RunResult run) {
    List<StepOutcome> failed = new ArrayList<>();
    for (StepOutcome step : run.steps()) {
      if (step.failure() != null && INSTALLING.contains(step.action())) {
        failed.add(step);
      }
    }
    return failed;
  }

  /**
   * Returns the cause of a failed step of a run whose pods have their causes; null where the causes
   * of pods explain it.
   */
  public static @Nullable Cause of(RunResult run, StepOutcome step) {
    String failure = step.failure();
    if (failure == null) {
      return null;
    }
    if (failure.contains("ResourceInUseException") && failure.contains("in status")) {
      return Cause.PROFILE_BUSY;
    }
    if (failure.contains("timed out") || failure.contains("timeout")) {
      return hasTroubledPods(run, step) ? null : Cause.CLIENT_GAVE_UP;
    }
    return Cause.INSTALL_FAILED;
  }

  /** Returns whether pods that a step brought, or that nobody tells who brought, are in trouble. */
  private static boolean hasTroubledPods(RunResult run, StepOutcome step) {
    for (PodOutcome pod : run.pods()) {
      String brought = pod.story().step();
      boolean own = brought == null || brought.equals(step.text());
      if (own && pod.causeCode() != null && pod.deletedNanos() == null) {
        return true;
      }
    }
    return false;
  }
}
