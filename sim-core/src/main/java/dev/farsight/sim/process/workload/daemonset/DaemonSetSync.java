package dev.farsight.sim.process.workload.daemonset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.kube.ControllerRevision;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.DaemonSetStatus;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.Expectations;
import dev.farsight.sim.process.workload.PodControl;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.Revisions;
import dev.farsight.sim.process.workload.SlowStart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One sync of one DaemonSet ({@code daemon_controller.go}). */
final class DaemonSetSync {

  private static final int BURST = 250;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final EventRecorder recorder;
  private final PodControl podControl;
  private final Revisions revisions;
  private final Expectations expectations;
  private final FailureBackoff failures;
  private final ControllerTiming timing;
  private final DaemonSet set;
  private long busyNanos;
  private long retryNanos;

  DaemonSetSync(
      Cluster cluster,
      EventRecorder recorder,
      Revisions revisions,
      Expectations expectations,
      FailureBackoff failures,
      ControllerTiming timing,
      DaemonSet set) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.podControl = new PodControl(cluster, recorder);
    this.revisions = revisions;
    this.expectations = expectations;
    this.failures = failures;
    this.timing = timing;
    this.set = set;
  }

  /** Returns how long the sync keeps its worker busy, in nanoseconds. */
  long busyNanos() {
    return busyNanos;
  }

  static int minReadySeconds(DaemonSet set) {
    Integer seconds = set.spec().minReadySeconds();
    return seconds == null ? 0 : seconds;
  }

  /** Takes the steps that are possible now; returns when to look again, in nanoseconds, or 0. */
  long run(List<Pod> pods, List<Node> nodes) {
    List<ControllerRevision> existing = revisions.of(set);
    ControllerRevision current = revisions.current(set, set.spec().template(), existing);
    String hash = hashOf(current);
    Map<String, List<Pod>> byNode = byNode(pods);
    boolean satisfied = expectations.satisfied(set.key(), cluster.now());
    ApiException refusal = null;
    if (satisfied) {
      try {
        manage(byNode, nodes, hash);
        if (expectations.satisfied(set.key(), cluster.now()) && isRollingUpdate()) {
          new DaemonSetRollout(set, byNode, nodes, hash, cluster.now()).run(this);
        }
        truncate(pods, existing, current);
      } catch (ApiException e) {
        refusal = e;
      }
    }
    writeStatus(byNode, nodes, hash, satisfied);
    if (refusal != null) {
      throw refusal;
    }
    return retryNanos;
  }

  private static String hashOf(ControllerRevision revision) {
    String hash = revision.metadata().labels().get(Revisions.HASH_LABEL);
    return hash == null ? "" : hash;
  }

  private boolean isRollingUpdate() {
    return set.spec().updateStrategy() == null
        || !"OnDelete".equals(set.spec().updateStrategy().type());
  }

  private void truncate(
      List<Pod> pods, List<ControllerRevision> existing, ControllerRevision current) {
    Set<String> inUse = new LinkedHashSet<>();
    inUse.add(current.name());
    for (Pod pod : pods) {
      inUse.add(set.name() + "-" + pod.metadata().labels().get(Revisions.HASH_LABEL));
    }
    revisions.truncate(existing, inUse, set.spec().revisionHistoryLimit());
  }

  /**
   * Returns the pods by the node that they are on or meant for, each list oldest first; without
   * those that have finished and are being deleted ({@code getNodesToDaemonPods}).
   */
  private static Map<String, List<Pod>> byNode(List<Pod> pods) {
    Map<String, List<Pod>> byNode = new TreeMap<>();
    for (Pod pod : pods) {
      if (PodState.isTerminal(pod) && pod.metadata().isTerminating()) {
        continue;
      }
      byNode.computeIfAbsent(DaemonPods.targetNode(pod), n -> new ArrayList<>()).add(pod);
    }
    for (List<Pod> list : byNode.values()) {
      list.sort(DaemonPods.OLDEST_FIRST);
    }
    return byNode;
  }

  private void manage(Map<String, List<Pod>> byNode, List<Node> nodes, String hash) {
    List<String> needing = new ArrayList<>();
    List<Pod> surplus = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    for (Node node : nodes) {
      known.add(node.name());
      List<Pod> here = byNode.get(node.name());
      PodSpec spec = set.spec().template().spec();
      if (here == null) {
        if (NodeFit.shouldRun(spec, node)) {
          needing.add(node.name());
        }
      } else if (NodeFit.shouldContinueRunning(spec, node)) {
        check(node, here, hash, needing, surplus);
      } else {
        addNotTerminating(here, surplus);
      }
    }
    for (Map.Entry<String, List<Pod>> entry : byNode.entrySet()) {
      if (!known.contains(entry.getKey())) {
        for (Pod pod : entry.getValue()) {
          if (pod.spec().nodeName() == null) {
            surplus.add(pod);
          }
        }
      }
    }
    apply(needing, surplus, hash);
  }

  private static void addNotTerminating(List<Pod> pods, List<Pod> surplus) {
    for (Pod pod : pods) {
      if (!pod.metadata().isTerminating()) {
        surplus.add(pod);
      }
    }
  }

  private void check(
      Node node, List<Pod> here, String hash, List<String> needing, List<Pod> surplus) {
    List<Pod> running = new ArrayList<>();
    for (Pod pod : here) {
      if (pod.metadata().isTerminating()) {
        continue;
      }
      if (PodState.isTerminal(pod)) {
        replaceFinished(node, pod, surplus);
      } else {
        running.add(pod);
      }
    }
    if (!DaemonPods.allowsSurge(set)) {
      if (running.size() > 1) {
        surplus.addAll(running.subList(1, running.size()));
      }
    } else if (running.size() > 1) {
      keepOneOfEach(running, hash, surplus);
    } else if (running.isEmpty() && NodeFit.shouldRun(set.spec().template().spec(), node)) {
      needing.add(node.name());
    }
  }

  private void replaceFinished(Node node, Pod pod, List<Pod> surplus) {
    boolean failed = PodState.isPhase(pod, "Failed");
    if (failed) {
      long wait = failures.tryReplace(node.name(), cluster.nowNanos());
      if (wait > 0) {
        lookAgainIn(wait);
        return;
      }
    }
    recorder.record(
        set,
        failed ? "Warning" : "Normal",
        failed ? "FailedDaemonPod" : "SucceededDaemonPod",
        failed
            ? "Found failed daemon pod "
                + pod.key()
                + " on node "
                + node.name()
                + ", will try to kill it"
            : "Found succeeded daemon pod "
                + pod.key()
                + " on node "
                + node.name()
                + ", will try to delete it");
    surplus.add(pod);
  }

  private void keepOneOfEach(List<Pod> running, String hash, List<Pod> surplus) {
    Pod newest = null;
    Pod oldest = null;
    for (Pod pod : running) {
      if (DaemonPods.isUpdated(pod, hash) && newest == null) {
        newest = pod;
      } else if (!DaemonPods.isUpdated(pod, hash) && oldest == null) {
        oldest = pod;
      } else {
        surplus.add(pod);
      }
    }
    if (newest != null
        && oldest != null
        && (!PodState.isReady(oldest)
            || PodState.isAvailable(newest, minReadySeconds(set), cluster.now()))) {
      surplus.add(oldest);
    }
  }

  private void lookAgainIn(long nanos) {
    retryNanos = retryNanos > 0 ? Math.min(retryNanos, nanos) : nanos;
  }

  /** Makes pods for nodes and deletes pods. */
  void apply(List<String> needing, List<Pod> surplus, String hash) {
    List<String> targets = needing.subList(0, Math.min(BURST, needing.size()));
    List<Pod> chosen = surplus.subList(0, Math.min(BURST, surplus.size()));
    List<String> uids = new ArrayList<>();
    for (Pod pod : chosen) {
      uids.add(pod.metadata().uid());
    }
    expectations.expect(set.key(), targets.size(), uids, cluster.now());
    ApiException refusal = create(targets, hash);
    busyNanos += chosen.isEmpty() ? 0 : timing.apiCallNanos();
    for (Pod pod : chosen) {
      try {
        podControl.delete(pod, set, busyNanos);
      } catch (ApiException e) {
        expectations.deletionObserved(set.key(), pod.metadata().uid());
        refusal = e.isNotFound() || refusal != null ? refusal : e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private @Nullable ApiException create(List<String> targets, String hash) {
    SlowStart creation =
        SlowStart.run(
            targets.size(),
            timing,
            (index, answeredAfterNanos) ->
                podControl.create(
                    set.spec().template(),
                    set,
                    answeredAfterNanos,
                    pod -> DaemonPods.forNode(pod, targets.get(index), hash)));
    busyNanos += creation.busyNanos();
    for (int i = creation.made(); i < targets.size(); i++) {
      expectations.creationObserved(set.key());
    }
    return creation.refusal();
  }

  private void writeStatus(
      Map<String, List<Pod>> byNode, List<Node> nodes, String hash, boolean observed) {
    int desired = 0;
    int current = 0;
    int misscheduled = 0;
    int ready = 0;
    int available = 0;
    int updated = 0;
    for (Node node : nodes) {
      List<Pod> here = byNode.get(node.name());
      boolean scheduled = here != null;
      if (!NodeFit.shouldRun(set.spec().template().spec(), node)) {
        misscheduled += scheduled ? 1 : 0;
        continue;
      }
      desired++;
      if (here != null) {
        Pod pod = here.get(0);
        current++;
        ready += PodState.isReady(pod) ? 1 : 0;
        available += PodState.isAvailable(pod, minReadySeconds(set), cluster.now()) ? 1 : 0;
        updated += DaemonPods.isUpdated(pod, hash) ? 1 : 0;
      }
    }
    DaemonSetStatus status =
        new DaemonSetStatus(
            current,
            misscheduled,
            desired,
            ready,
            updated,
            available,
            desired - available,
            observed ? set.metadata().generation() : set.status().observedGeneration());
    if (!status.equals(set.status())) {
      busyNanos += timing.apiCallNanos();
      cluster.update(set.withStatus(status));
    }
    if (minReadySeconds(set) > 0 && ready != available) {
      lookAgainIn(minReadySeconds(set) * SECOND_NANOS);
    }
  }
}
