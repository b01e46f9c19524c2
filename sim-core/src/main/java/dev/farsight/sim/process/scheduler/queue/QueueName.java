package dev.farsight.sim.process.scheduler.queue;

/** The parts of the scheduling queue. */
public enum QueueName {
  /** Pods to be tried next. */
  ACTIVE("Active"),
  /** Pods that wait for the end of their back-off. */
  BACKOFF("Backoff"),
  /** Pods that wait for an event, gated ones among them. */
  UNSCHEDULABLE("Unschedulable");

  private final String text;

  QueueName(String text) {
    this.text = text;
  }

  /** Returns upstream's word, such as {@code Active}. */
  public String text() {
    return text;
  }
}
