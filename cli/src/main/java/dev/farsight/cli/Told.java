package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.TroubleStory;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@code why} tells of a run.
 *
 * @param troubles stories of steps that failed and of workloads whose pods are refused
 * @param pods stories of pods
 */
record Told(List<TroubleStory> troubles, List<WhyStory> pods) {

  /** Makes the lists unmodifiable. */
  Told {
    troubles = List.copyOf(troubles);
    pods = List.copyOf(pods);
  }

  /**
   * Returns what is to be told of a run.
   *
   * @param wanted name of a pod or workload, or its beginning; null for all that is wrong
   */
  static Told of(RunResult run, @Nullable String wanted) {
    List<TroubleStory> troubles = TroubleStory.of(run);
    List<PodOutcome> chosen = chosen(run, wanted);
    if (wanted != null) {
      troubles = troubles.stream().filter(story -> story.isAbout(wanted)).toList();
      if (!troubles.isEmpty()) {
        // Asked for the workload: pods of it that are well are not what is wrong.
        chosen = chosen.stream().filter(one -> one.causeCode() != null).toList();
      }
    }
    return new Told(troubles, chosen.stream().map(one -> WhyStory.of(run, one)).toList());
  }

  boolean isEmpty() {
    return troubles.isEmpty() && pods.isEmpty();
  }

  /** Returns whether something is wrong with what is told. */
  boolean isTrouble() {
    return !troubles.isEmpty() || pods.stream().anyMatch(story -> story.pod().causeCode() != null);
  }

  /**
   * Returns the pods of a name; else those of a workload of that name; else those that begin so.
   */
  private static List<PodOutcome> named(RunResult run, String wanted) {
    List<Predicate<PodOutcome>> ways =
        List.of(
            one -> one.key().equals(wanted) || one.name().equals(wanted),
            one -> {
              String owner = one.owner() == null ? "" : one.owner();
              String name = owner.substring(owner.indexOf('/') + 1);
              return name.equals(wanted) || (one.namespace() + "/" + name).equals(wanted);
            },
            one -> one.key().startsWith(wanted) || one.name().startsWith(wanted));
    for (Predicate<PodOutcome> way : ways) {
      List<PodOutcome> found = run.pods().stream().filter(way).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /**
   * Returns the pod asked for, or one pod per stuck workload: the newest each time, because an
   * older one may wait for a template that is long replaced.
   */
  private static List<PodOutcome> chosen(RunResult run, @Nullable String wanted) {
    if (wanted != null) {
      List<PodOutcome> named = named(run, wanted);
      List<PodOutcome> stuck = named.stream().filter(PodOutcome::stuck).toList();
      List<PodOutcome> candidates = stuck.isEmpty() ? named : stuck;
      return candidates.subList(Math.max(0, candidates.size() - 1), candidates.size());
    }
    Map<String, PodOutcome> newest = new LinkedHashMap<>();
    for (PodOutcome one : run.pods()) {
      if (one.causeCode() != null && one.deletedNanos() == null) {
        newest.put(Stories.workload(one), one);
      }
    }
    return List.copyOf(newest.values());
  }
}
