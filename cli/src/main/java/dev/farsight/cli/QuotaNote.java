package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.Set;

/** Says of pods that wait for a quota that nobody has set whose quota that is. */
final class QuotaNote {

  private static final Set<String> OF_QUOTA =
      Set.of(Cause.QUOTA_REACHED.code(), Cause.FINISHED_PODS_HOLD_QUOTA.code());

  private static final int MILLI_DECIMALS = 3;

  private QuotaNote() {}

  /** Returns the note, or nothing where no pod waits for the quota or the scenario has its own. */
  static String of(ResolvedScenario scenario, ExperimentResult result) {
    boolean waits = false;
    for (Diagnosis diagnosis : result.diagnoses()) {
      waits |= OF_QUOTA.contains(diagnosis.causeCode());
    }
    long quota = scenario.spec().cluster().quotas().fargateVcpuMilli();
    if (!waits || quota != ModelDefaults.QUOTAS.fargateVcpuMilli()) {
      return "";
    }
    for (TimelineStep step : scenario.spec().timeline()) {
      StepAction action = step.action();
      boolean isFault = action instanceof StepAction.Fault fault && fault.kind() == FaultKind.QUOTA;
      if (isFault || action instanceof StepAction.SetQuotas) {
        return "";
      }
    }
    return "the quota is "
        + DecimalText.of(quota / 1000.0, MILLI_DECIMALS)
        + " vCPU, as a new account has: spec.cluster.quotas.fargateVcpu sets that of yours"
        + " (L-3032A538)";
  }
}
