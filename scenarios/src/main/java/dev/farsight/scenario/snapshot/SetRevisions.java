package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.StatefulSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ControllerRevisions of StatefulSets and DaemonSets, which few people dump. Without them the
 * controllers would take every pod for outdated and replace it; the names are on the pods.
 */
final class SetRevisions {

  private static final String HASH_LABEL = "controller-revision-hash";

  private final Map<String, ControllerRevision> revisions = new LinkedHashMap<>();
  private final Map<String, List<Pod>> podsByOwner = new LinkedHashMap<>();

  private SetRevisions(Collection<KubeObject> objects) {
    for (KubeObject object : objects) {
      if (object instanceof ControllerRevision revision) {
        revisions.put(revision.key(), revision);
      } else if (object instanceof Pod pod && pod.metadata().controllerOwner() != null) {
        OwnerReference owner = pod.metadata().controllerOwner();
        podsByOwner
            .computeIfAbsent(owner == null ? "" : owner.uid(), uid -> new ArrayList<>())
            .add(pod);
      }
    }
  }

  /** Returns the revisions of all sets among the objects, those that are there and others. */
  static Collection<ControllerRevision> of(Collection<KubeObject> objects) {
    SetRevisions all = new SetRevisions(objects);
    for (KubeObject object : objects) {
      if (object.metadata().uid().isEmpty()) {
        continue;
      }
      if (object instanceof StatefulSet set) {
        all.addStateful(set);
      } else if (object instanceof DaemonSet set) {
        all.addDaemon(set);
      }
    }
    return all.revisions.values();
  }

  private void addStateful(StatefulSet set) {
    String update = set.status().updateRevision();
    Map<String, Pod> samples = samples(set);
    if (update == null || update.isEmpty()) {
      update = newest(samples);
    }
    for (Map.Entry<String, Pod> sample : samples.entrySet()) {
      if (!sample.getKey().equals(update)) {
        addOld(set, sample.getKey(), sample.getValue());
      }
    }
    if (update != null) {
      put(set, update, set.spec().template());
    }
  }

  private void addDaemon(DaemonSet set) {
    Map<String, Pod> samples = samples(set);
    String update = newest(samples);
    long highest = -1;
    for (ControllerRevision revision : revisions.values()) {
      OwnerReference owner = revision.metadata().controllerOwner();
      String hash = revision.metadata().labels().get(HASH_LABEL);
      boolean own = owner != null && owner.uid().equals(set.metadata().uid());
      if (own && hash != null && revision.revision() > highest) {
        highest = revision.revision();
        update = hash;
      }
    }
    for (Map.Entry<String, Pod> sample : samples.entrySet()) {
      if (!sample.getKey().equals(update)) {
        addOld(set, set.name() + "-" + sample.getKey(), sample.getValue());
      }
    }
    if (update != null) {
      put(set, set.name() + "-" + update, set.spec().template());
    }
  }

  /** Returns a pod for each revision that pods of a set carry. */
  private Map<String, Pod> samples(KubeObject set) {
    Map<String, Pod> samples = new TreeMap<>();
    for (Pod pod : podsByOwner.getOrDefault(set.metadata().uid(), List.of())) {
      String hash = pod.metadata().labels().get(HASH_LABEL);
      Pod before = hash == null ? null : samples.get(hash);
      if (hash != null && (before == null || isNewer(pod, before))) {
        samples.put(hash, pod);
      }
    }
    return samples;
  }

  private static @Nullable String newest(Map<String, Pod> samples) {
    String newest = null;
    for (Map.Entry<String, Pod> sample : samples.entrySet()) {
      if (newest == null || isNewer(sample.getValue(), samples.get(newest))) {
        newest = sample.getKey();
      }
    }
    return newest;
  }

  private static boolean isNewer(Pod pod, @Nullable Pod other) {
    var created = pod.metadata().creationTimestamp();
    var otherCreated = other == null ? null : other.metadata().creationTimestamp();
    return created != null && (otherCreated == null || created.compareTo(otherCreated) > 0);
  }

  private void addOld(KubeObject set, String name, Pod sample) {
    if (!revisions.containsKey(ObjectMeta.key(set.namespace(), name))) {
      ObjectMeta metadata = ObjectMeta.named("", "").withLabels(sample.metadata().labels());
      put(set, name, new PodTemplateSpec(metadata, sample.spec().withNodeName(null)));
    }
  }

  private void put(KubeObject set, String name, PodTemplateSpec template) {
    ControllerRevision known = revisions.get(ObjectMeta.key(set.namespace(), name));
    long number = known != null ? known.revision() : 1;
    if (known == null) {
      for (ControllerRevision other : revisions.values()) {
        OwnerReference owner = other.metadata().controllerOwner();
        if (owner != null && owner.uid().equals(set.metadata().uid())) {
          number = Math.max(number, other.revision() + 1);
        }
      }
    }
    String hash = name.substring(Math.min(name.length(), set.name().length() + 1));
    ObjectMeta metadata =
        known != null
            ? known.metadata()
            : ObjectMeta.named(set.namespace(), name)
                .withLabels(FrozenMap.with(template.metadata().labels(), HASH_LABEL, hash))
                .withCreationTimestamp(set.metadata().creationTimestamp())
                .withOwnerReferences(
                    List.of(
                        new OwnerReference(
                            set.kind().apiVersion(),
                            set.kind().name(),
                            set.name(),
                            set.metadata().uid(),
                            true,
                            true)));
    revisions.put(
        ObjectMeta.key(set.namespace(), name), new ControllerRevision(metadata, template, number));
  }
}
