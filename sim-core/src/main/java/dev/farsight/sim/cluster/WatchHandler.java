package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;

/**
 * Receives the changes of one kind of object, in the order in which they happened.
 *
 * @param <T> kind of the objects
 */
@FunctionalInterface
public interface WatchHandler<T extends KubeObject> {

  /** Takes notice of a change. */
  void onChange(WatchEvent<T> event);
}
