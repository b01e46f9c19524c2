package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.spec.StepAction.Rollout.RolloutVerb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code kubectl rollout} changes of a workload. */
final class Rollouts {

  private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String TEMPLATE_HASH = "pod-template-hash";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Cluster cluster;
  private final long startedAtEpochNanos;

  Rollouts(Cluster cluster, long startedAtEpochNanos) {
    this.cluster = cluster;
    this.startedAtEpochNanos = startedAtEpochNanos;
  }

  /** Changes a workload. */
  void change(RolloutVerb verb, KubeObject workload) {
    switch (verb) {
      case RESTART -> modifyTemplate(workload, restarted(template(workload)));
      case UNDO -> modifyTemplate(workload, previousTemplate(workload));
      case PAUSE -> setPaused(workload, true);
      case RESUME -> setPaused(workload, false);
    }
  }

  private PodTemplateSpec restarted(PodTemplateSpec template) {
    long epochNanos = startedAtEpochNanos + cluster.nowNanos();
    String at = Instant.ofEpochSecond(Math.floorDiv(epochNanos, NANOS_PER_SECOND)).toString();
    return template.withAnnotation(RESTARTED_AT, at);
  }

  private static PodTemplateSpec template(KubeObject workload) {
    if (workload instanceof Deployment deployment) {
      return deployment.spec().template();
    } else if (workload instanceof StatefulSet statefulSet) {
      return statefulSet.spec().template();
    } else if (workload instanceof DaemonSet daemonSet) {
      return daemonSet.spec().template();
    }
    throw refused(workload, "has no roll-out");
  }

  private void modifyTemplate(KubeObject workload, PodTemplateSpec template) {
    if (workload instanceof Deployment deployment) {
      if (Boolean.TRUE.equals(deployment.spec().paused())) {
        throw refused(workload, "can't restart paused deployment (run rollout resume first)");
      }
      cluster.modify(
          Kinds.DEPLOYMENT, workload.key(), d -> d.withSpec(d.spec().withTemplate(template)));
    } else if (workload instanceof StatefulSet) {
      cluster.modify(
          Kinds.STATEFUL_SET, workload.key(), s -> s.withSpec(s.spec().withTemplate(template)));
    } else {
      cluster.modify(
          Kinds.DAEMON_SET, workload.key(), s -> s.withSpec(s.spec().withTemplate(template)));
    }
  }

  private void setPaused(KubeObject workload, boolean paused) {
    if (!(workload instanceof Deployment)) {
      throw refused(workload, "cannot be paused or resumed");
    }
    cluster.modify(
        Kinds.DEPLOYMENT,
        workload.key(),
        d -> d.withSpec(d.spec().withPaused(paused ? Boolean.TRUE : null)));
  }

  private PodTemplateSpec previousTemplate(KubeObject workload) {
    PodTemplateSpec found =
        workload instanceof Deployment
            ? previousOfDeployment(workload)
            : previousRevision(workload);
    if (found == null) {
      throw refused(workload, "no rollout history found");
    }
    return found;
  }

  /** The template of the ReplicaSet with the second highest revision. */
  private @Nullable PodTemplateSpec previousOfDeployment(KubeObject deployment) {
    List<ReplicaSet> owned = new ArrayList<>();
    for (ReplicaSet candidate :
        cluster.store(Kinds.REPLICA_SET).listNamespace(deployment.namespace())) {
      if (isOwned(candidate, deployment)) {
        owned.add(candidate);
      }
    }
    if (owned.size() < 2) {
      return null;
    }
    owned.sort(Comparator.comparingLong(Rollouts::revision));
    PodTemplateSpec template = owned.get(owned.size() - 2).spec().template();
    return template.withMetadata(
        template
            .metadata()
            .withLabels(FrozenMap.without(template.metadata().labels(), TEMPLATE_HASH)));
  }

  private static long revision(ReplicaSet replicaSet) {
    String text = replicaSet.metadata().annotations().get(REVISION);
    return text == null ? 0 : Long.parseLong(text);
  }

  private @Nullable PodTemplateSpec previousRevision(KubeObject workload) {
    List<ControllerRevision> owned = new ArrayList<>();
    for (ControllerRevision candidate :
        cluster.store(Kinds.CONTROLLER_REVISION).listNamespace(workload.namespace())) {
      if (isOwned(candidate, workload)) {
        owned.add(candidate);
      }
    }
    owned.sort(Comparator.comparingLong(ControllerRevision::revision));
    return owned.size() < 2 ? null : owned.get(owned.size() - 2).template();
  }

  private static boolean isOwned(KubeObject candidate, KubeObject owner) {
    OwnerReference controller = candidate.metadata().controllerOwner();
    return controller != null && controller.uid().equals(owner.metadata().uid());
  }

  private static ApiException refused(KubeObject workload, String why) {
    return new ApiException(
        400, "BadRequest", workload.kind().lowerName() + " \"" + workload.name() + "\" " + why);
  }
}
