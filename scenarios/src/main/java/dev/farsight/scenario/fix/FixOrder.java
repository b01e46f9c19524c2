package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which of the fixes that suffice is the best. */
final class FixOrder {

  private final Trial base;
  private final FixTrials trials;

  FixOrder(Trial base, FixTrials trials) {
    this.base = base;
    this.trials = trials;
  }

  /**
   * What can be done now before what helps the next time; then more pods, how long it takes in
   * coarse steps, fewer disrupted pods, less money, fewer parts, and the surest first.
   */
  Comparator<Trial> comparator() {
    return Comparator.comparing((Trial trial) -> !trial.isNow())
        .thenComparing(trial -> -trial.sufficientIn())
        .thenComparing(trial -> -trial.recoveredPods())
        .thenComparing(trial -> timeClass(mean(trial)))
        .thenComparing(Trial::disruptedPods)
        .thenComparing(Trial::monthlyUsd)
        .thenComparing(trial -> preferences(trial).get(0))
        .thenComparing(trial -> trial.parts().size())
        .thenComparing(trial -> preferences(trial).stream().mapToInt(p -> p).sum())
        .thenComparing(FixOrder::mean);
  }

  private static int timeClass(double seconds) {
    return seconds <= 600 ? 0 : seconds <= 3_600 ? 1 : seconds <= 86_400 ? 2 : 3;
  }

  static double mean(Trial trial) {
    return trial.recoverySeconds().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** Returns whether one of a fix's remedies is the best for a cause: no other is ranked before. */
  boolean isFirstChoice(Trial trial) {
    return preferences(trial).get(0) == 0;
  }

  /** Returns the places of a fix's remedies among those of the causes, the best first. */
  private List<Integer> preferences(Trial trial) {
    Set<Cause> causes = new LinkedHashSet<>(base.situation().troubles().causes());
    for (Trial within : trials.all()) {
      if (within.isWithin(trial.parts())) {
        causes.addAll(within.situation().troubles().causes());
      }
    }
    List<Integer> places = new ArrayList<>();
    for (Part part : trial.parts()) {
      int best = Remedy.values().length;
      for (Cause cause : causes) {
        int at = cause.remedies().indexOf(part.remedy());
        best = at >= 0 ? Math.min(best, at) : best;
      }
      places.add(best);
    }
    places.sort(Comparator.naturalOrder());
    return places;
  }
}
