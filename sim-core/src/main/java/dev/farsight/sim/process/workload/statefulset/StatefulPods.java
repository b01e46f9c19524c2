package dev.farsight.sim.process.workload.statefulset;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.PersistentVolumeClaimStatus;
import dev.farsight.sim.kube.PersistentVolumeClaimVolumeSource;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.process.workload.PodControl;
import dev.farsight.sim.process.workload.Revisions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods with an identity, and the claims that belong to it ({@code stateful_set_utils.go}). */
final class StatefulPods {

  private StatefulPods() {}

  static Pod make(StatefulSet set, PodTemplateSpec template, String revision, int ordinal) {
    String name = set.name() + "-" + ordinal;
    Pod pod = PodControl.fromTemplate(template, set);
    Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
    labels.put("statefulset.kubernetes.io/pod-name", name);
    labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
    labels.put(Revisions.HASH_LABEL, revision);
    ObjectMeta metadata = pod.metadata().withName(name).withGenerateName(null).withLabels(labels);
    return pod.withMetadata(metadata).withSpec(withClaims(pod.spec(), set, ordinal));
  }

  private static PodSpec withClaims(PodSpec spec, StatefulSet set, int ordinal) {
    if (set.spec().volumeClaimTemplates().isEmpty()) {
      return spec;
    }
    List<Volume> volumes = new ArrayList<>(spec.volumes());
    for (PersistentVolumeClaim template : set.spec().volumeClaimTemplates()) {
      volumes.removeIf(volume -> volume.name().equals(template.name()));
      String claim = claimName(template, set, ordinal);
      volumes.add(
          new Volume(
              template.name(),
              new PersistentVolumeClaimVolumeSource(claim, false),
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
    }
    return spec.withVolumes(volumes);
  }

  private static String claimName(PersistentVolumeClaim template, StatefulSet set, int ordinal) {
    return template.name() + "-" + set.name() + "-" + ordinal;
  }

  /** Creates the claims of a pod that do not exist yet; returns their names. */
  static List<String> createClaims(Cluster cluster, StatefulSet set, Pod pod) {
    List<String> created = new ArrayList<>();
    int ordinal = StatefulSetSync.ordinal(set, pod.name());
    for (PersistentVolumeClaim template : set.spec().volumeClaimTemplates()) {
      String name = claimName(template, set, ordinal);
      if (cluster.get(Kinds.PERSISTENT_VOLUME_CLAIM, ObjectMeta.key(set.namespace(), name))
          == null) {
        ObjectMeta metadata =
            ObjectMeta.named(set.namespace(), name).withLabels(template.metadata().labels());
        cluster.create(
            new PersistentVolumeClaim(
                metadata, template.spec(), new PersistentVolumeClaimStatus("Pending")));
        created.add(name);
      }
    }
    return created;
  }
}
