package dev.farsight.sim.process.garbage;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.ObjectIndex;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The pod garbage collector of kube-controller-manager: fails and removes pods whose node is gone
 * for at least 40 s, looking every 20 s, and terminating pods that were never bound or whose
 * NotReady node is tainted as out of service.
 */
public final class PodGarbageCollector {

  /** Time between two checks, in nanoseconds ({@code podgc.gcCheckPeriod}). */
  public static final long CHECK_PERIOD_NANOS = 20_000_000_000L;

  /** Time for which a missing node is given a chance, in nanoseconds. */
  public static final long QUARANTINE_NANOS = 40_000_000_000L;

  private static final String GIVEN_UP = "node.kubernetes.io/out-of-service";

  private final Simulator simulator;
  private final Cluster cluster;
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;
  private final EventType<Subject> check;
  private final Map<String, Long> missingSince = new LinkedHashMap<>();

  private final ObjectIndex<Pod> podsOfNode;

  /**
   * Keys of the pods that a check may find something about: they have changed, or their node has
   * gone, or the last check found something about them.
   */
  private final Set<String> suspects = new LinkedHashSet<>();

  private boolean nodesChanged;

  /**
   * Makes the controller.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   */
  public PodGarbageCollector(Simulator simulator, Cluster cluster, InformerFactory informers) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.pods = informers.informer(Kinds.POD);
    this.nodes = informers.informer(Kinds.NODE);
    this.podsOfNode = pods.index(pod -> pod.spec().nodeName());
    pods.addHandler(event -> suspects.add(event.key()));
    nodes.addHandler(this::onNode);
    this.check =
        simulator.declareMaintenance(
            "podgc.check",
            Priority.CONTROL,
            2 * CHECK_PERIOD_NANOS + QUARANTINE_NANOS,
            this::onCheck);
  }

  /** Starts the checks. */
  public void start() {
    simulator.schedule(CHECK_PERIOD_NANOS, check, Subject.of("podgc"));
  }

  private void onNode(WatchEvent<Node> event) {
    nodesChanged = true;
    if (event.type() == WatchEvent.Type.DELETED) {
      podsOfNode.get(event.key()).forEach(pod -> suspects.add(pod.key()));
    }
  }

  private void onCheck(Subject subject) {
    if (simulator.checks().includes(Checks.RECOMPUTATION)) {
      requireNoOthers();
    }
    if (nodesChanged || !suspects.isEmpty()) {
      check();
    }
    simulator.schedule(CHECK_PERIOD_NANOS, check, subject);
  }

  private void check() {
    long now = simulator.now();
    missingSince.keySet().removeIf(name -> nodes.get(name) != null);
    List<Pod> orphaned = new ArrayList<>();
    List<Pod> unscheduled = new ArrayList<>();
    List<Pod> lost = new ArrayList<>();
    nodesChanged = false;
    suspects.removeIf(key -> !isSuspect(pods.get(key)));
    for (String key : new TreeSet<>(suspects)) {
      Pod pod = Objects.requireNonNull(pods.get(key));
      String node = pod.spec().nodeName();
      if (node == null) {
        unscheduled.add(pod);
        continue;
      }
      if (pod.metadata().isTerminating() && isOutOfService(nodes.get(node))) {
        lost.add(pod);
      }
      if (nodes.get(node) == null) {
        long since = missingSince.computeIfAbsent(node, name -> now);
        if (now - since >= QUARANTINE_NANOS && cluster.get(Kinds.NODE, node) == null) {
          orphaned.add(pod);
        }
      }
    }
    for (Pod pod : lost) {
      fail(pod, false);
      remove(pod);
    }
    for (Pod pod : orphaned) {
      fail(pod, true);
      remove(pod);
    }
    for (Pod pod : unscheduled) {
      remove(pod);
    }
  }

  /** Returns whether a check may find something about a pod: it is terminating or has no node. */
  private boolean isSuspect(@Nullable Pod pod) {
    if (pod == null) {
      return false;
    }
    String node = pod.spec().nodeName();
    return pod.metadata().isTerminating() || (node != null && nodes.get(node) == null);
  }

  /** The plain way: looks at all pods. */
  private void requireNoOthers() {
    for (Pod pod : pods.list()) {
      if (isSuspect(pod) && !suspects.contains(pod.key())) {
        throw new IllegalStateException("nobody suspects pod " + pod.key());
      }
    }
  }

  /** A node that is NotReady and that somebody has given up for good ({@code gcTerminating}). */
  private static boolean isOutOfService(@Nullable Node node) {
    if (node == null || node.spec().taints().stream().noneMatch(t -> t.key().equals(GIVEN_UP))) {
      return false;
    }
    return node.status().conditions().stream()
        .noneMatch(c -> c.type().equals("Ready") && c.status().equals("True"));
  }

  private void fail(Pod pod, boolean nodeIsGone) {
    if (!isCurrent(pod)) {
      return;
    }
    cluster.modify(
        Kinds.POD,
        pod.key(),
        current -> {
          PodStatus status = current.status();
          if ("Succeeded".equals(status.phase()) || "Failed".equals(status.phase())) {
            return current;
          }
          if (!nodeIsGone) {
            return current.withStatus(status.withPhase("Failed"));
          }
          List<PodCondition> conditions = new ArrayList<>(status.conditions());
          conditions.removeIf(condition -> condition.type().equals("DisruptionTarget"));
          conditions.add(
              new PodCondition(
                  "DisruptionTarget",
                  "True",
                  "DeletionByPodGC",
                  "PodGC: node no longer exists",
                  cluster.now()));
          return current.withStatus(status.withPhase("Failed").withConditions(conditions));
        });
  }

  private void remove(Pod pod) {
    if (isCurrent(pod)) {
      cluster.delete(Kinds.POD, pod.key(), DeleteOptions.NOW);
    }
  }

  /** Returns whether a pod that was seen is still there, and not a successor of its name. */
  private boolean isCurrent(Pod pod) {
    Pod current = cluster.get(Kinds.POD, pod.key());
    return current != null && current.metadata().uid().equals(pod.metadata().uid());
  }
}
