package dev.farsight.scenario.experiment;

/** Hears how far an experiment has come; called from several threads, one call at a time. */
@FunctionalInterface
public interface Progress {

  /** Says nothing. */
  Progress NONE = (finished, total) -> {};

  /**
   * Takes notice of finished replications.
   *
   * @param finished how many are finished, failed ones included
   * @param total how many there are
   */
  void replicationsFinished(int finished, int total);
}
