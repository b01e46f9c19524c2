package dev.farsight.sim.process.scheduler.framework;

/** Verdict of a plugin, as upstream's codes. */
public enum StatusCode {
  /** The plugin agrees. */
  SUCCESS("Success"),
  /** The plugin failed; no rejection. */
  ERROR("Error"),
  /** The pod does not fit; preemption may help. */
  UNSCHEDULABLE("Unschedulable"),
  /** The pod does not fit and preemption would not help. */
  UNSCHEDULABLE_AND_UNRESOLVABLE("UnschedulableAndUnresolvable"),
  /** The pod has to wait for permission. */
  WAIT("Wait"),
  /** The plugin has nothing to say about this pod. */
  SKIP("Skip"),
  /** The pod waits for something outside. */
  PENDING("Pending");

  private final String text;

  StatusCode(String text) {
    this.text = text;
  }

  /** Returns upstream's name of the code. */
  public String text() {
    return text;
  }
}
