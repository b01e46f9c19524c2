package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDefaults;

/**
 * Completes every pod before any other plugin sees it: those that controllers make from templates
 * hold only what their author wrote, so that a limit without a request would ask for nothing.
 */
public final class PodDefaulting implements AdmissionPlugin<Pod> {

  /** Makes the plugin. */
  public PodDefaulting() {}

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    return PodDefaults.complete(pod);
  }
}
