package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.kube.Digits;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums over and orders of ReplicaSets ({@code deployment_util.go}, {@code controller_utils.go}).
 */
final class ReplicaSets {

  /** Label by which the pods of one ReplicaSet of a Deployment differ from those of the others. */
  static final String HASH_LABEL = "pod-template-hash";

  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
  static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
  static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

  /** Oldest first, by name among those of the same second. */
  static final Comparator<ReplicaSet> BY_CREATION =
      Comparator.comparingLong(ReplicaSets::createdNanos).thenComparing(ReplicaSet::name);

  /** Largest first, the older one first among equals. */
  static final Comparator<ReplicaSet> BY_SIZE_OLDER =
      Comparator.comparingInt((ReplicaSet rs) -> -replicas(rs)).thenComparing(BY_CREATION);

  /** Largest first, the newer one first among equals. */
  static final Comparator<ReplicaSet> BY_SIZE_NEWER =
      Comparator.comparingInt((ReplicaSet rs) -> -replicas(rs))
          .thenComparing(BY_CREATION.reversed());

  /** Lowest revision first, the older one first among equals. */
  static final Comparator<ReplicaSet> BY_REVISION =
      Comparator.comparingLong(ReplicaSets::revision).thenComparing(BY_CREATION);

  private ReplicaSets() {}

  private static long createdNanos(ReplicaSet replicaSet) {
    Timestamp created = replicaSet.metadata().creationTimestamp();
    return created == null ? Long.MIN_VALUE : created.truncatedToSecond().nanos();
  }

  /** Returns the wanted number of pods. */
  static int replicas(ReplicaSet replicaSet) {
    Integer replicas = replicaSet.spec().replicas();
    return replicas == null ? 1 : replicas;
  }

  /** Returns the revision of the annotation, 0 if there is none. */
  static long revision(ReplicaSet replicaSet) {
    return number(replicaSet.metadata(), REVISION);
  }

  /** Returns the number in an annotation, 0 if there is none. */
  static long number(ObjectMeta metadata, String annotation) {
    String text = metadata.annotations().get(annotation);
    return text != null && Digits.isNumber(text, 18) ? Long.parseLong(text) : 0;
  }

  /** Returns the number of pods that the Deployment wanted when it scaled last, or -1. */
  static long desiredReplicas(ReplicaSet replicaSet) {
    String text = replicaSet.metadata().annotations().get(DESIRED_REPLICAS);
    return text != null && Digits.isNumber(text, 10) ? Long.parseLong(text) : -1;
  }

  /** Returns those that want at least one pod, leaving out an absent one. */
  static List<ReplicaSet> active(List<ReplicaSet> all) {
    List<ReplicaSet> active = new ArrayList<>(all.size());
    for (ReplicaSet replicaSet : all) {
      if (replicas(replicaSet) > 0) {
        active.add(replicaSet);
      }
    }
    return active;
  }

  /** Returns the old ones followed by the new one if there is one; a copy. */
  static List<ReplicaSet> join(List<ReplicaSet> old, @Nullable ReplicaSet added) {
    List<ReplicaSet> all = new ArrayList<>(old);
    if (added != null) {
      all.add(added);
    }
    return all;
  }

  static int wanted(List<ReplicaSet> all) {
    int sum = 0;
    for (ReplicaSet replicaSet : all) {
      sum += replicas(replicaSet);
    }
    return sum;
  }

  static int actual(List<ReplicaSet> all) {
    int sum = 0;
    for (ReplicaSet replicaSet : all) {
      sum += replicaSet.status().replicas();
    }
    return sum;
  }

  static int ready(List<ReplicaSet> all) {
    int sum = 0;
    for (ReplicaSet replicaSet : all) {
      sum += replicaSet.status().readyReplicas();
    }
    return sum;
  }

  static int available(List<ReplicaSet> all) {
    int sum = 0;
    for (ReplicaSet replicaSet : all) {
      sum += replicaSet.status().availableReplicas();
    }
    return sum;
  }

  /** Returns the terminating pods, or null if a ReplicaSet with a status does not know them. */
  static @Nullable Integer terminating(List<ReplicaSet> all) {
    int sum = 0;
    for (ReplicaSet replicaSet : all) {
      Integer terminating = replicaSet.status().terminatingReplicas();
      if (terminating != null) {
        sum += terminating;
      } else if (replicaSet.status().observedGeneration() != 0) {
        return null;
      }
    }
    return sum;
  }

  /** Returns whether two templates are equal but for the hash label. */
  static boolean sameTemplate(PodTemplateSpec a, PodTemplateSpec b) {
    if (a.spec() != b.spec() && !a.spec().equals(b.spec())) {
      return false;
    }
    ObjectMeta one = a.metadata();
    ObjectMeta other = b.metadata();
    return FrozenMap.equalWithout(one.labels(), other.labels(), HASH_LABEL)
        && one.equals(other.withLabels(one.labels()));
  }
}
