package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.Taint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes down the figures of workloads, budgets, autoscalers and nodes whenever they change. */
final class WorkloadLines {

  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  private static final String MAXIMUM = "deployment.kubernetes.io/max-replicas";

  private final Lines lines;
  private final StableNames names;
  private final Map<String, ObjectNode> last = new LinkedHashMap<>();
  private final Map<String, List<String>> metricsOf = new LinkedHashMap<>();

  WorkloadLines(Lines lines, StableNames names) {
    this.lines = lines;
    this.names = names;
  }

  void watch(Cluster cluster) {
    watch(cluster, Kinds.DEPLOYMENT, this::deployment);
    watch(cluster, Kinds.REPLICA_SET, this::replicaSet);
    watch(cluster, Kinds.STATEFUL_SET, this::statefulSet);
    watch(cluster, Kinds.DAEMON_SET, WorkloadLines::daemonSet);
    watch(cluster, Kinds.JOB, this::job);
    watch(cluster, Kinds.POD_DISRUPTION_BUDGET, WorkloadLines::budget);
    watch(cluster, Kinds.HORIZONTAL_POD_AUTOSCALER, this::autoscaler);
    watch(cluster, Kinds.NODE, WorkloadLines::node);
  }

  private <T extends KubeObject> void watch(
      Cluster cluster, Kind<T> kind, BiConsumer<ObjectNode, T> figures) {
    cluster.watch(kind, 0, event -> onChange(cluster.now().nanos(), word(kind), event, figures));
  }

  private static String word(Kind<?> kind) {
    if (kind == Kinds.HORIZONTAL_POD_AUTOSCALER) {
      return "hpa";
    }
    return kind == Kinds.POD_DISRUPTION_BUDGET ? "pdb" : kind.lowerName();
  }

  private <T extends KubeObject> void onChange(
      long now, String word, WatchEvent<T> event, BiConsumer<ObjectNode, T> figures) {
    T object = event.object();
    names.add(object);
    String key = word + "/" + object.metadata().uid();
    if (event.type() == WatchEvent.Type.DELETED) {
      last.remove(key);
      lines.add(now, word + ".deleted", object.namespace()).put(word, names.of(object));
      return;
    }
    ObjectNode fresh = JsonNodeFactory.instance.objectNode();
    figures.accept(fresh, object);
    if (fresh.equals(last.put(key, fresh))) {
      return;
    }
    lines.add(now, word, object.namespace()).put(word, names.of(object)).setAll(fresh);
  }

  private static int replicas(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }

  private void deployment(ObjectNode line, Deployment deployment) {
    var status = deployment.status();
    line.put("specReplicas", replicas(deployment.spec().replicas()));
    line.put("replicas", status.replicas());
    line.put("updated", status.updatedReplicas());
    line.put("ready", status.readyReplicas());
    line.put("available", status.availableReplicas());
    line.put("unavailable", status.unavailableReplicas());
    Lines.putIfKnown(line, "terminating", status.terminatingReplicas());
    line.put("generation", deployment.metadata().generation());
    line.put("observedGeneration", status.observedGeneration());
    line.put("paused", Boolean.TRUE.equals(deployment.spec().paused()));
    Lines.putConditions(line, status.conditions(), names);
  }

  private void replicaSet(ObjectNode line, ReplicaSet replicaSet) {
    var status = replicaSet.status();
    Map<String, String> annotations = replicaSet.metadata().annotations();
    line.put("deployment", names.ownerOf(replicaSet.metadata()));
    line.put("specReplicas", replicas(replicaSet.spec().replicas()));
    line.put("replicas", status.replicas());
    line.put("ready", status.readyReplicas());
    line.put("available", status.availableReplicas());
    Lines.putIfKnown(line, "terminating", status.terminatingReplicas());
    line.put("revision", annotations.getOrDefault(REVISION, ""));
    line.put("desiredAnnotation", annotations.getOrDefault(DESIRED, ""));
    line.put("maxAnnotation", annotations.getOrDefault(MAXIMUM, ""));
    Lines.putConditions(line, status.conditions(), names);
  }

  private void statefulSet(ObjectNode line, StatefulSet set) {
    var status = set.status();
    line.put("specReplicas", replicas(set.spec().replicas()));
    line.put("replicas", status.replicas());
    line.put("ready", status.readyReplicas());
    line.put("current", status.currentReplicas());
    line.put("updated", status.updatedReplicas());
    line.put("available", status.availableReplicas());
    line.put("generation", set.metadata().generation());
    line.put("observedGeneration", status.observedGeneration());
    line.put("currentRevision", names.of(null, status.currentRevision()));
    line.put("updateRevision", names.of(null, status.updateRevision()));
  }

  private static void daemonSet(ObjectNode line, DaemonSet set) {
    var status = set.status();
    line.put("desired", status.desiredNumberScheduled());
    line.put("current", status.currentNumberScheduled());
    line.put("updated", status.updatedNumberScheduled());
    line.put("ready", status.numberReady());
    line.put("available", status.numberAvailable());
    line.put("unavailable", status.numberUnavailable());
    line.put("misscheduled", status.numberMisscheduled());
  }

  private void job(ObjectNode line, Job job) {
    var status = job.status();
    OwnerReference owner = job.metadata().controllerOwner();
    if (owner != null) {
      line.put("cronjob", names.ownerOf(job.metadata()));
    }
    line.put("active", status.active());
    Lines.putIfKnown(line, "ready", status.ready());
    line.put("succeeded", status.succeeded());
    line.put("failed", status.failed());
    Lines.putIfKnown(line, "terminating", status.terminating());
    line.put("completedIndexes", Objects.toString(status.completedIndexes(), ""));
    Lines.putConditions(line, status.conditions(), names);
  }

  private static void budget(ObjectNode line, PodDisruptionBudget budget) {
    var status = budget.status();
    line.put("currentHealthy", status.currentHealthy());
    line.put("desiredHealthy", status.desiredHealthy());
    line.put("disruptionsAllowed", status.disruptionsAllowed());
    line.put("expectedPods", status.expectedPods());
  }

  private void autoscaler(ObjectNode line, HorizontalPodAutoscaler autoscaler) {
    var status = autoscaler.status();
    line.put("currentReplicas", status.currentReplicas());
    line.put("desiredReplicas", status.desiredReplicas());
    List<String> values = metricsOf.getOrDefault(autoscaler.metadata().uid(), List.of());
    if (!values.isEmpty()) {
      ArrayNode metrics = line.putArray("metrics");
      values.forEach(metrics::add);
    }
    Lines.putConditions(line, status.conditions(), names);
  }

  /** Takes note of the values of an autoscaler's metrics, which its status does not hold. */
  void metricsSeen(long now, HorizontalPodAutoscaler autoscaler, List<String> values) {
    metricsOf.put(autoscaler.metadata().uid(), values);
    onChange(
        now,
        word(Kinds.HORIZONTAL_POD_AUTOSCALER),
        new WatchEvent<>(WatchEvent.Type.MODIFIED, autoscaler, autoscaler),
        this::autoscaler);
  }

  private static void node(ObjectNode line, Node node) {
    String ready = "Unknown";
    for (NodeCondition condition : node.status().conditions()) {
      if (condition.type().equals("Ready")) {
        ready = condition.status();
      }
    }
    line.put("ready", ready);
    line.put("unschedulable", Boolean.TRUE.equals(node.spec().unschedulable()));
    if (!node.spec().taints().isEmpty()) {
      ArrayNode taints = line.putArray("taints");
      for (Taint taint : node.spec().taints()) {
        taints.add(taint.key() + "=" + Objects.toString(taint.value(), "") + ":" + taint.effect());
      }
    }
  }
}
