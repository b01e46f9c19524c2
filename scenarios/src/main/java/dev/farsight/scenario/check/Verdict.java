package dev.farsight.scenario.check;

import java.util.Locale;

/** Whether the pods of a workload would run on Fargate; of several answers the first that holds. */
public enum Verdict {
  /** None among the inputs is a profile. */
  NO_PROFILES,
  /** The webhook passes the pods over, whatever the profiles select. */
  SKIPPED,
  /** No profile selects the pods. */
  NOT_SELECTED,
  /** A profile selects the pods, and Fargate refuses them. */
  UNSUPPORTED,
  /** The pods run on Fargate. */
  SELECTED;

  /** Returns the word that machine formats show: {@code not-selected}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
