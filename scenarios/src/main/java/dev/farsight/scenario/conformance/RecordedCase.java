package dev.farsight.scenario.conformance;

/** One case that was recorded from a real control plane and can be played again. */
@FunctionalInterface
public interface RecordedCase {

  /**
   * Plays the case and compares. May be called from any thread; a case that cannot be played
   * returns an outcome that failed and says why.
   */
  CaseOutcome play();
}
