package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The annotations by which users pause KEDA and force it ({@code scaledobject_types.go}). */
final class Annotations {

  static final String PAUSED = "autoscaling.keda.sh/paused";
  static final String PAUSED_REPLICAS = "autoscaling.keda.sh/paused-replicas";
  static final String PAUSED_SCALE_IN = "autoscaling.keda.sh/paused-scale-in";
  static final String PAUSED_SCALE_OUT = "autoscaling.keda.sh/paused-scale-out";
  static final String FORCE_ACTIVATION = "autoscaling.keda.sh/force-activation";

  private Annotations() {}

  private static @Nullable String value(KubeObject object, String annotation) {
    return object.metadata().annotations().get(annotation);
  }

  /** Returns whether an annotation is there and does not say no ({@code strconv.ParseBool}). */
  private static boolean isOn(KubeObject object, String annotation) {
    String value = value(object, annotation);
    return value != null
        && switch (value) {
          case "0", "f", "F", "false", "False", "FALSE" -> false;
          default -> true;
        };
  }

  /** Returns whether all scaling is paused. */
  static boolean isPaused(KubeObject object) {
    return value(object, PAUSED_REPLICAS) != null || isOn(object, PAUSED);
  }

  /** Returns whether an annotation of a pause is there, whatever it says. */
  static boolean isPauseWritten(KubeObject object) {
    return value(object, PAUSED_REPLICAS) != null || value(object, PAUSED) != null;
  }

  /** Returns whether a Job factory is paused; it knows no size to pause at. */
  static boolean isJobPaused(KubeObject object) {
    return isOn(object, PAUSED);
  }

  static boolean isScaleInPaused(KubeObject object) {
    return isOn(object, PAUSED_SCALE_IN);
  }

  static boolean isScaleOutPaused(KubeObject object) {
    return isOn(object, PAUSED_SCALE_OUT);
  }

  static boolean isActivationForced(KubeObject object) {
    return isOn(object, FORCE_ACTIVATION);
  }

  /** Returns the text of the size to pause at, or null if none is given. */
  static @Nullable String pausedReplicas(KubeObject object) {
    return value(object, PAUSED_REPLICAS);
  }

  /** Returns the names that an annotation lists, separated by commas; none without it. */
  static List<String> listed(KubeObject object, String annotation) {
    String text = value(object, annotation);
    return text == null ? List.of() : List.of(text.split(",", -1));
  }

  /** Returns whether any annotation that the operator reacts to differs. */
  static boolean differ(KubeObject old, KubeObject object) {
    return differ(old, object, PAUSED)
        || differ(old, object, PAUSED_REPLICAS)
        || differ(old, object, PAUSED_SCALE_IN)
        || differ(old, object, PAUSED_SCALE_OUT)
        || differ(old, object, FORCE_ACTIVATION);
  }

  /** Returns whether one annotation differs. */
  static boolean differ(KubeObject old, KubeObject object, String annotation) {
    String before = value(old, annotation);
    String after = value(object, annotation);
    return !(before == null ? "" : before).equals(after == null ? "" : after);
  }
}
