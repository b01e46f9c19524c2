package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.ScaleTarget;
import dev.farsight.sim.kube.ScaledObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What ScaledObjects scale: group, version and kind, and the scale subresource. */
final class ScaleTargets {

  private ScaleTargets() {}

  /** Returns the group and version of the target. */
  static String apiVersion(ScaledObject object) {
    String version = object.spec().scaleTargetRef().apiVersion();
    return version == null || version.isEmpty() ? "apps/v1" : version;
  }

  /** Returns group, version and kind as KEDA writes them: {@code apps/v1.Deployment}. */
  static String groupVersionKind(ScaledObject object) {
    return apiVersion(object) + "." + object.targetKind();
  }

  /** Returns the scale of the target, or null if it does not exist or cannot be scaled. */
  static @Nullable Scale scale(Cluster cluster, ScaledObject object) {
    ScaleTarget target = object.spec().scaleTargetRef();
    return Scale.read(cluster, object.namespace(), object.targetKind(), target.name());
  }

  private static String suffix(ScaledObject object) {
    String version = apiVersion(object);
    int slash = version.indexOf('/');
    return slash < 0 ? "" : "." + version.substring(0, slash);
  }

  /** Returns what the API server says of a target that is missing. */
  static String notFound(ScaledObject object) {
    return object.targetKind().toLowerCase(Locale.ROOT)
        + "s"
        + suffix(object)
        + " \""
        + object.spec().scaleTargetRef().name()
        + "\" not found";
  }

  /** Returns what the operator's cache says of a target that is missing. */
  static String notCached(ScaledObject object) {
    return object.targetKind()
        + suffix(object)
        + " \""
        + object.spec().scaleTargetRef().name()
        + "\" not found";
  }
}
