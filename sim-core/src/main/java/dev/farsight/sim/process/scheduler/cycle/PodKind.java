package dev.farsight.sim.process.scheduler.cycle;

/**
 * What is remembered of pods that ask for the same, and so get the same answer about a class of
 * nodes from every plugin that looks at nothing else.
 */
final class PodKind {

  private final ClassVerdicts verdicts = new ClassVerdicts();
  private final ClassScores scores = new ClassScores();
  private long filterBits;

  PodKind() {}

  /**
   * Returns the verdicts of some filters about classes of nodes, those of earlier pods among them.
   *
   * @param bits one bit for each of the filters
   * @param classes how many classes there are
   */
  ClassVerdicts verdicts(long bits, int classes) {
    if (filterBits != bits) {
      filterBits = bits;
      verdicts.clear();
    }
    verdicts.makeRoom(classes);
    return verdicts;
  }

  /** Returns the scores. */
  ClassScores scores() {
    return scores;
  }

  /** Forgets the scores, as the images of nodes or the number of nodes have changed. */
  void forgetScores() {
    scores.clear();
  }

  /** Forgets everything, as other numbers mean the classes. */
  void forget() {
    verdicts.clear();
    scores.clear();
  }
}
