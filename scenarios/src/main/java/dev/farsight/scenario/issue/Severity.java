package dev.farsight.scenario.issue;

import java.util.Locale;

/** How bad an issue is. */
public enum Severity {
  /** The input cannot be used as it is, or the API server would refuse it. */
  ERROR,
  /** The input can be used, and probably does not mean what its author thinks. */
  WARNING,
  /** Something worth knowing, such as a field that the model does not simulate. */
  NOTE;

  /** Returns the name as texts and machine formats show it: {@code error}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
