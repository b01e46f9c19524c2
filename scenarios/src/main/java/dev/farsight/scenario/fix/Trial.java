package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of a set of parts.
 *
 * @param parts the parts, in the order in which they are applied; empty for the scenario as it is
 * @param situation the changed scenario and its first run
 * @param sufficient whether nothing is wrong any more
 * @param recoveredPods pods of the troubled workloads that are Ready in the end
 * @param disruptedPods pods that were Ready and are gone because of it
 * @param recoverySeconds from the moment of the fix until all of them are Ready, per replication;
 *     infinite where they never are; for another set-up: from the start of the run
 * @param sufficientEach whether it is sufficient, for each replication that was played: first the
 *     one in which fixes are looked for, then the others in their order
 */
record Trial(
    List<Part> parts,
    Situation situation,
    boolean sufficient,
    int recoveredPods,
    int disruptedPods,
    List<Double> recoverySeconds,
    List<Boolean> sufficientEach) {

  Trial {
    parts = List.copyOf(parts);
    recoverySeconds = List.copyOf(recoverySeconds);
    sufficientEach = List.copyOf(sufficientEach);
  }

  /** Returns in how many of the replications it is sufficient. */
  int sufficientIn() {
    return (int) sufficientEach.stream().filter(enough -> enough).count();
  }

  RunResult run() {
    return situation.run();
  }

  boolean isNow() {
    return parts.stream().allMatch(Part::isNow);
  }

  double monthlyUsd() {
    return parts.stream().mapToDouble(Part::monthlyUsd).sum();
  }

  /** Returns whether all parts of this trial are among those of another. */
  boolean isWithin(List<Part> others) {
    return parts.stream().allMatch(part -> others.stream().anyMatch(part::isWithin));
  }

  /** Returns whether another trial has the same remedies, costs less, and suffices as often. */
  boolean isMoreThan(Trial other) {
    return other.monthlyUsd() < monthlyUsd()
        && other.sufficientIn() >= sufficientIn()
        && other.parts().stream()
            .map(Part::id)
            .toList()
            .equals(parts.stream().map(Part::id).toList());
  }

  /** Says what is wrong still. */
  String remaining() {
    Troubles troubles = situation.troubles();
    if (sufficient) {
      return "all pods are Ready";
    }
    List<String> texts = new ArrayList<>();
    for (Cause cause : troubles.causes()) {
      List<PodOutcome> pods = troubles.podsOf(cause);
      if (pods.isEmpty()) {
        texts.add(cause.code() + " " + cause.title());
        continue;
      }
      String message = pods.get(0).message();
      texts.add(
          pods.size()
              + (pods.size() == 1 ? " pod: " : " pods: ")
              + cause.code()
              + " "
              + cause.title()
              + (message == null || !pods.get(0).stuck() ? "" : " (" + message + ")"));
    }
    for (String step : troubles.steps()) {
      for (StepOutcome outcome : run().steps()) {
        if (outcome.id().equals(step)) {
          texts.add(outcome.text() + " fails: " + outcome.failure());
        }
      }
    }
    if (texts.isEmpty()) {
      troubles.workloads().keySet().forEach(w -> texts.add(w + " has fewer pods than wanted"));
    }
    return String.join("; ", texts);
  }
}
