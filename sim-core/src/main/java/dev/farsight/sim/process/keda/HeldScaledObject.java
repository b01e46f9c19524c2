package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ScaledObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ScaledObject as one thread of the operator holds it: the state as that thread last read or
 * wrote it, which may be older than the API server's.
 *
 * <p>Upstream hands such objects on by pointer. A cache of scalers that a poll made therefore sees
 * what later polls read, while one that a read of an autoscaler made keeps its own copy.
 */
final class HeldScaledObject {

  private final String key;
  private ScaledObject object;
  private @Nullable String targetKey;
  private @Nullable String autoscalerKey;

  HeldScaledObject(ScaledObject object) {
    this.key = object.key();
    this.object = object;
  }

  /** Returns the key of the ScaledObject, the same at all times. */
  String key() {
    return key;
  }

  ScaledObject object() {
    return object;
  }

  void hold(ScaledObject current) {
    boolean sameTarget = current.spec().scaleTargetRef() == object.spec().scaleTargetRef();
    targetKey = sameTarget ? targetKey : null;
    boolean sameName = Objects.equals(current.status().hpaName(), object.status().hpaName());
    autoscalerKey = sameName ? autoscalerKey : null;
    object = current;
  }

  /** Returns the scale of the target, or null if it does not exist or cannot be scaled. */
  @Nullable Scale scale(Cluster cluster) {
    String key = targetKey;
    if (key == null) {
      key = ObjectMeta.key(object.namespace(), object.spec().scaleTargetRef().name());
      targetKey = key;
    }
    return Scale.read(cluster, object.targetKind(), key);
  }

  /** Returns the autoscaler that the status names, or null if there is none. */
  @Nullable HorizontalPodAutoscaler autoscaler(Cluster cluster) {
    String key = autoscalerKey;
    String name = object.status().hpaName();
    if (key == null && name != null) {
      key = ObjectMeta.key(object.namespace(), name);
      autoscalerKey = key;
    }
    return key == null ? null : cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, key);
  }
}
