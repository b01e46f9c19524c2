package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would free the pods, and what would not.
 *
 * @param scenario name of the scenario
 * @param seed seed of the runs, the same for every remedy
 * @param replications runs of the scenario as it is, and of each sufficient fix
 * @param troubledIn in how many of the replications something is wrong without a fix; where it is
 *     not in all, the outcome is a matter of chance, such as a race
 * @param atNanos instant at which remedies of now are applied
 * @param troubledPods pods that are stuck or never Ready without a fix, in the replication with the
 *     most of them
 * @param failedSteps ids of the steps of the installation that fail without a fix
 * @param diagnoses why, without a fix
 * @param fixes minimal sufficient fixes, the best first
 * @param partial where nothing frees all pods: what frees those of one cause
 * @param compounds changes in which a popular remedy stands beside what really helps
 * @param insufficient remedies that do nothing, or not enough, by themselves
 * @param cut whether the search ended at its bound of runs, so that there may be further fixes
 */
public record FixReport(
    String scenario,
    long seed,
    int replications,
    int troubledIn,
    long atNanos,
    int troubledPods,
    List<String> failedSteps,
    List<Diagnosis> diagnoses,
    List<Fix> fixes,
    List<Partial> partial,
    List<Compound> compounds,
    List<Insufficient> insufficient,
    boolean cut) {

  /** Version of the format in which reports are written. */
  public static final String FORMAT_VERSION = "farsight.dev/fix/v1alpha1";

  /** Makes the lists unmodifiable. */
  public FixReport {
    failedSteps = List.copyOf(failedSteps);
    diagnoses = List.copyOf(diagnoses);
    fixes = List.copyOf(fixes);
    partial = List.copyOf(partial);
    compounds = List.copyOf(compounds);
    insufficient = List.copyOf(insufficient);
  }

  FixReport withPartial(List<Partial> others) {
    return new FixReport(
        scenario,
        seed,
        replications,
        troubledIn,
        atNanos,
        troubledPods,
        failedSteps,
        diagnoses,
        fixes,
        others,
        compounds,
        insufficient,
        cut);
  }

  /**
   * A minimal sufficient fix: without any of its parts it does not suffice.
   *
   * @param steps its parts, in order
   * @param now whether it can be used now, or only in the next installation
   * @param recoveredPods pods that are Ready in the end
   * @param sufficientIn in how many replications it suffices
   * @param recoverySeconds mean time from its application until all pods are Ready; of another
   *     set-up: from the start of the run
   * @param recoveryInterval 95 % interval of that mean; null where it is not estimated
   * @param disruptedPods pods that were Ready and are replaced
   * @param monthlyUsd what it costs a month, beside Fargate itself
   * @param attribution what each part contributes, shown by leaving it out
   * @param rerun steps of the installation that have failed before and must be run again: the fix
   *     frees the pods and does not undo the failure; empty where nothing has failed
   * @param yaml the scenario with the fix applied
   */
  public record Fix(
      List<Step> steps,
      boolean now,
      int recoveredPods,
      int sufficientIn,
      double recoverySeconds,
      @Nullable Interval recoveryInterval,
      int disruptedPods,
      double monthlyUsd,
      List<Attribution> attribution,
      List<String> rerun,
      String yaml) {

    /** Makes the lists unmodifiable. */
    public Fix {
      steps = List.copyOf(steps);
      attribution = List.copyOf(attribution);
      rerun = List.copyOf(rerun);
    }

    Fix withRerun(List<String> again) {
      return new Fix(
          steps,
          now,
          recoveredPods,
          sufficientIn,
          recoverySeconds,
          recoveryInterval,
          disruptedPods,
          monthlyUsd,
          attribution,
          again,
          yaml);
    }

    /** Returns the ids of its remedies, joined by a plus sign. */
    public String id() {
      return String.join("+", steps.stream().map(step -> step.remedy().id()).toList());
    }
  }

  /**
   * One part of a fix.
   *
   * @param remedy remedy of the catalogue
   * @param target what it acts on
   * @param commands what to type
   */
  public record Step(Remedy remedy, String target, List<String> commands) {

    /** Makes the list unmodifiable. */
    public Step {
      commands = List.copyOf(commands);
    }
  }

  /**
   * What a part contributes.
   *
   * @param part remedy that is left out
   * @param needed whether the rest does not suffice
   * @param without what comes out without it
   */
  public record Attribution(Remedy part, boolean needed, String without) {}

  /**
   * What frees the pods of one cause while others stay as they are.
   *
   * @param cause the cause
   * @param pods its pods
   * @param fixes minimal sufficient fixes for them, the best first
   */
  public record Partial(Cause cause, List<String> pods, List<Fix> fixes) {

    /** Makes the lists unmodifiable. */
    public Partial {
      pods = List.copyOf(pods);
      fixes = List.copyOf(fixes);
    }
  }

  /**
   * A change of several parts that people make in one go, such as a Helm upgrade that adds a
   * toleration and, by the way, makes new pods.
   *
   * @param parts ids of its parts, in order
   * @param sufficient whether it suffices as a whole
   * @param attribution what each part contributes, shown by leaving it out
   */
  public record Compound(List<String> parts, boolean sufficient, List<Attribution> attribution) {

    /** Makes the lists unmodifiable. */
    public Compound {
      parts = List.copyOf(parts);
      attribution = List.copyOf(attribution);
    }

    /** Returns the ids of the parts that were necessary, or that were not. */
    public List<String> parts(boolean necessary) {
      return attribution.stream()
          .filter(part -> part.needed() == necessary)
          .map(part -> part.part().id())
          .toList();
    }
  }

  /**
   * A remedy that does not suffice by itself.
   *
   * @param remedies ids, joined by a plus sign
   * @param target what it acts on
   * @param recoveredPods pods that it does free
   * @param why what is wrong still
   */
  public record Insufficient(String remedies, String target, int recoveredPods, String why) {}
}
