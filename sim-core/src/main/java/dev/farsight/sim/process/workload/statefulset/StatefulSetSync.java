package dev.farsight.sim.process.workload.statefulset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.Digits;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.StatefulSetStatus;
import dev.farsight.sim.kube.StatefulSetUpdateStrategy;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.Revisions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sync of one StatefulSet ({@code stateful_set_control.go}). */
final class StatefulSetSync {

  private final Cluster cluster;
  private final EventRecorder recorder;
  private final Revisions revisions;
  private final StatefulSet set;
  private final boolean ordered;
  private final int minReadySeconds;
  private int writes;

  StatefulSetSync(Cluster cluster, EventRecorder recorder, Revisions revisions, StatefulSet set) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.revisions = revisions;
    this.set = set;
    this.ordered = !"Parallel".equals(set.spec().podManagementPolicy());
    this.minReadySeconds = minReadySeconds(set);
  }

  int writes() {
    return writes;
  }

  static int minReadySeconds(StatefulSet set) {
    Integer seconds = set.spec().minReadySeconds();
    return seconds == null ? 0 : seconds;
  }

  private static int replicaCount(StatefulSet set) {
    Integer replicas = set.spec().replicas();
    return replicas == null ? 1 : replicas;
  }

  private static int start(StatefulSet set) {
    return set.spec().ordinals() == null ? 0 : set.spec().ordinals().start();
  }

  /** Returns the ordinal in a pod's name, or -1 if it is not a name of this set. */
  static int ordinal(StatefulSet set, String podName) {
    String prefix = set.name() + "-";
    String rest = podName.startsWith(prefix) ? podName.substring(prefix.length()) : "";
    return Digits.isNumber(rest, 9) ? Integer.parseInt(rest) : -1;
  }

  /** A pod of the set, or the one that is to be made. */
  private record Replica(Pod pod, boolean created) {}

  /** Takes the steps that are possible now, and writes the status. */
  StatefulSetStatus run(List<Pod> pods) {
    List<ControllerRevision> existing = revisions.of(set);
    ControllerRevision update = revisions.current(set, set.spec().template(), existing);
    ControllerRevision current = update;
    for (ControllerRevision revision : existing) {
      if (revision.name().equals(set.status().currentRevision())) {
        current = revision;
      }
    }
    Plan plan = new Plan(pods, current, update);
    ApiException refusal = null;
    if (!set.metadata().isTerminating()) {
      try {
        takeSteps(plan);
      } catch (ApiException e) {
        refusal = e;
      }
    }
    StatefulSetStatus status = plan.status();
    writeStatus(status);
    truncate(pods, existing, current, update);
    if (refusal != null) {
      throw refusal;
    }
    return status;
  }

  private void truncate(
      List<Pod> pods,
      List<ControllerRevision> existing,
      ControllerRevision current,
      ControllerRevision update) {
    Set<String> inUse = new LinkedHashSet<>();
    inUse.add(current.name());
    inUse.add(update.name());
    for (Pod pod : pods) {
      inUse.add(revision(pod));
    }
    revisions.truncate(existing, inUse, set.spec().revisionHistoryLimit());
  }

  private void writeStatus(StatefulSetStatus status) {
    if (!status.equals(set.status())) {
      writes++;
      cluster.update(set.withStatus(status));
    }
  }

  private void takeSteps(Plan plan) {
    if (ordered) {
      for (Replica replica : plan.replicas) {
        if (processReplica(replica)) {
          return;
        }
      }
    } else {
      processInBatches(plan.replicas);
    }
    for (Replica condemned : plan.condemned) {
      if (processCondemned(condemned, plan.firstUnavailable()) && ordered) {
        return;
      }
    }
    StatefulSetUpdateStrategy strategy = set.spec().updateStrategy();
    if (strategy == null || !"OnDelete".equals(strategy.type())) {
      replaceOne(plan, partition(strategy));
    }
  }

  /**
   * Processes pods in batches of 1, 2, 4 ... up to 500; after one with a refusal there is no other
   * ({@code slowStartBatch}).
   */
  private void processInBatches(List<Replica> replicas) {
    ApiException refusal = null;
    int from = 0;
    for (int size = 1; from < replicas.size() && refusal == null; size = Math.min(2 * size, 500)) {
      int to = Math.min(from + size, replicas.size());
      for (Replica replica : replicas.subList(from, to)) {
        try {
          processReplica(replica);
        } catch (ApiException e) {
          refusal = refusal == null ? e : refusal;
        }
      }
      from = to;
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private static int partition(@Nullable StatefulSetUpdateStrategy strategy) {
    Integer partition =
        strategy == null || strategy.rollingUpdate() == null
            ? null
            : strategy.rollingUpdate().partition();
    return partition == null ? 0 : partition;
  }

  /** Makes, remakes or waits for one pod; returns whether an ordered set must stop here. */
  private boolean processReplica(Replica replica) {
    Pod pod = replica.pod;
    if (replica.created && PodState.isTerminal(pod)) {
      if (!pod.metadata().isTerminating()) {
        delete(pod);
      }
      return true;
    }
    if (!replica.created) {
      create(pod);
      return true;
    }
    return pod.metadata().isTerminating() || !isAvailable(pod);
  }

  private boolean processCondemned(Replica condemned, @Nullable Pod firstUnavailable) {
    Pod pod = condemned.pod;
    if (pod.metadata().isTerminating()) {
      return true;
    }
    if (ordered && !isAvailable(pod) && pod != firstUnavailable) {
      return true;
    }
    delete(pod);
    return true;
  }

  /** Deletes the highest pod of another template, unless a higher one is not available yet. */
  private void replaceOne(Plan plan, int partition) {
    for (int i = plan.replicas.size() - 1; i >= partition; i--) {
      Replica replica = plan.replicas.get(i);
      if (!revision(replica.pod).equals(plan.update.name())
          && !replica.pod.metadata().isTerminating()) {
        delete(replica.pod);
        plan.replacedCurrent++;
        return;
      }
      if (!isHealthy(replica)) {
        return;
      }
    }
  }

  private boolean isAvailable(Pod pod) {
    return PodState.isPhase(pod, "Running")
        && PodState.isAvailable(pod, minReadySeconds, cluster.now());
  }

  private boolean isHealthy(Replica replica) {
    return replica.created && !replica.pod.metadata().isTerminating() && isAvailable(replica.pod);
  }

  private static String revision(Pod pod) {
    String revision = pod.metadata().labels().get(Revisions.HASH_LABEL);
    return revision == null ? "" : revision;
  }

  private void create(Pod pod) {
    try {
      writes += 4;
      for (String claim : StatefulPods.createClaims(cluster, set, pod)) {
        recorder.record(
            set,
            "Normal",
            "SuccessfulCreate",
            "Create Claim "
                + claim
                + " Pod "
                + pod.name()
                + " in StatefulSet "
                + set.name()
                + " success");
      }
      cluster.create(pod);
      event("Normal", "SuccessfulCreate", "create", pod, " successful");
    } catch (ApiException e) {
      if (!e.isAlreadyExists()) {
        event("Warning", "FailedCreate", "create", pod, " failed error: " + e.getMessage());
      }
      throw e;
    }
  }

  private void delete(Pod pod) {
    try {
      writes++;
      cluster.delete(Kinds.POD, pod.key(), DeleteOptions.ofUid(pod.metadata().uid()));
      event("Normal", "SuccessfulDelete", "delete", pod, " successful");
    } catch (ApiException e) {
      if (e.isNotFound()) {
        event("Normal", "SuccessfulDelete", "delete", pod, " successful");
        return;
      }
      event("Warning", "FailedDelete", "delete", pod, " failed error: " + e.getMessage());
      throw e;
    }
  }

  private void event(String type, String reason, String verb, Pod pod, String result) {
    recorder.record(
        set, type, reason, verb + " Pod " + pod.name() + " in StatefulSet " + set.name() + result);
  }

  /** The pods of one sync, sorted into wanted and condemned ones. */
  private final class Plan {
    private final ControllerRevision current;
    private final ControllerRevision update;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Replica> condemned = new ArrayList<>();
    private int replacedCurrent;

    Plan(List<Pod> pods, ControllerRevision current, ControllerRevision update) {
      this.current = current;
      this.update = update;
      int start = start(set);
      Pod[] byOrdinal = new Pod[replicaCount(set)];
      for (Pod pod : pods) {
        int ordinal = ordinal(set, pod.name());
        if (ordinal >= start && ordinal < start + byOrdinal.length) {
          byOrdinal[ordinal - start] = pod;
        } else if (ordinal >= 0) {
          condemned.add(new Replica(pod, true));
        }
      }
      condemned.sort(Comparator.comparingInt((Replica r) -> -ordinal(set, r.pod.name())));
      for (int i = 0; i < byOrdinal.length; i++) {
        replicas.add(
            byOrdinal[i] != null
                ? new Replica(byOrdinal[i], true)
                : new Replica(missing(start + i), false));
      }
    }

    private Pod missing(int ordinal) {
      ControllerRevision revision =
          ordinal < start(set) + partition(set.spec().updateStrategy()) ? current : update;
      PodTemplateSpec template = Objects.requireNonNull(revision.template());
      return StatefulPods.make(set, template, revision.name(), ordinal);
    }

    /** Returns the lowest pod that is not available: of the wanted ones, then of the others. */
    @Nullable Pod firstUnavailable() {
      for (Replica replica : replicas) {
        if (!isHealthy(replica)) {
          return replica.pod;
        }
      }
      for (int i = condemned.size() - 1; i >= 0; i--) {
        if (!isHealthy(condemned.get(i))) {
          return condemned.get(i).pod;
        }
      }
      return null;
    }

    StatefulSetStatus status() {
      int[] counts = new int[5];
      List<Replica> all = new ArrayList<>(replicas);
      all.addAll(condemned);
      for (Replica replica : all) {
        count(replica, counts);
      }
      counts[3] -= replacedCurrent;
      int wanted = replicaCount(set);
      String currentName = current.name();
      StatefulSetUpdateStrategy strategy = set.spec().updateStrategy();
      if ((strategy == null || !"OnDelete".equals(strategy.type()))
          && counts[4] == wanted
          && counts[1] == wanted
          && counts[0] == wanted) {
        counts[3] = counts[4];
        currentName = update.name();
      }
      Integer collisions = set.status().collisionCount();
      return new StatefulSetStatus(
          set.metadata().generation(),
          counts[0],
          counts[1],
          counts[3],
          counts[4],
          counts[2],
          currentName,
          update.name(),
          collisions == null ? 0 : collisions);
    }

    /** Counts a pod in: replicas, ready, available, current, updated. */
    private void count(Replica replica, int[] counts) {
      if (!replica.created) {
        return;
      }
      Pod pod = replica.pod;
      counts[0]++;
      if (PodState.isPhase(pod, "Running") && PodState.isReady(pod)) {
        counts[1]++;
        counts[2] += isAvailable(pod) ? 1 : 0;
      }
      if (!pod.metadata().isTerminating()) {
        counts[3] += revision(pod).equals(current.name()) ? 1 : 0;
        counts[4] += revision(pod).equals(update.name()) ? 1 : 0;
      }
    }
  }
}
