package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EvictionApi;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateProfileStatus;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.AppliedObject;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ObjectPatch;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.ProfileTemplate;
import dev.farsight.sim.spec.StepAction;
import dev.farsight.sim.spec.TimelineStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** What each action of a step does to the cluster state, at one instant. */
final class StepActions {

  private final Cluster cluster;
  private final StepLog log;
  private final String clusterName;
  private final String region;
  private final Rollouts rollouts;
  private final Completion completion;
  private final EvictionApi evictions;
  private final long callNanos;

  /**
   * Makes them.
   *
   * @param callNanos from one call of the client to the next, in nanoseconds, at least 0
   */
  StepActions(
      Cluster cluster,
      StepLog log,
      String clusterName,
      String region,
      long startedAtEpochNanos,
      long callNanos) {
    this.cluster = cluster;
    this.callNanos = callNanos;
    this.clusterName = clusterName;
    this.region = region;
    this.log = log;
    this.rollouts = new Rollouts(cluster, startedAtEpochNanos);
    this.completion = new Completion(cluster);
    this.evictions = new EvictionApi(cluster);
  }

  /** Applies objects one after the other; a refusal does not stop the others. */
  BooleanSupplier apply(TimelineStep step, StepAction.Apply apply) {
    for (AppliedObject applied : apply.objects()) {
      try {
        applyOne(step, applied);
      } catch (ApiException | ObjectPatch.PatchRefusedException e) {
        log.failed(step, text(e));
      }
    }
    return () -> true;
  }

  private void applyOne(TimelineStep step, AppliedObject applied) {
    KubeObject wanted = applied.object();
    String key = wanted.key();
    if (!wanted.name().isEmpty() && cluster.get(wanted.kind(), key) != null) {
      ObjectPatch patch = applied.whenExists();
      modify(
          wanted.kind(),
          key,
          current -> patch == null ? AppliedChange.merge(current, wanted) : patch.apply(current));
    } else {
      ensureNamespace(wanted.namespace());
      KubeObject prepared = wanted;
      if (wanted instanceof Node node && node.status().conditions().isEmpty()) {
        prepared = NodeObjects.withReady(node, true, cluster.now());
      }
      cluster.create(prepared);
    }
    log.touched(step, wanted.kind(), key);
  }

  /** A namespace that an applied object names exists: users create it on the way. */
  void ensureNamespace(String namespace) {
    if (!namespace.isEmpty() && cluster.get(Kinds.NAMESPACE, namespace) == null) {
      cluster.create(
          new Namespace(
              ObjectMeta.named("", namespace)
                  .withLabels(FrozenMap.with(FrozenMap.empty(), NAME_LABEL, namespace)),
              new NamespaceStatus("Active")));
    }
  }

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  @SuppressWarnings("unchecked") // the change keeps the kind of the object
  private <T extends KubeObject> void modify(Kind<T> kind, String key, ObjectPatch change) {
    cluster.modify(kind, key, current -> (T) change.apply(current));
  }

  BooleanSupplier delete(TimelineStep step, StepAction.Delete delete) {
    String key = ObjectMeta.key(delete.namespace(), delete.name());
    KubeObject found = cluster.get(delete.kind(), key);
    DeleteOptions.Propagation propagation =
        DeleteOptions.Propagation.valueOf(delete.propagation().name());
    cluster.delete(delete.kind(), key, new DeleteOptions(null, propagation, null));
    log.touched(step, delete.kind(), key);
    return found == null ? () -> true : completion.gone(delete.kind(), List.of(found));
  }

  BooleanSupplier patch(TimelineStep step, StepAction.Patch patch) {
    String key = ObjectMeta.key(patch.namespace(), patch.name());
    modify(patch.kind(), key, patch.patch());
    log.touched(step, patch.kind(), key);
    return completion.rolledOut(patch.kind(), List.of(key));
  }

  BooleanSupplier scale(TimelineStep step, StepAction.Scale scale) {
    String key = ObjectMeta.key(scale.namespace(), scale.name());
    modify(scale.kind(), key, current -> scaled(current, scale.replicas()));
    log.touched(step, scale.kind(), key);
    return completion.rolledOut(scale.kind(), List.of(key));
  }

  private static KubeObject scaled(KubeObject current, int replicas) {
    if (current instanceof Deployment deployment) {
      return deployment.withSpec(deployment.spec().withReplicas(replicas));
    } else if (current instanceof ReplicaSet replicaSet) {
      return replicaSet.withSpec(replicaSet.spec().withReplicas(replicas));
    } else if (current instanceof StatefulSet statefulSet) {
      return statefulSet.withSpec(statefulSet.spec().withReplicas(replicas));
    } else if (current instanceof ReplicationController controller) {
      return controller.withSpec(controller.spec().withReplicas(replicas));
    }
    throw new ApiException(
        404, "NotFound", "the server could not find the scale of " + current.kind());
  }

  BooleanSupplier rollout(TimelineStep step, StepAction.Rollout rollout) {
    List<String> keys = new ArrayList<>();
    for (KubeObject workload : workloads(rollout)) {
      try {
        rollouts.change(rollout.verb(), workload);
        keys.add(workload.key());
        log.touched(step, rollout.kind(), workload.key());
      } catch (ApiException e) {
        log.failed(step, text(e));
      }
    }
    return rollout.verb() == StepAction.Rollout.RolloutVerb.PAUSE
        ? () -> true
        : completion.rolledOut(rollout.kind(), keys);
  }

  private List<KubeObject> workloads(StepAction.Rollout rollout) {
    String name = rollout.name();
    if (name == null) {
      return List.copyOf(cluster.store(rollout.kind()).listNamespace(rollout.namespace()));
    }
    KubeObject found = cluster.get(rollout.kind(), ObjectMeta.key(rollout.namespace(), name));
    if (found == null) {
      throw ApiException.notFound(rollout.kind().lowerName() + "s", name);
    }
    return List.of(found);
  }

  /** Deletes pods one after the other; each deletion is seen when its call is answered. */
  BooleanSupplier deletePods(TimelineStep step, List<Pod> chosen) {
    long seenAfterNanos = 0;
    for (Pod pod : chosen) {
      seenAfterNanos += callNanos;
      cluster.delete(Kinds.POD, pod.key(), DeleteOptions.BACKGROUND, seenAfterNanos);
      touchOwner(step, pod);
    }
    return completion.podsGone(chosen);
  }

  BooleanSupplier evict(TimelineStep step, List<Pod> chosen) {
    for (Pod pod : chosen) {
      try {
        evictions.evict(pod.key());
        touchOwner(step, pod);
      } catch (ApiException e) {
        log.failed(step, pod.key() + ": " + text(e));
      }
    }
    return () -> true;
  }

  /** Evicts what a drain may evict; returns the pods that are still on the nodes. */
  List<Pod> drain(TimelineStep step, List<String> nodes) {
    List<Pod> left = new ArrayList<>();
    for (Pod pod : List.copyOf(cluster.store(Kinds.POD).list())) {
      String node = pod.spec().nodeName();
      OwnerReference owner = pod.metadata().controllerOwner();
      boolean ofDaemonSet = owner != null && owner.kind().equals(Kinds.DAEMON_SET.name());
      if (node == null || !nodes.contains(node) || ofDaemonSet) {
        continue;
      }
      left.add(pod);
      if (!pod.metadata().isTerminating() && !tryEvict(pod)) {
        continue;
      }
      touchOwner(step, pod);
    }
    return left;
  }

  /** Asks for an eviction; a budget may say no, and kubectl drain then tries again later. */
  private boolean tryEvict(Pod pod) {
    try {
      evictions.evict(pod.key());
      return true;
    } catch (ApiException refused) {
      return false;
    }
  }

  List<Pod> pods(PodFilter filter) {
    List<Pod> chosen = new ArrayList<>();
    for (Pod pod : cluster.store(Kinds.POD).list()) {
      if (filter.matches(pod)) {
        chosen.add(pod);
      }
    }
    return chosen;
  }

  /** Remembers a step as the one that made a pod's controller create a successor. */
  private void touchOwner(TimelineStep step, Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner != null) {
      log.touched(step, Kinds.POD, owner.uid());
    }
  }

  BooleanSupplier createProfile(TimelineStep step, StepAction.CreateFargateProfile create) {
    String name = create.profile().name();
    try {
      if (create.onBusy() == StepAction.OnBusy.FAIL) {
        refuseIfBusy("Cannot create Fargate Profile " + name);
      }
      createProfile(create.profile());
    } catch (ApiException e) {
      log.refusedProfile(create.profile(), text(e), cluster.nowNanos());
      throw e;
    }
    log.touched(step, Kinds.FARGATE_PROFILE, name);
    return completion.profileActive(name);
  }

  void createProfile(ProfileTemplate profile) {
    if (cluster.get(Kinds.FARGATE_PROFILE, profile.name()) != null) {
      throw new ApiException(
          409,
          "ResourceInUseException",
          "ResourceInUseException: A Fargate Profile already exists with this name in this"
              + " cluster.");
    }
    cluster.create(
        new FargateProfile(
            ObjectMeta.named("", profile.name()),
            profile.spec(),
            new FargateProfileStatus("WAITING", false)));
  }

  BooleanSupplier deleteProfile(TimelineStep step, StepAction.DeleteFargateProfile delete) {
    if (delete.onBusy() == StepAction.OnBusy.FAIL) {
      refuseIfBusy("Cannot Delete Fargate Profile " + delete.name());
    }
    FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, delete.name());
    if (profile == null) {
      throw new ApiException(
          404,
          "ResourceNotFoundException",
          "ResourceNotFoundException: No Fargate Profile found with name: " + delete.name() + ".");
    }
    cluster.delete(Kinds.FARGATE_PROFILE, delete.name(), DeleteOptions.BACKGROUND);
    log.touched(step, Kinds.FARGATE_PROFILE, delete.name());
    return completion.gone(Kinds.FARGATE_PROFILE, List.of(profile));
  }

  /** One profile operation at a time: what the AWS API answers while another is under way. */
  private void refuseIfBusy(String what) {
    for (FargateProfile other : cluster.store(Kinds.FARGATE_PROFILE).list()) {
      String status = other.status().status();
      if (status.equals("CREATING") || status.equals("DELETING") || status.equals("WAITING")) {
        throw new ApiException(
            409,
            "ResourceInUseException",
            "ResourceInUseException: "
                + what
                + " because cluster "
                + clusterName
                + " currently has Fargate profile "
                + other.name()
                + " in status "
                + (status.equals("DELETING") ? status : "CREATING"));
      }
    }
  }

  List<String> createNodes(TimelineStep step, List<NodeTemplate> templates, boolean ready) {
    List<String> names = new ArrayList<>();
    for (NodeTemplate template : templates) {
      for (int i = 0; i < template.count(); i++) {
        Node node = NodeObjects.of(template, i, region, ready, cluster.now());
        cluster.create(node);
        names.add(node.name());
        log.touched(step, Kinds.NODE, node.name());
      }
    }
    return names;
  }

  /** Makes a node Ready; only a kubelet that works reports that. */
  void setReady(String name) {
    onNode(
        name,
        true,
        annotations ->
            annotations.containsKey(WellKnown.DEAD_KUBELET)
                ? FrozenMap.without(annotations, WellKnown.DEAD_KUBELET)
                : annotations);
  }

  void setNotReady(String name) {
    onNode(name, false, UnaryOperator.identity());
  }

  /** Makes a node NotReady whose kubelet does nothing any more. */
  void setDead(String name) {
    onNode(name, false, annotations -> FrozenMap.with(annotations, WellKnown.DEAD_KUBELET, "true"));
  }

  private void onNode(String name, boolean ready, UnaryOperator<Map<String, String>> annotate) {
    Timestamp now = cluster.now();
    cluster.modify(
        Kinds.NODE,
        name,
        node ->
            NodeObjects.withReady(node, ready, now)
                .withMetadata(
                    node.metadata()
                        .withAnnotations(annotate.apply(node.metadata().annotations()))));
  }

  void setUnschedulable(String name, boolean unschedulable) {
    cluster.modify(
        Kinds.NODE,
        name,
        node -> node.withSpec(node.spec().withUnschedulable(unschedulable ? true : null)));
  }

  void deleteNode(String name) {
    cluster.delete(Kinds.NODE, name, DeleteOptions.BACKGROUND);
  }

  void setMetric(StepAction.SetMetric metric) {
    String key = ObjectMeta.key(metric.namespace(), metric.name());
    ensureNamespace(metric.namespace());
    if (cluster.get(Kinds.EXTERNAL_METRIC, key) == null) {
      cluster.create(
          new ExternalMetric(
              ObjectMeta.named(metric.namespace(), metric.name()),
              metric.value(),
              metric.failure()));
    } else {
      cluster.modify(
          Kinds.EXTERNAL_METRIC, key, m -> m.withValue(metric.value(), metric.failure()));
    }
  }

  void breakDown(TimelineStep step, StepAction.Fault fault) {
    PodFilter pods = fault.pods();
    cluster.create(
        new Fault(
            ObjectMeta.named("", step.id()),
            new FaultSpec(
                fault.kind().word(),
                pods.namespace(),
                pods.selector(),
                pods.names(),
                pods.node(),
                fault.zones())));
  }

  void mend(String faultName) {
    if (cluster.get(Kinds.FAULT, faultName) != null) {
      cluster.delete(Kinds.FAULT, faultName, DeleteOptions.NOW);
    }
  }

  static String text(RuntimeException refusal) {
    String message = refusal.getMessage();
    return message == null ? "refused" : message;
  }
}
