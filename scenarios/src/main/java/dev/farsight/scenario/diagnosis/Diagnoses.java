package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the runs of a scenario say together: causes, the pods and steps they hold, the evidence. */
public final class Diagnoses {

  private Diagnoses() {}

  /** Returns a run with the cause of every pod filled in. */
  public static RunResult withCauses(RunResult run) {
    List<PodOutcome> pods = new ArrayList<>(run.pods().size());
    boolean changed = false;
    for (PodOutcome pod : run.pods()) {
      Cause cause = Causes.of(run, pod);
      pods.add(cause == null ? pod : pod.withCauseCode(cause.code()));
      changed |= cause != null;
    }
    return changed ? run.withPods(pods) : run;
  }

  /** What one cause holds in the first replication that has it. */
  private static final class Found {
    private final RunResult run;
    private final List<PodOutcome> pods = new ArrayList<>();
    private final List<StepOutcome> steps = new ArrayList<>();
    private final List<RefusedPods.Refusal> refusals = new ArrayList<>();
    private long replications;

    Found(RunResult run) {
      this.run = run;
    }
  }

  /**
   * Returns the causes of several replications, that with the most pods first; pods and evidence
   * are those of the first replication that has any.
   */
  public static List<Diagnosis> of(List<RunResult> replications) {
    Map<Cause, Found> all = new EnumMap<>(Cause.class);
    for (RunResult run : replications) {
      Map<Cause, Found> here = byCause(run);
      for (Map.Entry<Cause, Found> entry : here.entrySet()) {
        all.putIfAbsent(entry.getKey(), entry.getValue());
        Found first = all.get(entry.getKey());
        if (first != null) {
          first.replications++;
        }
      }
    }
    List<Diagnosis> diagnoses = new ArrayList<>();
    all.forEach((cause, found) -> diagnoses.add(diagnosis(cause, found)));
    diagnoses.sort((a, b) -> Integer.compare(b.pods().size(), a.pods().size()));
    return diagnoses;
  }

  private static Map<Cause, Found> byCause(RunResult run) {
    Map<Cause, Found> found = new EnumMap<>(Cause.class);
    for (PodOutcome pod : run.pods()) {
      Cause cause = pod.causeCode() == null ? null : Cause.byCode(pod.causeCode());
      if (cause != null && pod.deletedNanos() == null) {
        found.computeIfAbsent(cause, key -> new Found(run)).pods.add(pod);
      }
    }
    for (RefusedPods.Refusal refusal : RefusedPods.of(run).values()) {
      found.computeIfAbsent(Cause.NOT_CREATED, key -> new Found(run)).refusals.add(refusal);
    }
    for (StepOutcome step : StepCauses.failed(run)) {
      Cause cause = StepCauses.of(run, step);
      if (cause != null) {
        found.computeIfAbsent(cause, key -> new Found(run)).steps.add(step);
      }
    }
    return found;
  }

  private static Diagnosis diagnosis(Cause cause, Found found) {
    List<String> evidence = new ArrayList<>();
    List<String> alternatives = new ArrayList<>();
    if (!found.pods.isEmpty()) {
      PodOutcome first = found.pods.get(0);
      evidence.addAll(WhyStory.of(found.run, first, cause).sentences());
      for (Causes.Alternative other : Causes.alternatives(found.run, first, cause)) {
        alternatives.add(other.cause().code() + " " + other.cause().title() + ": " + other.tells());
      }
    }
    for (RefusedPods.Refusal refusal : found.refusals) {
      evidence.add(
          refusal.title()
              + ", "
              + refusal.missing()
              + " missing: FailedCreate "
              + refusal.span()
              + ": "
              + refusal.message());
    }
    for (StepOutcome step : found.steps) {
      Long failed = step.failedNanos();
      String when = failed == null ? "" : " at " + ClockText.of(failed);
      evidence.add(step.text() + " failed" + when + ": " + step.failure());
    }
    return new Diagnosis(
        cause.code(),
        cause.title(),
        found.pods.stream().map(PodOutcome::key).toList(),
        found.steps.stream().map(StepOutcome::id).toList(),
        evidence,
        alternatives,
        cause.remedies().stream().map(Remedy::id).toList(),
        found.replications);
  }
}
