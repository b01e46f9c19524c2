package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import org.jspecify.annotations.Nullable;

/** What the queueing hints of several plugins ask of an event. */
final class Hints {

  private Hints() {}

  /** Returns the hint of an answer. */
  static QueueingHint queueIf(boolean answer) {
    return answer ? QueueingHint.QUEUE : QueueingHint.QUEUE_SKIP;
  }

  /** Returns the object as a pod, or null. */
  static @Nullable Pod pod(@Nullable KubeObject object) {
    return object instanceof Pod pod ? pod : null;
  }

  /** Returns the object as a node, or null. */
  static @Nullable Node node(@Nullable KubeObject object) {
    return object instanceof Node node ? node : null;
  }

  /** Returns whether two versions are of one object. */
  static boolean isSame(Pod pod, @Nullable Pod other) {
    return other != null && pod.metadata().uid().equals(other.metadata().uid());
  }

  /** Returns whether a pod takes no place on any node. */
  static boolean isUnscheduled(Pod pod) {
    String nominated = pod.status().nominatedNodeName();
    return pod.spec().nodeName() == null && (nominated == null || nominated.isEmpty());
  }

  /** Returns the name of the claim behind a volume, or null. */
  static @Nullable String claimName(Pod pod, Volume volume) {
    if (volume.persistentVolumeClaim() != null) {
      return volume.persistentVolumeClaim().claimName();
    }
    return volume.ephemeral() != null ? pod.name() + "-" + volume.name() : null;
  }

  /** Returns whether a pod uses a claim, directly or through an ephemeral volume. */
  static boolean usesClaim(Pod pod, KubeObject claim) {
    if (!pod.namespace().equals(claim.namespace())) {
      return false;
    }
    for (Volume volume : pod.spec().volumes()) {
      if (claim.name().equals(claimName(pod, volume))) {
        return true;
      }
    }
    return false;
  }
}
