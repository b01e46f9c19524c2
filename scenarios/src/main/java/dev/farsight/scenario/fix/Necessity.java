package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.experiment.Intervals;
import dev.farsight.sim.result.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a fix is needed, judged in all replications under the same seeds: a set that suffices in
 * the replication in which it was found may owe that to chance.
 */
final class Necessity {

  /**
   * Where neither set suffices everywhere, the larger one must do so in so many more replications,
   * of those in which they differ, that a coin would do it less than once in sixteen times.
   */
  private static final double CHANCE = 1 / 16.0;

  private final FixTrials trials;
  private final Map<String, Trial> everywhere = new LinkedHashMap<>();

  Necessity(FixTrials trials) {
    this.trials = trials;
  }

  /** Returns whether a part is needed: whether the rest suffices less often than the whole. */
  boolean isNeeded(Trial whole, Trial rest) {
    boolean sure = !whole.sufficientEach().contains(false);
    if (sure && !rest.sufficient()) {
      return true;
    }
    Trial played = everywhere(rest);
    if (sure) {
      return played.sufficientEach().contains(false);
    }
    int more = 0;
    int less = 0;
    int count = Math.min(whole.sufficientEach().size(), played.sufficientEach().size());
    for (int i = 0; i < count; i++) {
      boolean with = whole.sufficientEach().get(i);
      boolean without = played.sufficientEach().get(i);
      more += with && !without ? 1 : 0;
      less += !with && without ? 1 : 0;
    }
    return more > 0 && tail(more, more + less) <= CHANCE;
  }

  /** Returns the chance that at least so many of some tosses of a coin fall on one side. */
  private static double tail(int least, int tosses) {
    double sum = 0;
    double ways = 1;
    for (int k = 0; k <= tosses; k++) {
      sum += k >= least ? ways : 0;
      ways = ways * (tosses - k) / (k + 1);
    }
    for (int k = 0; k < tosses; k++) {
      sum /= 2;
    }
    return sum;
  }

  /** Returns a trial with its runs in all replications. */
  Trial everywhere(Trial trial) {
    if (trial.sufficientEach().size() > 1) {
      return trial;
    }
    return everywhere.computeIfAbsent(
        FixTrials.key(trial.parts()), key -> trials.replicated(List.of(trial)).get(0));
  }

  /** Takes what is not needed out of fixes, until each part of each is. */
  List<Trial> minimal(List<Trial> confirmed) {
    Map<String, Trial> minimal = new LinkedHashMap<>();
    List<Trial> open = new ArrayList<>(confirmed);
    while (!open.isEmpty()) {
      Trial trial = open.remove(0);
      Trial smaller = trial.parts().size() < 2 ? null : smaller(trial);
      if (smaller == null) {
        minimal.putIfAbsent(FixTrials.key(trial.parts()), trial);
      } else if (smaller.sufficientIn() > 0) {
        open.add(smaller);
      }
    }
    List<Trial> all = List.copyOf(minimal.values());
    return all.stream()
        .filter(trial -> all.stream().noneMatch(t -> t != trial && replaces(t, trial)))
        .toList();
  }

  private static boolean replaces(Trial smaller, Trial larger) {
    return smaller.isWithin(larger.parts()) && smaller.sufficientIn() >= larger.sufficientIn();
  }

  /** Returns a fix without a part that it does not need, or null. */
  private @Nullable Trial smaller(Trial trial) {
    for (Part left : trial.parts()) {
      Trial rest = trials.known(trial.parts().stream().filter(part -> part != left).toList());
      if (rest != null && !isNeeded(trial, rest)) {
        return everywhere(rest);
      }
    }
    return null;
  }

  /** Returns fixes of now that are no quicker than waiting, where waiting suffices. */
  List<Trial> idle(List<Trial> confirmed) {
    Trial waited =
        trials.known(
            List.of(Repairs.part(Remedy.WAIT, "", Part.Stage.SETUP, (root, moment) -> {}, "")));
    Trial wait = waited == null || !waited.sufficient() ? null : everywhere(waited);
    List<Trial> idle = new ArrayList<>();
    if (wait == null) {
      return idle;
    }
    for (Trial trial : confirmed) {
      boolean compared = trial.isNow() && !trial.parts().get(0).isWait();
      if (compared
          && trial.sufficientIn() <= wait.sufficientIn()
          && !isQuicker(trial.recoverySeconds(), wait.recoverySeconds())) {
        idle.add(trial);
      }
    }
    return idle;
  }

  /** Returns whether times are shorter than others, in pairs of the same seed, beyond chance. */
  private static boolean isQuicker(List<Double> times, List<Double> others) {
    int count = Math.min(times.size(), others.size());
    double[] gains = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      gains[i] = others.get(i) - times.get(i);
      sum += gains[i];
    }
    Interval interval = Intervals.ofMean(gains);
    return sum > 0 && (interval == null || interval.low() > 0);
  }
}
