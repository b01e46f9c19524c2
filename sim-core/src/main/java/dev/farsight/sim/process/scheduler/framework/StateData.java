package dev.farsight.sim.process.scheduler.framework;

/** What a plugin remembers during one scheduling cycle. */
public interface StateData {

  /** Returns a copy that may be changed by itself; immutable data return themselves. */
  default StateData copy() {
    return this;
  }
}
