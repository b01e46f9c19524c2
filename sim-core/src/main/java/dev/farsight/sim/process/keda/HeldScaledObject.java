package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ScaledObject;

/**
 * A ScaledObject as one thread of the operator holds it: the state as that thread last read or
 * wrote it, which may be older than the API server's.
 *
 * <p>Upstream hands such objects on by pointer. A cache of scalers that a poll made therefore sees
 * what later polls read, while one that a read of an autoscaler made keeps its own copy.
 */
final class HeldScaledObject {

  private ScaledObject object;

  HeldScaledObject(ScaledObject object) {
    this.object = object;
  }

  ScaledObject object() {
    return object;
  }

  void hold(ScaledObject current) {
    object = current;
  }
}
