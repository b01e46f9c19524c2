package dev.farsight.sim.run;

import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.process.keda.KedaSettings;
import dev.farsight.sim.spec.SimulationSpec;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which parts of KEDA and of what it needs a run contains, at whatever time they appear. */
final class KedaParts {

  private KedaParts() {}

  /** Returns what KEDA must know, or null where nothing asks for it. */
  static @Nullable KedaSettings settings(SimulationSpec spec) {
    boolean asked =
        any(
            spec,
            object -> object.kind() == Kinds.SCALED_OBJECT || object.kind() == Kinds.SCALED_JOB);
    if (!asked) {
      return null;
    }
    return new KedaSettings(
        any(spec, object -> makesPodsOf(object, "app", "keda-operator")),
        any(spec, object -> makesPodsOf(object, "k8s-app", "kube-dns")),
        spec.model().scheduler().startedAtEpochNanos());
  }

  private static boolean makesPodsOf(KubeObject object, String label, String value) {
    return object instanceof Deployment deployment
        && value.equals(deployment.spec().template().metadata().labels().get(label));
  }

  private static boolean any(SimulationSpec spec, Predicate<KubeObject> wanted) {
    for (KubeObject object : spec.cluster().objects()) {
      if (wanted.test(object)) {
        return true;
      }
    }
    return spec.timeline().stream().anyMatch(step -> step.objects().stream().anyMatch(wanted));
  }
}
