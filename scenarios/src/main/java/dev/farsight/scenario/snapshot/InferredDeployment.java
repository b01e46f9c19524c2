package dev.farsight.scenario.snapshot;

import dev.farsight.scenario.manifest.OwnerNames;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentSpec;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.DeploymentStrategy;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.RollingUpdateDeployment;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A Deployment of a dump that holds its pods alone, inferred from these: without it nothing would
 * replace a deleted pod, and every remedy that re-creates pods would be judged wrongly.
 *
 * <p>Name and template hash tell the Deployment, a pod its template, and the living pods how many
 * there should be. Where pods of several templates live, a roll-out may be under way that no pod
 * tells the direction of; then nothing is inferred.
 *
 * @param deployment the Deployment
 * @param sample the pod that its template is taken from
 */
record InferredDeployment(Deployment deployment, Pod sample) {

  private static final String TEMPLATE_HASH = "pod-template-hash";

  /** What an API server gives a Deployment that says nothing of it. */
  private static final DeploymentStrategy DEFAULT_STRATEGY =
      new DeploymentStrategy(
          "RollingUpdate",
          new RollingUpdateDeployment(IntOrString.of("25%"), IntOrString.of("25%")));

  /**
   * Returns the Deployments of pods.
   *
   * @param pods pods of the dump
   * @param isThere whether an object is in the dump, given as {@code Kind/namespace/name}
   */
  static List<InferredDeployment> of(Collection<Pod> pods, Predicate<String> isThere) {
    Map<String, Map<String, List<Pod>>> podsBySet = new LinkedHashMap<>();
    for (Pod pod : pods) {
      OwnerReference owner = pod.metadata().controllerOwner();
      String name = owner == null ? "" : OwnerNames.deploymentOf(pod, owner);
      String key = ObjectMeta.key(pod.namespace(), name);
      if (owner != null
          && !name.isEmpty()
          && !isThere.test("Deployment/" + key)
          && !isThere.test("ReplicaSet/" + ObjectMeta.key(pod.namespace(), owner.name()))) {
        podsBySet
            .computeIfAbsent(key, unused -> new LinkedHashMap<>())
            .computeIfAbsent(owner.name(), unused -> new ArrayList<>())
            .add(pod);
      }
    }
    List<InferredDeployment> inferred = new ArrayList<>();
    podsBySet.forEach(
        (key, sets) -> {
          if (sets.size() == 1) {
            String name = key.substring(key.indexOf('/') + 1);
            List<Pod> own = sets.values().iterator().next();
            inferred.add(new InferredDeployment(deployment(name, own), own.get(0)));
          }
        });
    return inferred;
  }

  private static Deployment deployment(String name, List<Pod> pods) {
    Pod sample = pods.get(0);
    Map<String, String> labels = sample.metadata().labels();
    for (String added : List.of(TEMPLATE_HASH, WellKnown.FARGATE_PROFILE)) {
      labels = FrozenMap.without(labels, added);
    }
    PodSpec spec = sample.spec().withNodeName(null);
    if (WellKnown.FARGATE_SCHEDULER.equals(spec.schedulerName())) {
      spec = spec.withSchedulerName(null);
    }
    Map<String, String> annotations = sample.metadata().annotations();
    for (String added : List.of(WellKnown.CAPACITY_PROVISIONED, WellKnown.LOGGING)) {
      annotations = FrozenMap.without(annotations, added);
    }
    ObjectMeta template = ObjectMeta.named("", "").withLabels(labels).withAnnotations(annotations);
    int living = (int) pods.stream().filter(Lineage::isLiving).count();
    int ready = (int) pods.stream().filter(pod -> pod.status().isReady()).count();
    return new Deployment(
        ObjectMeta.named(sample.namespace(), name)
            .withLabels(labels)
            .withCreationTimestamp(sample.metadata().creationTimestamp()),
        new DeploymentSpec(
            living,
            new LabelSelector(labels, List.of()),
            new PodTemplateSpec(template, spec),
            DEFAULT_STRATEGY,
            null,
            null,
            null,
            null),
        new DeploymentStatus(
            0, living, living, ready, ready, living - ready, null, null, List.of()));
  }
}
