package dev.farsight.sim.engine;

/** Place of an event type among simultaneous events; earlier constants run first. */
public enum Priority {
  /** Changes of state and their delivery to watchers. */
  STATE,
  /** Decisions of controllers. */
  CONTROL,
  /** Scheduling attempts. */
  SCHEDULE,
  /** Observations that change nothing. */
  SAMPLE
}
