package dev.farsight.scenario.snapshot;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.OwnerNames;
import dev.farsight.scenario.manifest.ReplicationControllers;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetSpec;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ownership of a dump whole, since controllers adopt, replace and delete by it.
 *
 * <p>Pods whose ReplicaSet is not among the inputs while its Deployment is get that ReplicaSet
 * back: name, uid and template hash are written on the pods. Where the Deployment is not there
 * either it is inferred from its pods. An object whose maker is not to be had becomes nobody's:
 * else the garbage collector would delete it at once.
 */
final class Lineage {

  private static final String OLD_SET = "ReplicationController";
  private static final String TEMPLATE_HASH = "pod-template-hash";

  /** Kinds whose absence makes the garbage collector delete what they own. */
  private static final Set<String> COLLECTED =
      Set.of(
          "Deployment",
          "ReplicaSet",
          OLD_SET,
          "StatefulSet",
          "DaemonSet",
          "CronJob",
          "Job",
          "ControllerRevision",
          "HorizontalPodAutoscaler",
          "PersistentVolumeClaim",
          "Pod");

  private static final String REVISION = "deployment.kubernetes.io/revision";

  private final Issues issues;
  private final Map<String, KubeObject> objects = new LinkedHashMap<>();
  private final Map<String, ManifestObject> places = new LinkedHashMap<>();

  private Lineage(Issues issues) {
    this.issues = issues;
  }

  /** Returns the objects with every owner that they name. */
  static List<KubeObject> complete(Collection<ManifestObject> read, Issues issues) {
    Lineage lineage = new Lineage(issues);
    for (ManifestObject object : read) {
      KubeObject known =
          object.object() instanceof ReplicationController controller
              ? ReplicationControllers.asReplicaSet(controller)
              : object.object();
      String id = id(known.kind().name(), known.namespace(), known.name());
      lineage.objects.put(known.name().isEmpty() ? object.id() + read.size() : id, known);
      lineage.places.put(id, object);
    }
    lineage.inferDeployments();
    lineage.makeReplicaSets();
    lineage.settleOwners();
    lineage.settleTemplates();
    return List.copyOf(lineage.objects.values());
  }

  private static String id(String kind, String namespace, String name) {
    return kind + "/" + ObjectMeta.key(namespace, name);
  }

  private void inferDeployments() {
    List<Pod> pods = new ArrayList<>();
    for (KubeObject object : objects.values()) {
      if (object instanceof Pod pod) {
        pods.add(pod);
      }
    }
    for (InferredDeployment inferred : InferredDeployment.of(pods, objects::containsKey)) {
      Deployment deployment = inferred.deployment();
      objects.put(id("Deployment", deployment.namespace(), deployment.name()), deployment);
      Pod sample = inferred.sample();
      ManifestObject place = places.get(id("Pod", sample.namespace(), sample.name()));
      if (place != null) {
        issues.add(
            place.issue(
                IssueCode.OWNER_NOT_THERE,
                "Deployment \""
                    + deployment.key()
                    + "\" is not among the inputs and is taken to be as its pods; replicas: "
                    + deployment.spec().replicas(),
                "dump its kind as well"));
      }
    }
  }

  private void makeReplicaSets() {
    Map<String, List<Pod>> podsBySet = new LinkedHashMap<>();
    for (KubeObject object : objects.values()) {
      OwnerReference owner = object.metadata().controllerOwner();
      if (object instanceof Pod pod && owner != null && deployment(pod, owner) != null) {
        String set = id("ReplicaSet", pod.namespace(), owner.name());
        if (!objects.containsKey(set)) {
          podsBySet.computeIfAbsent(set, key -> new ArrayList<>()).add(pod);
        }
      }
    }
    Map<String, String> newestSets = new LinkedHashMap<>();
    Map<String, Timestamp> newest = new LinkedHashMap<>();
    Map<String, Integer> setsPerDeployment = new LinkedHashMap<>();
    podsBySet.forEach(
        (set, pods) -> {
          String owner = OwnerNames.deploymentOf(pods.get(0), controller(pods.get(0)));
          String key = ObjectMeta.key(pods.get(0).namespace(), owner);
          setsPerDeployment.merge(key, 1, Integer::sum);
          Timestamp created = newestOf(pods);
          Timestamp before = newest.get(key);
          if (before == null || created.compareTo(before) > 0) {
            newest.put(key, created);
            newestSets.put(key, set);
          }
        });
    podsBySet.forEach(
        (set, pods) -> {
          Deployment deployment = deployment(pods.get(0), controller(pods.get(0)));
          if (deployment != null) {
            boolean current = set.equals(newestSets.get(deployment.key()));
            boolean only = setsPerDeployment.getOrDefault(deployment.key(), 0) == 1;
            objects.put(set, replicaSet(named(deployment), pods, current, only));
          }
        });
  }

  private static OwnerReference controller(Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      throw new IllegalStateException("pod without its controller: " + pod.key());
    }
    return owner;
  }

  private static Timestamp newestOf(List<Pod> pods) {
    Timestamp newest = new Timestamp(Long.MIN_VALUE);
    for (Pod pod : pods) {
      Timestamp created = pod.metadata().creationTimestamp();
      newest = created != null && created.compareTo(newest) > 0 ? created : newest;
    }
    return newest;
  }

  private @Nullable Deployment deployment(Pod pod, OwnerReference owner) {
    String name = OwnerNames.deploymentOf(pod, owner);
    return name.isEmpty()
        ? null
        : (Deployment) objects.get(id("Deployment", pod.namespace(), name));
  }

  /** Gives an object that was never stored a uid, so that others can name it. */
  private Deployment named(Deployment deployment) {
    if (!deployment.metadata().uid().isEmpty()) {
      return deployment;
    }
    String id = id("Deployment", deployment.namespace(), deployment.name());
    String uid = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    Deployment named = deployment.withMetadata(deployment.metadata().withUid(uid));
    objects.put(id, named);
    return named;
  }

  /**
   * Returns the ReplicaSet of some pods.
   *
   * @param current whether its template is the Deployment's
   * @param only whether it is the Deployment's only one, so that no roll-out is under way
   */
  private static ReplicaSet replicaSet(
      Deployment deployment, List<Pod> pods, boolean current, boolean only) {
    Pod sample = pods.get(0);
    OwnerReference owner = controller(sample);
    String hash = sample.metadata().labels().getOrDefault(TEMPLATE_HASH, "");
    PodTemplateSpec source =
        current
            ? deployment.spec().template()
            : new PodTemplateSpec(
                ObjectMeta.named("", "").withLabels(sample.metadata().labels()),
                sample.spec().withNodeName(null));
    Map<String, String> labels = FrozenMap.with(source.metadata().labels(), TEMPLATE_HASH, hash);
    PodTemplateSpec template = source.withMetadata(source.metadata().withLabels(labels));
    LabelSelector own = deployment.spec().selector();
    Map<String, String> matched = own == null ? Map.of() : own.matchLabels();
    LabelSelector selector =
        new LabelSelector(
            FrozenMap.with(matched, TEMPLATE_HASH, hash),
            own == null ? List.of() : own.matchExpressions());
    Integer wanted = deployment.spec().replicas();
    int living = (int) pods.stream().filter(Lineage::isLiving).count();
    int replicas = only && wanted != null ? wanted : living;
    String revision = deployment.metadata().annotations().getOrDefault(REVISION, "1");
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(REVISION, current ? revision : "0");
    annotations.put("deployment.kubernetes.io/desired-replicas", String.valueOf(replicas));
    ObjectMeta metadata =
        ObjectMeta.named(sample.namespace(), owner.name())
            .withUid(owner.uid())
            .withLabels(labels)
            .withAnnotations(annotations)
            .withCreationTimestamp(sample.metadata().creationTimestamp())
            .withOwnerReferences(
                List.of(
                    new OwnerReference(
                        "apps/v1",
                        "Deployment",
                        deployment.name(),
                        deployment.metadata().uid(),
                        true,
                        true)));
    return new ReplicaSet(
        metadata,
        new ReplicaSetSpec(replicas, deployment.spec().minReadySeconds(), selector, template),
        new ReplicaSetStatus(living, living, 0, 0, null, 0, List.of()));
  }

  static boolean isLiving(Pod pod) {
    String phase = pod.status().phase();
    return !pod.metadata().isTerminating() && !"Succeeded".equals(phase) && !"Failed".equals(phase);
  }

  private void settleOwners() {
    List<String> ids = List.copyOf(objects.keySet());
    for (String id : ids) {
      KubeObject object = objects.get(id);
      if (object == null || object.metadata().ownerReferences().isEmpty()) {
        continue;
      }
      List<OwnerReference> settled = new ArrayList<>();
      for (OwnerReference reference : object.metadata().ownerReferences()) {
        boolean collected = COLLECTED.contains(reference.kind());
        OwnerReference owner = collected ? settled(object, reference) : reference;
        if (owner != null) {
          settled.add(owner);
        } else {
          report(id, object, reference);
          object = markedAbsent(object, reference);
        }
      }
      if (!settled.equals(object.metadata().ownerReferences())) {
        objects.put(id, object.withMetadata(object.metadata().withOwnerReferences(settled)));
      }
    }
  }

  /** Notes on a pod which controller it has, so that nobody takes it for a bare one. */
  private static KubeObject markedAbsent(KubeObject object, OwnerReference reference) {
    if (!(object instanceof Pod) || !Boolean.TRUE.equals(reference.controller())) {
      return object;
    }
    ObjectMeta metadata = object.metadata();
    return object.withMetadata(
        metadata.withAnnotations(
            FrozenMap.with(
                metadata.annotations(),
                WellKnown.ABSENT_OWNER,
                reference.kind() + "/" + reference.name())));
  }

  /** Returns the reference as it must be written to be found, or null if its owner is not there. */
  private @Nullable OwnerReference settled(KubeObject object, OwnerReference reference) {
    String kind = reference.kind().equals(OLD_SET) ? "ReplicaSet" : reference.kind();
    KubeObject owner = objects.get(id(kind, object.namespace(), reference.name()));
    if (owner == null) {
      owner = objects.get(id(reference.kind(), "", reference.name()));
    }
    if (owner == null) {
      return null;
    }
    String uid = owner.metadata().uid();
    if (uid.isEmpty()) {
      String id = owner.kind().name() + "/" + owner.key();
      objects.put(id, owner.withMetadata(owner.metadata().withUid(reference.uid())));
      return reference;
    }
    return uid.equals(reference.uid()) && kind.equals(reference.kind())
        ? reference
        : new OwnerReference(
            owner.kind().apiVersion(),
            kind,
            reference.name(),
            uid,
            reference.controller(),
            reference.blockOwnerDeletion());
  }

  /**
   * Lets exactly the ReplicaSet of a Deployment's revision have its template. Revisions that differ
   * only in what the model leaves aside, such as the value of a variable, would be equal otherwise.
   */
  private void settleTemplates() {
    List<KubeObject> all = List.copyOf(objects.values());
    for (KubeObject object : all) {
      OwnerReference owner =
          object instanceof ReplicaSet ? object.metadata().controllerOwner() : null;
      KubeObject found =
          owner == null ? null : objects.get(id("Deployment", object.namespace(), owner.name()));
      if (found instanceof Deployment deployment && object instanceof ReplicaSet set) {
        String wanted = deployment.metadata().annotations().get(REVISION);
        String own = set.metadata().annotations().get(REVISION);
        long seen = deployment.status().observedGeneration();
        if (wanted != null && own != null && seen >= deployment.metadata().generation()) {
          PodTemplateSpec template =
              own.equals(wanted)
                  ? hashed(deployment.spec().template(), set)
                  : marked(set.spec().template(), own);
          ReplicaSetSpec spec = set.spec();
          objects.put(
              id("ReplicaSet", set.namespace(), set.name()),
              set.withSpec(
                  new ReplicaSetSpec(
                      spec.replicas(), spec.minReadySeconds(), spec.selector(), template)));
        }
      }
    }
  }

  private static PodTemplateSpec hashed(PodTemplateSpec template, ReplicaSet set) {
    String hash = set.spec().template().metadata().labels().get(TEMPLATE_HASH);
    Map<String, String> labels = template.metadata().labels();
    return hash == null
        ? template
        : template.withMetadata(
            template.metadata().withLabels(FrozenMap.with(labels, TEMPLATE_HASH, hash)));
  }

  private static PodTemplateSpec marked(PodTemplateSpec template, String revision) {
    Map<String, String> annotations = template.metadata().annotations();
    return template.withMetadata(
        template
            .metadata()
            .withAnnotations(FrozenMap.with(annotations, "farsight.dev/revision", revision)));
  }

  private void report(String id, KubeObject object, OwnerReference reference) {
    ManifestObject place = places.get(id);
    boolean simulated = Boolean.TRUE.equals(reference.controller());
    if (place != null && simulated) {
      issues.addOnce(
          "owner " + reference.kind() + "/" + object.namespace() + "/" + reference.name(),
          place.issue(
              IssueCode.OWNER_NOT_THERE,
              reference.kind()
                  + " \""
                  + reference.name()
                  + "\" owns "
                  + object.kind().name()
                  + " \""
                  + object.key()
                  + "\" and is not among the inputs",
              "nothing replaces its objects in the run; dump its kind as well"));
    }
  }
}
