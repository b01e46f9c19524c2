package dev.farsight.sim.process.scheduler.framework;

/** A plugin of the scheduling framework. */
public interface FrameworkPlugin {

  /** Returns the upstream name of the plugin. */
  String name();
}
