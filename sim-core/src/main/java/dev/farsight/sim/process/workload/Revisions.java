package dev.farsight.sim.process.workload;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of an owner's templates as ControllerRevisions: an old template that returns gets the
 * newest number ({@code pkg/controller/history}).
 */
public final class Revisions {

  /** Label of pods and revisions that names the template. */
  public static final String HASH_LABEL = "controller-revision-hash";

  private static final Comparator<ControllerRevision> BY_NUMBER =
      Comparator.comparingLong(ControllerRevision::revision)
          .thenComparing(ControllerRevision::name);

  private final Cluster cluster;
  private final Informer<ControllerRevision> cache;

  /**
   * Makes it for one controller.
   *
   * @param cluster API server
   * @param cache revisions as the controller has seen them
   */
  public Revisions(Cluster cluster, Informer<ControllerRevision> cache) {
    this.cluster = cluster;
    this.cache = cache;
  }

  /** Returns the revisions of an owner, lowest number first. */
  public List<ControllerRevision> of(KubeObject owner) {
    List<ControllerRevision> revisions =
        new ArrayList<>(cache.listControlledBy(owner.metadata().uid()));
    revisions.sort(BY_NUMBER);
    return revisions;
  }

  /**
   * Returns the revision of a template: an existing one, raised to the top if it is not there, or a
   * new one.
   *
   * @param existing revisions of the owner, lowest number first
   */
  public ControllerRevision current(
      KubeObject owner, PodTemplateSpec template, List<ControllerRevision> existing) {
    ControllerRevision latest = existing.isEmpty() ? null : existing.get(existing.size() - 1);
    long next = latest == null ? 1 : latest.revision() + 1;
    ControllerRevision equal = null;
    for (ControllerRevision revision : existing) {
      equal = Objects.equals(revision.template(), template) ? revision : equal;
    }
    if (equal == null) {
      return create(owner, template, next);
    }
    return equal.equals(latest) ? equal : cluster.update(equal.withRevision(next));
  }

  private ControllerRevision create(KubeObject owner, PodTemplateSpec template, long number) {
    String hash = TemplateHash.of(template, null);
    String name = owner.name() + "-" + hash;
    ControllerRevision existing =
        cluster.get(Kinds.CONTROLLER_REVISION, ObjectMeta.key(owner.namespace(), name));
    if (existing != null
        && Objects.equals(existing.template(), template)
        && Ownership.isControlledBy(existing, owner)) {
      return existing;
    }
    ObjectMeta metadata =
        ObjectMeta.named(owner.namespace(), name)
            .withLabels(FrozenMap.with(template.metadata().labels(), HASH_LABEL, hash))
            .withOwnerReferences(List.of(Ownership.controllerReference(owner)));
    return cluster.create(new ControllerRevision(metadata, template, number));
  }

  /** Deletes the oldest revisions that are not in use, beyond a limit. */
  public void truncate(
      List<ControllerRevision> existing, Set<String> inUse, @Nullable Integer limit) {
    List<ControllerRevision> unused = new ArrayList<>();
    for (ControllerRevision revision : existing) {
      if (!inUse.contains(revision.name())) {
        unused.add(revision);
      }
    }
    int surplus = unused.size() - (limit == null ? 10 : limit);
    for (int i = 0; i < surplus; i++) {
      cluster.delete(Kinds.CONTROLLER_REVISION, unused.get(i).key(), DeleteOptions.BACKGROUND);
    }
  }
}
