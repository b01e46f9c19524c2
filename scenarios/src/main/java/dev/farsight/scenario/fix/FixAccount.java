package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.experiment.Intervals;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of the trials: the fixes, which of their parts were needed, and what does nothing.
 */
final class FixAccount {

  private final FixTrials trials;

  private final Necessity necessity;

  FixAccount(FixTrials trials, Necessity necessity) {
    this.trials = trials;
    this.necessity = necessity;
  }

  /** Returns what is told of a fix that was confirmed. */
  FixReport.Fix fix(Trial trial) {
    List<FixReport.Step> steps = new ArrayList<>();
    for (Part part : trial.parts()) {
      steps.add(new FixReport.Step(part.remedy(), part.target(), part.commands()));
    }
    double[] values = trial.recoverySeconds().stream().mapToDouble(Double::doubleValue).toArray();
    return new FixReport.Fix(
        steps,
        trial.isNow(),
        trial.recoveredPods(),
        trial.sufficientIn(),
        FixOrder.mean(trial),
        Intervals.ofMean(values),
        trial.disruptedPods(),
        trial.monthlyUsd(),
        attribution(trial),
        List.of(),
        trials.yaml(trial));
  }

  /** Leaves each part of a fix out; a part is needed if the rest suffices less often. */
  private List<FixReport.Attribution> attribution(Trial trial) {
    List<FixReport.Attribution> attribution = new ArrayList<>();
    if (trial.parts().size() < 2) {
      return attribution;
    }
    for (Part left : trial.parts()) {
      List<Part> rest = trial.parts().stream().filter(part -> part != left).toList();
      Trial without = trials.known(rest);
      if (without != null) {
        boolean needed = necessity.isNeeded(trial, without);
        attribution.add(new FixReport.Attribution(left.remedy(), needed, without.remaining()));
      }
    }
    return attribution;
  }

  /**
   * Puts the most popular remedy beside the best fix that makes new pods, as a Helm upgrade does
   * that adds a toleration, and leaves each part out: which of them was necessary?
   */
  List<FixReport.Compound> compounds(List<Trial> confirmed) {
    List<FixReport.Compound> compounds = new ArrayList<>();
    Trial toleration = null;
    for (Trial trial : trials.all()) {
      boolean alone = trial.parts().size() == 1;
      toleration =
          alone && trial.parts().get(0).remedy() == Remedy.ADD_TOLERATION ? trial : toleration;
    }
    for (Trial fix : confirmed) {
      boolean recreates =
          fix.parts().stream().anyMatch(part -> part.remedy() == Remedy.ROLLOUT_RESTART);
      if (toleration == null || toleration.sufficient() || !recreates || !fix.isNow()) {
        continue;
      }
      List<Part> parts = Part.with(fix.parts(), toleration.parts().get(0));
      Trial whole = trials.known(parts);
      if (whole != null) {
        Trial everywhere = trials.replicated(List.of(whole)).get(0);
        compounds.add(
            new FixReport.Compound(
                parts.stream().map(part -> part.remedy().id()).toList(),
                everywhere.sufficientIn() >= fix.sufficientIn(),
                attribution(everywhere)));
        return compounds;
      }
    }
    return compounds;
  }

  /**
   * Returns the single remedies that do not suffice, and those after which the pods come no sooner
   * than without.
   *
   * @param idle fixes that are no quicker than waiting
   */
  List<FixReport.Insufficient> insufficient(List<Trial> idle) {
    List<FixReport.Insufficient> list = new ArrayList<>();
    for (Trial trial : idle) {
      list.add(
          new FixReport.Insufficient(
              String.join("+", trial.parts().stream().map(part -> part.remedy().id()).toList()),
              trial.parts().get(0).target(),
              trial.recoveredPods(),
              "does nothing by itself: the pods are Ready as soon if one waits"));
    }
    for (Trial trial : trials.all()) {
      if (!trial.sufficient() && trial.parts().size() == 1) {
        Part part = trial.parts().get(0);
        list.add(
            new FixReport.Insufficient(
                part.remedy().id(), part.target(), trial.recoveredPods(), trial.remaining()));
      }
    }
    return list;
  }
}
