package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;

/**
 * Refuses pods that the API server of a dumped cluster refused, for a reason that the simulator
 * does not know: a webhook, Pod Security. The text is the one that was seen.
 */
public final class SeenRefusals implements AdmissionPlugin<Pod> {

  private static final int FORBIDDEN = 403;

  private final Cluster cluster;

  /** Makes it over an API server that holds the faults. */
  public SeenRefusals(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    for (Fault fault : cluster.store(Kinds.FAULT).list()) {
      FaultSpec spec = fault.spec();
      if (spec.kind().equals(FaultSpec.CREATION_REFUSED) && spec.hits(pod)) {
        String seen = String.valueOf(spec.message());
        boolean ofPod = seen.startsWith(" is forbidden: ");
        throw new ApiException(
            FORBIDDEN, "Forbidden", ofPod ? "pods \"" + pod.name() + "\"" + seen : seen);
      }
    }
    return pod;
  }
}
