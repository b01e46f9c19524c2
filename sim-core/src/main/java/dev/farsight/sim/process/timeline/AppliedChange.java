package dev.farsight.sim.process.timeline;

import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.ResourceQuota;
import dev.farsight.sim.kube.StatefulSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** What applying an object changes if it exists: spec, labels and annotations, as kubectl does. */
final class AppliedChange {

  private AppliedChange() {}

  /** Returns the existing object with what the applied one wants; status and identity are kept. */
  static KubeObject merge(KubeObject current, KubeObject wanted) {
    ObjectMeta metadata = merge(current.metadata(), wanted.metadata());
    return withStatusOf(current, wanted).withMetadata(metadata);
  }

  private static ObjectMeta merge(ObjectMeta current, ObjectMeta wanted) {
    return current
        .withLabels(merge(current.labels(), wanted.labels()))
        .withAnnotations(merge(current.annotations(), wanted.annotations()));
  }

  private static Map<String, String> merge(Map<String, String> current, Map<String, String> more) {
    Map<String, String> merged = new LinkedHashMap<>(current);
    merged.putAll(more);
    return FrozenMap.copyOf(merged);
  }

  private static KubeObject withStatusOf(KubeObject current, KubeObject wanted) {
    if (current instanceof Deployment old && wanted instanceof Deployment next) {
      return next.withStatus(old.status());
    } else if (current instanceof StatefulSet old && wanted instanceof StatefulSet next) {
      return next.withStatus(old.status());
    } else if (current instanceof DaemonSet old && wanted instanceof DaemonSet next) {
      return next.withStatus(old.status());
    } else if (current instanceof ReplicaSet old && wanted instanceof ReplicaSet next) {
      return next.withStatus(old.status());
    } else if (current instanceof ReplicationController old
        && wanted instanceof ReplicationController next) {
      return next.withStatus(old.status());
    } else if (current instanceof CronJob old && wanted instanceof CronJob next) {
      return next.withStatus(old.status());
    } else if (current instanceof Job old && wanted instanceof Job next) {
      // The pod template and the selector of a Job are immutable.
      return old.withSpec(
          old.spec().withParallelism(next.spec().parallelism()).withSuspend(next.spec().suspend()));
    } else {
      return withStatusOfOthers(current, wanted);
    }
  }

  private static KubeObject withStatusOfOthers(KubeObject current, KubeObject wanted) {
    if (current instanceof Pod old && wanted instanceof Pod next) {
      // Of a pod's spec only added tolerations may change (and images, which do not matter here).
      return old.withSpec(old.spec().withTolerations(next.spec().tolerations()));
    } else if (current instanceof Node old && wanted instanceof Node next) {
      return next.withStatus(
          next.status().conditions().isEmpty()
              ? next.status().withConditions(old.status().conditions())
              : next.status());
    } else if (current instanceof HorizontalPodAutoscaler old
        && wanted instanceof HorizontalPodAutoscaler next) {
      return next.withStatus(old.status());
    } else if (current instanceof PodDisruptionBudget old
        && wanted instanceof PodDisruptionBudget next) {
      return next.withStatus(old.status());
    } else if (current instanceof ResourceQuota old && wanted instanceof ResourceQuota next) {
      return next.withStatus(old.status());
    } else if (current instanceof PersistentVolumeClaim old
        && wanted instanceof PersistentVolumeClaim next) {
      return next.withSpec(next.spec().withVolumeName(old.spec().volumeName()))
          .withStatus(old.status());
    } else if (current instanceof PersistentVolume old && wanted instanceof PersistentVolume next) {
      return next.withSpec(next.spec().withClaimRef(old.spec().claimRef()))
          .withStatus(old.status());
    } else if (current instanceof Namespace old && wanted instanceof Namespace next) {
      return next.withStatus(old.status());
    } else {
      return wanted;
    }
  }
}
