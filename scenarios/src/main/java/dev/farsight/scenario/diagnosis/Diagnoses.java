package dev.farsight.scenario.diagnosis;

import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Fills in causes and gathers the pods that share one. */
public final class Diagnoses {

  private Diagnoses() {}

  /** Returns a run whose stuck and never Ready pods carry their cause. */
  public static RunResult withCauses(RunResult run) {
    List<PodOutcome> pods = new ArrayList<>();
    boolean changed = false;
    for (PodOutcome pod : run.pods()) {
      Cause cause = Causes.of(run, pod);
      pods.add(cause == null ? pod : pod.withCauseCode(cause.code()));
      changed |= cause != null;
    }
    return changed ? run.withPods(pods) : run;
  }

  /**
   * Returns the causes of several replications, that with the most pods first; pods and evidence
   * are those of the first replication that has any.
   */
  public static List<Diagnosis> of(List<RunResult> replications) {
    Map<Cause, List<PodOutcome>> pods = new EnumMap<>(Cause.class);
    Map<Cause, RunResult> firsts = new EnumMap<>(Cause.class);
    Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    for (RunResult run : replications) {
      Map<Cause, List<PodOutcome>> found = byCause(run);
      for (Map.Entry<Cause, List<PodOutcome>> entry : found.entrySet()) {
        if (firsts.putIfAbsent(entry.getKey(), run) == null) {
          pods.put(entry.getKey(), entry.getValue());
        }
        counts.merge(entry.getKey(), 1L, Long::sum);
      }
    }
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (Map.Entry<Cause, List<PodOutcome>> entry : pods.entrySet()) {
      Cause cause = entry.getKey();
      RunResult run = firsts.get(cause);
      PodOutcome first = entry.getValue().get(0);
      diagnoses.add(
          new Diagnosis(
              cause.code(),
              cause.title(),
              entry.getValue().stream().map(PodOutcome::key).toList(),
              run == null ? List.of() : WhyStory.of(run, first, cause).sentences(),
              cause.remedies().stream().map(Remedy::id).toList(),
              counts.getOrDefault(cause, 0L)));
    }
    diagnoses.sort((a, b) -> Integer.compare(b.pods().size(), a.pods().size()));
    return diagnoses;
  }

  private static Map<Cause, List<PodOutcome>> byCause(RunResult run) {
    Map<Cause, List<PodOutcome>> found = new EnumMap<>(Cause.class);
    for (PodOutcome pod : run.pods()) {
      Cause cause = pod.causeCode() == null ? null : Cause.byCode(pod.causeCode());
      if (cause != null && pod.deletedNanos() == null) {
        found.computeIfAbsent(cause, key -> new ArrayList<>()).add(pod);
      }
    }
    return found;
  }
}
