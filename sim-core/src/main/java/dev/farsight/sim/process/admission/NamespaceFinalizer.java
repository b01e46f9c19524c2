package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every new namespace with the finalizer {@code kubernetes}, as the API server does, so that
 * what it contains is deleted before it goes. (Upstream it stands in the spec of the namespace.)
 */
public final class NamespaceFinalizer implements AdmissionPlugin<Namespace> {

  private static final String FINALIZER = "kubernetes";

  @Override
  public Kind<Namespace> kind() {
    return Kinds.NAMESPACE;
  }

  @Override
  public Namespace admit(Namespace namespace) {
    if (namespace.metadata().finalizers().contains(FINALIZER)) {
      return namespace;
    }
    List<String> finalizers = new ArrayList<>(namespace.metadata().finalizers());
    finalizers.add(FINALIZER);
    return namespace.withMetadata(namespace.metadata().withFinalizers(finalizers));
  }
}
