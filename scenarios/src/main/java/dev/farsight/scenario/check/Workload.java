package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.StatefulSet;
import org.jspecify.annotations.Nullable;

/**
 * An object that makes pods, with one of its pods as the API server would store it.
 *
 * @param source the object
 * @param pods how many pods it makes at once when applied now: none if it would be refused
 * @param pod one of its pods, before admission
 */
record Workload(ManifestObject source, long pods, Pod pod) {

  /**
   * Returns the workload that an object is, or null if it makes no pods.
   *
   * @param nodes EC2 nodes, on each of which a DaemonSet makes one pod
   */
  static @Nullable Workload of(ManifestObject source, long nodes) {
    KubeObject object = source.object();
    if (object instanceof Pod pod) {
      return new Workload(source, isOver(pod) || source.refused() ? 0 : 1, pod);
    }
    PodTemplateSpec template = template(object);
    return template == null
        ? null
        : new Workload(source, source.refused() ? 0 : pods(object, nodes), podOf(object, template));
  }

  private static boolean isOver(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  static @Nullable PodTemplateSpec template(KubeObject object) {
    if (object instanceof Deployment deployment) {
      return deployment.spec().template();
    }
    if (object instanceof ReplicaSet replicaSet) {
      return replicaSet.spec().template();
    }
    if (object instanceof StatefulSet statefulSet) {
      return statefulSet.spec().template();
    }
    if (object instanceof DaemonSet daemonSet) {
      return daemonSet.spec().template();
    }
    if (object instanceof ReplicationController controller) {
      return controller.spec().template();
    }
    if (object instanceof Job job) {
      return job.spec().template();
    }
    if (object instanceof ScaledJob scaledJob) {
      PodTemplateSpec made = scaledJob.spec().jobTargetRef().template();
      return made.spec().containers().isEmpty() ? null : made;
    }
    return object instanceof CronJob cronJob
        ? cronJob.spec().jobTemplate().spec().template()
        : null;
  }

  private static long pods(KubeObject object, long nodes) {
    if (object instanceof Deployment deployment) {
      boolean paused = Boolean.TRUE.equals(deployment.spec().paused());
      return paused ? 0 : orZero(deployment.spec().replicas());
    }
    if (object instanceof ReplicaSet replicaSet) {
      return orZero(replicaSet.spec().replicas());
    }
    if (object instanceof StatefulSet statefulSet) {
      return orZero(statefulSet.spec().replicas());
    }
    if (object instanceof ReplicationController controller) {
      return orZero(controller.spec().replicas());
    }
    if (object instanceof DaemonSet) {
      return nodes;
    }
    if (object instanceof Job job) {
      return jobPods(job);
    }
    return 0;
  }

  private static long jobPods(Job job) {
    boolean over = job.status().completionTime() != null;
    if (over || Boolean.TRUE.equals(job.spec().suspend())) {
      return 0;
    }
    long parallelism = orZero(job.spec().parallelism());
    Integer completions = job.spec().completions();
    return completions == null ? parallelism : Math.min(parallelism, completions);
  }

  private static long orZero(@Nullable Integer value) {
    return value == null ? 0 : Math.max(0, value);
  }

  private static Pod podOf(KubeObject owner, PodTemplateSpec template) {
    ObjectMeta metadata =
        template.metadata().withNamespace(owner.namespace()).withName(owner.name());
    return new Pod(metadata, template.spec(), PodStatus.PENDING);
  }

  /** Returns the labels of the object itself, which profiles do not look at. */
  java.util.Map<String, String> ownLabels() {
    return FrozenMap.copyOf(source.object().metadata().labels());
  }
}
