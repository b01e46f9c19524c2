package dev.farsight.sim.process.scheduler.framework;

import java.util.List;

/** A plugin that says which events may make the pods schedulable that it rejects. */
public interface EnqueueExtensions {

  /** Returns the upstream name of the plugin. */
  String name();

  /** Returns the events that retry pods which this plugin rejected. */
  List<ClusterEventWithHint> eventsToRegister();
}
