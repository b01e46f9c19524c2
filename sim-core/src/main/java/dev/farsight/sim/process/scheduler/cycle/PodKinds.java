package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of pods that came last. Pods are of one kind if their specs are equal, whoever they
 * belong to: a few dozen templates stand for thousands of pods.
 */
final class PodKinds {

  /** How many answers are kept, over all kinds and classes of nodes. */
  private static final int KEPT_ANSWERS = 2_000_000;

  private static final int LEAST_KINDS = 4;

  private final ClusterSnapshot cluster;
  private final NodeClasses classes;
  private final Map<PodSpec, PodKind> bySpec =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PodSpec, PodKind> eldest) {
          return size() > Math.max(LEAST_KINDS, KEPT_ANSWERS / (classes.bound() + 1));
        }
      };

  private @Nullable PodSpec latestSpec;
  private PodKind latest = new PodKind();
  private long numbering = -1;
  private long images = -1;

  PodKinds(ClusterSnapshot cluster, NodeClasses classes) {
    this.cluster = cluster;
    this.classes = classes;
  }

  /** Returns the kind of a pod; the classes must be up to date. */
  @SuppressWarnings("ReferenceEquality") // a quick look; other specs may be equal
  PodKind of(Pod pod) {
    if (!pod.status().containerStatuses().isEmpty()
        || !pod.status().initContainerStatuses().isEmpty()) {
      // What a pod asks for that was resized while it ran depends on more than its spec.
      return new PodKind();
    }
    forgetWhatHasChanged();
    if (pod.spec() != latestSpec) {
      latestSpec = pod.spec();
      latest = bySpec.computeIfAbsent(pod.spec(), spec -> new PodKind());
    }
    return latest;
  }

  private void forgetWhatHasChanged() {
    if (numbering != classes.numbering()) {
      numbering = classes.numbering();
      latest.forget();
      bySpec.values().forEach(PodKind::forget);
    }
    if (images != cluster.imagesVersion()) {
      images = cluster.imagesVersion();
      latest.forgetScores();
      bySpec.values().forEach(PodKind::forgetScores);
    }
  }
}
