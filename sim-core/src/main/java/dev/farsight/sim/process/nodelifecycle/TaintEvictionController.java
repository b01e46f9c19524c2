package dev.farsight.sim.process.nodelifecycle;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.ObjectIndex;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.Toleration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Deletes pods that do not, or no longer, tolerate the NoExecute taints of their node. */
public final class TaintEvictionController {

  private static final long NEVER = Long.MAX_VALUE;
  private static final long UNTOLERATED = -1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Simulator simulator;
  private final Cluster cluster;
  private final Informer<Node> nodes;
  private final ObjectIndex<Pod> podsByNode;
  private final EventRecorder recorder;
  private final EventType<Subject> due;
  private final Map<String, Long> handles = new LinkedHashMap<>();

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   */
  public TaintEvictionController(Simulator simulator, Cluster cluster, InformerFactory informers) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.nodes = informers.informer(Kinds.NODE);
    Informer<Pod> pods = informers.informer(Kinds.POD);
    this.podsByNode = pods.index(pod -> pod.spec().nodeName());
    this.recorder = EventRecorder.correlating(cluster, "taint-eviction-controller");
    this.due = simulator.declare("tainteviction.delete", Priority.CONTROL, this::onDue);
    nodes.addHandler(this::onNode);
    pods.addHandler(this::onPod);
  }

  private void onNode(WatchEvent<Node> event) {
    Node old = event.old();
    boolean same = old != null && old.spec().taints().equals(event.object().spec().taints());
    if (same || event.type() == WatchEvent.Type.DELETED) {
      return;
    }
    if (old == null && noExecute(event.object()).isEmpty()) {
      return;
    }
    for (Pod pod : podsByNode.get(event.object().name())) {
      plan(pod, event.object());
    }
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (event.type() == WatchEvent.Type.DELETED) {
      callOff(pod);
      return;
    }
    Pod old = event.old();
    boolean same =
        old != null
            && Objects.equals(old.spec().nodeName(), pod.spec().nodeName())
            && old.spec().tolerations().equals(pod.spec().tolerations());
    String nodeName = pod.spec().nodeName();
    Node node = nodeName == null || same ? null : nodes.get(nodeName);
    if (node != null && !noExecute(node).isEmpty()) {
      plan(pod, node);
    }
  }

  private void plan(Pod pod, Node node) {
    long afterNanos = toleratedNanos(pod, noExecute(node));
    if (afterNanos == NEVER) {
      callOff(pod);
    } else if (afterNanos == UNTOLERATED) {
      callOff(pod);
      handles.put(pod.key(), simulator.schedule(0, due, Subject.of(pod.key())));
    } else if (!handles.containsKey(pod.key())) {
      handles.put(pod.key(), simulator.schedule(afterNanos, due, Subject.of(pod.key())));
    }
  }

  private void callOff(Pod pod) {
    Long handle = handles.remove(pod.key());
    if (handle != null) {
      simulator.cancel(handle);
      recorder.record(
          pod, "Normal", "TaintManagerEviction", "Cancelling deletion of Pod " + pod.key());
    }
  }

  private static List<Taint> noExecute(Node node) {
    List<Taint> taints = new ArrayList<>();
    for (Taint taint : node.spec().taints()) {
      if (taint.effect().equals("NoExecute")) {
        taints.add(taint);
      }
    }
    return taints;
  }

  /** The shortest time over the tolerations used, which may be 0. */
  private static long toleratedNanos(Pod pod, List<Taint> taints) {
    long shortest = NEVER;
    for (Taint taint : taints) {
      long tolerated = -1;
      for (Toleration toleration : pod.spec().tolerations()) {
        if (toleration.tolerates(taint)) {
          Long seconds = toleration.tolerationSeconds();
          tolerated = seconds == null ? NEVER : Math.max(0, seconds) * NANOS_PER_SECOND;
          break;
        }
      }
      if (tolerated < 0) {
        return UNTOLERATED;
      }
      shortest = Math.min(shortest, tolerated);
    }
    return shortest;
  }

  private void onDue(Subject subject) {
    String key = subject.subjectName();
    handles.remove(key);
    Pod pod = cluster.get(Kinds.POD, key);
    if (pod == null) {
      return;
    }
    // Upstream does not look whether somebody else has deleted the pod in the meantime.
    recorder.record(pod, "Normal", "TaintManagerEviction", "Marking for deletion Pod " + key);
    Timestamp now = cluster.now();
    cluster.modify(
        Kinds.POD,
        key,
        current -> {
          List<PodCondition> conditions = new ArrayList<>(current.status().conditions());
          conditions.removeIf(condition -> condition.type().equals("DisruptionTarget"));
          conditions.add(
              new PodCondition(
                  "DisruptionTarget",
                  "True",
                  "DeletionByTaintManager",
                  "Taint manager: deleting due to NoExecute taint",
                  now));
          return current.withStatus(current.status().withConditions(conditions));
        });
    if (!pod.metadata().isTerminating()) {
      cluster.delete(Kinds.POD, key, DeleteOptions.BACKGROUND);
    }
  }
}
