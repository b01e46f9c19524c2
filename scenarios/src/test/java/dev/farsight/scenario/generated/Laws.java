package dev.farsight.scenario.generated;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.run.RunWitness;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Watches one run and checks the laws that hold at every moment and at its end. */
final class Laws implements RunWitness {

  private final GeneratedScenario scenario;
  private final Map<String, Pod> alive = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();
  private final Set<String> assigned = new HashSet<>();
  private final Map<String, Map<String, Integer>> replicaSets = new LinkedHashMap<>();
  private final Set<String> onceFull = new HashSet<>();
  private long lastNanos;
  private long lastChangeNanos;
  private @Nullable Cluster cluster;

  Laws(GeneratedScenario scenario) {
    this.scenario = scenario;
  }

  @Override
  public void onStart(Cluster started) {
    cluster = started;
    for (Kind<?> kind : Kinds.ALL) {
      if (kind != Kinds.EVENT) {
        noteChanges(started, kind);
      }
    }
    started.watch(Kinds.POD, 0, this::onPod);
    started.watch(Kinds.REPLICA_SET, 0, this::onReplicaSet);
    started.watch(Kinds.DEPLOYMENT, 0, this::onDeployment);
    started.watch(Kinds.STATEFUL_SET, 0, this::onStatefulSet);
    started.watch(Kinds.HORIZONTAL_POD_AUTOSCALER, 0, this::onAutoscaler);
    started.watch(Kinds.POD_DISRUPTION_BUDGET, 0, this::onBudget);
  }

  private <T extends KubeObject> void noteChanges(Cluster started, Kind<T> kind) {
    started.watch(
        kind,
        0,
        event -> {
          onTime(started.now().nanos());
          if (!event.object().name().equals(GeneratedScenariosTest.LATER)) {
            lastChangeNanos = started.now().nanos();
          }
        });
  }

  /** Returns when the cluster changed last, in nanoseconds. */
  long lastChangeNanos() {
    return lastChangeNanos;
  }

  /** Returns the instant that the run came to. */
  long nowNanos() {
    return cluster().now().nanos();
  }

  private Cluster cluster() {
    if (cluster == null) {
      throw new IllegalStateException("the run has not begun");
    }
    return cluster;
  }

  private void onTime(long timeNanos) {
    check(timeNanos >= lastNanos, "time goes back to " + timeNanos);
    lastNanos = timeNanos;
  }

  void check(boolean law, String broken) {
    if (!law) {
      throw new AssertionError(broken + " at " + lastNanos / 1_000_000 + " ms");
    }
  }

  @Override
  public void onAttempt(long timeNanos, Pod pod) {
    onTime(timeNanos);
  }

  @Override
  public void onAssigned(long timeNanos, Pod pod, String nodeName) {
    onTime(timeNanos);
    check(assigned.add(pod.metadata().uid()), "assigned twice: " + pod.key());
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    String uid = pod.metadata().uid();
    switch (event.type()) {
      case ADDED -> {
        check(known.add(uid), "created twice: " + pod.key());
        alive.put(uid, pod);
        checkQuota();
        checkOrder(pod);
      }
      case MODIFIED -> {
        Pod before = alive.get(uid);
        check(before != null, "changes, but does not exist: " + pod.key());
        String node = before == null ? null : before.spec().nodeName();
        check(node == null || node.equals(pod.spec().nodeName()), "bound twice: " + pod.key());
        alive.put(uid, pod);
        if (node == null && pod.spec().nodeName() != null) {
          checkRoom(pod.spec().nodeName());
        }
      }
      case DELETED -> {
        check(alive.remove(uid) != null, "goes, but does not exist: " + pod.key());
        check(deleted.add(uid), "goes twice: " + pod.key());
      }
    }
  }

  private static boolean isFinished(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  /** The API server counts what it has decided, also where the world sees it a little later. */
  private void checkQuota() {
    long active =
        cluster().store(Kinds.POD).list().stream().filter(pod -> !isFinished(pod)).count();
    check(active <= scenario.podQuota(), active + " pods exceed the quota");
  }

  /** An ordered StatefulSet makes a pod when all before it are Ready. */
  private void checkOrder(Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null || !owner.kind().equals("StatefulSet")) {
      return;
    }
    StatefulSet set =
        cluster().get(Kinds.STATEFUL_SET, ObjectMeta.key(pod.namespace(), owner.name()));
    if (set == null || "Parallel".equals(set.spec().podManagementPolicy())) {
      return;
    }
    int ordinal = Integer.parseInt(pod.name().substring(pod.name().lastIndexOf('-') + 1));
    for (int i = 0; i < ordinal; i++) {
      String name = owner.name() + "-" + i;
      check(
          alive.values().stream().anyMatch(other -> other.name().equals(name)),
          pod.name() + " is made before " + name);
    }
  }

  /** Pods on a node that have not finished need no more than it has. */
  private void checkRoom(String nodeName) {
    Node node = cluster().get(Kinds.NODE, nodeName);
    if (node == null) {
      return;
    }
    long pods = 0;
    long cpuMillis = 0;
    for (Pod pod : alive.values()) {
      if (nodeName.equals(pod.spec().nodeName()) && !isFinished(pod)) {
        pods++;
        for (Container container : pod.spec().containers()) {
          Quantity cpu = container.resources().requests().get("cpu");
          cpuMillis += cpu == null ? 0 : cpu.milliValue();
        }
      }
    }
    Quantity mostPods = node.status().allocatable().get("pods");
    Quantity mostCpu = node.status().allocatable().get("cpu");
    check(mostPods == null || pods <= mostPods.value(), pods + " pods on " + nodeName);
    check(mostCpu == null || cpuMillis <= mostCpu.milliValue(), cpuMillis + "m on " + nodeName);
  }

  /** What ReplicaSets may have in all; their pods come and go some milliseconds later. */
  private void onReplicaSet(WatchEvent<ReplicaSet> event) {
    ReplicaSet changed = event.object();
    OwnerReference owner = changed.metadata().controllerOwner();
    if (owner == null) {
      return;
    }
    Integer replicas = changed.spec().replicas();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    Map<String, Integer> siblings =
        replicaSets.computeIfAbsent(owner.name(), name -> new LinkedHashMap<>());
    siblings.put(changed.name(), gone || replicas == null ? 0 : replicas);
    GeneratedScenario.Rollout rollout = scenario.rollouts().get(owner.name());
    int sum = siblings.values().stream().mapToInt(Integer::intValue).sum();
    check(
        rollout == null || sum <= rollout.most() + rollout.surge(),
        sum + " replicas of " + owner.name() + " exceed the surge");
  }

  private void onDeployment(WatchEvent<Deployment> event) {
    String name = event.object().name();
    GeneratedScenario.Rollout rollout = scenario.rollouts().get(name);
    if (rollout == null || event.type() == WatchEvent.Type.DELETED) {
      return;
    }
    int available = event.object().status().availableReplicas();
    if (available >= rollout.replicas()) {
      onceFull.add(name);
    }
    check(
        !scenario.isGentle()
            || !onceFull.contains(name)
            || available >= rollout.replicas() - rollout.unavailable(),
        available + " available pods of " + name + " are too few");
  }

  private void onStatefulSet(WatchEvent<StatefulSet> event) {
    StatefulSet set = event.object();
    Integer replicas = set.spec().replicas();
    check(
        set.status().replicas() <= (replicas == null ? 1 : replicas)
            || set.metadata().isTerminating(),
        set.status().replicas() + " pods of " + set.name());
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    HorizontalPodAutoscaler autoscaler = event.object();
    int most = scenario.autoscaled().getOrDefault(autoscaler.name(), 0);
    check(
        autoscaler.status().desiredReplicas() <= most,
        autoscaler.name() + " wants " + autoscaler.status().desiredReplicas());
  }

  private void onBudget(WatchEvent<PodDisruptionBudget> event) {
    check(event.object().status().disruptionsAllowed() >= 0, "a budget is overdrawn");
  }

  /** Checks what is left at the end; at rest, nothing is without a reason. */
  void checkEnd(boolean quiescent) {
    Set<String> stored = new HashSet<>();
    Map<String, Integer> living = new LinkedHashMap<>();
    for (Pod pod : cluster().store(Kinds.POD).list()) {
      stored.add(pod.metadata().uid());
      check(!quiescent || isExplained(pod), "pending without reason: " + pod.key());
      OwnerReference owner = pod.metadata().controllerOwner();
      if (owner != null && !pod.metadata().isTerminating() && !isFinished(pod)) {
        living.merge(owner.uid(), 1, Integer::sum);
      }
    }
    check(stored.equals(alive.keySet()), "pods that nobody heard of, or that nobody has");
    check(known.size() == alive.size() + deleted.size(), "pods got lost");
    if (quiescent && scenario.podQuota() == Integer.MAX_VALUE) {
      for (ReplicaSet set : cluster().store(Kinds.REPLICA_SET).list()) {
        Integer replicas = set.spec().replicas();
        int have = living.getOrDefault(set.metadata().uid(), 0);
        check(
            set.metadata().isTerminating() || have == (replicas == null ? 1 : replicas),
            set.key() + " rests with " + have + " of " + replicas + " pods");
      }
    }
    for (Job job : cluster().store(Kinds.JOB).list()) {
      int have = living.getOrDefault(job.metadata().uid(), 0);
      check(
          !quiescent || job.metadata().isTerminating() || job.status().active() == have,
          job.key() + " rests with " + have + " pods and counts " + job.status().active());
    }
  }

  private static boolean isExplained(Pod pod) {
    if (pod.spec().nodeName() != null || pod.metadata().isTerminating() || isFinished(pod)) {
      return true;
    }
    PodCondition condition = pod.status().condition("PodScheduled");
    return condition != null
        && condition.status().equals("False")
        && condition.message() != null
        && !condition.message().isEmpty();
  }
}
