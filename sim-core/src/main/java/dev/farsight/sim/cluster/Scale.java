package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import org.jspecify.annotations.Nullable;

/**
 * The scale subresource of a workload.
 *
 * @param kind Deployment, StatefulSet or ReplicaSet
 * @param key namespace and name
 * @param specReplicas wanted size
 * @param statusReplicas pods there are
 * @param selector its pods; absent for none
 */
public record Scale(
    String kind,
    String key,
    int specReplicas,
    int statusReplicas,
    @Nullable LabelSelector selector) {

  private static int orOne(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }

  /** Reads the scale of a workload; null if there is none, or none that can be scaled. */
  public static @Nullable Scale read(Cluster cluster, String namespace, String kind, String name) {
    return read(cluster, kind, ObjectMeta.key(namespace, name));
  }

  /** Reads the scale of the workload under a key; see the other method of this name. */
  public static @Nullable Scale read(Cluster cluster, String kind, String key) {
    if (kind.equals("Deployment")) {
      Deployment found = cluster.get(Kinds.DEPLOYMENT, key);
      return found == null
          ? null
          : new Scale(
              kind,
              key,
              orOne(found.spec().replicas()),
              found.status().replicas(),
              found.spec().selector());
    }
    if (kind.equals("StatefulSet")) {
      StatefulSet found = cluster.get(Kinds.STATEFUL_SET, key);
      return found == null
          ? null
          : new Scale(
              kind,
              key,
              orOne(found.spec().replicas()),
              found.status().replicas(),
              found.spec().selector());
    }
    ReplicaSet found = kind.equals("ReplicaSet") ? cluster.get(Kinds.REPLICA_SET, key) : null;
    return found == null
        ? null
        : new Scale(
            kind,
            key,
            orOne(found.spec().replicas()),
            found.status().replicas(),
            found.spec().selector());
  }

  /**
   * Writes another wanted size.
   *
   * @param by component that asks for it, as the audit log names it
   */
  public void update(Cluster cluster, int replicas, String by) {
    cluster.audit().scaled(by, this, replicas);
    switch (kind) {
      case "Deployment" ->
          cluster.modify(Kinds.DEPLOYMENT, key, d -> d.withSpec(d.spec().withReplicas(replicas)));
      case "StatefulSet" ->
          cluster.modify(Kinds.STATEFUL_SET, key, s -> s.withSpec(s.spec().withReplicas(replicas)));
      default ->
          cluster.modify(Kinds.REPLICA_SET, key, r -> r.withSpec(r.spec().withReplicas(replicas)));
    }
  }
}
