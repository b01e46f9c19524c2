package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Binds pods at once and plays the emulated kubelet of the recordings, steered by pod labels. */
final class RecordedKubelet {

  private static final long MILLIS = 1_000_000L;

  private final Simulator simulator;
  private final Cluster cluster;
  private final JsonNode latencies;
  private final EventType<Subject> bind;
  private final EventType<Subject> run;
  private final EventType<Subject> ready;
  private final EventType<Subject> crash;
  private final EventType<Subject> complete;
  private final EventType<Subject> gone;
  private int turn;
  private long nextBindNanos;

  RecordedKubelet(Simulator simulator, Cluster cluster, JsonNode latencies) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.latencies = latencies;
    bind = simulator.declare("test.bind", Priority.SCHEDULE, s -> alive(s, this::bind));
    run = simulator.declare("test.run", Priority.STATE, s -> alive(s, this::run));
    ready = simulator.declare("test.ready", Priority.STATE, s -> alive(s, this::ready));
    crash = simulator.declare("test.crash", Priority.STATE, s -> alive(s, this::crash));
    complete = simulator.declare("test.complete", Priority.STATE, s -> alive(s, this::complete));
    gone = simulator.declare("test.gone", Priority.STATE, this::gone);
    cluster.watch(Kinds.POD, 0, this::onPod);
  }

  private static Subject subject(Pod pod) {
    return Subject.of(pod.key() + "|" + pod.metadata().uid());
  }

  private @Nullable Pod find(Subject subject) {
    String name = subject.subjectName();
    Pod pod = cluster.get(Kinds.POD, name.substring(0, name.indexOf('|')));
    return pod != null && name.endsWith(pod.metadata().uid()) ? pod : null;
  }

  private void alive(Subject subject, Consumer<Pod> action) {
    Pod pod = find(subject);
    if (pod != null && !pod.metadata().isTerminating()) {
      action.accept(pod);
    }
  }

  private long nanos(Pod pod, String label, String latency) {
    String text = pod.metadata().labels().get("oracle.farsight/" + label);
    double seconds = text != null ? Double.parseDouble(text) : latencies.path(latency).asDouble();
    return Math.round(seconds * 1000) * MILLIS + 50 * MILLIS;
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    Pod old = event.old();
    if (event.type() == WatchEvent.Type.ADDED) {
      nextBindNanos = Math.max(simulator.now() + 90 * MILLIS, nextBindNanos + 30 * MILLIS);
      simulator.scheduleAt(nextBindNanos, bind, subject(pod));
    } else if (event.type() == WatchEvent.Type.MODIFIED
        && old != null
        && !old.metadata().isTerminating()
        && pod.metadata().isTerminating()
        && pod.spec().nodeName() != null) {
      simulator.schedule(
          nanos(pod, "termination-seconds", "terminationSeconds"), gone, subject(pod));
    }
  }

  private void bind(Pod pod) {
    List<Node> nodes = new ArrayList<>(cluster.store(Kinds.NODE).list());
    String target = nodes.get(turn++ % nodes.size()).name();
    if (pod.spec().affinity() != null && pod.spec().affinity().nodeAffinity() != null) {
      var required =
          pod.spec().affinity().nodeAffinity().requiredDuringSchedulingIgnoredDuringExecution();
      if (required != null) {
        for (NodeSelectorTerm term : required.nodeSelectorTerms()) {
          target =
              term.matchFields().isEmpty() ? target : term.matchFields().get(0).values().get(0);
        }
      }
    }
    String node = target;
    cluster.modify(Kinds.POD, pod.key(), p -> p.withSpec(p.spec().withNodeName(node)));
    simulator.schedule(nanos(pod, "pull-seconds", "pullSeconds"), run, subject(pod));
  }

  private void run(Pod pod) {
    status(pod, s -> s.withPhase("Running"));
    if (pod.metadata().labels().containsKey("oracle.farsight/crash-after")) {
      simulator.schedule(nanos(pod, "crash-after", ""), crash, subject(pod));
    }
    if (pod.metadata().labels().containsKey("oracle.farsight/complete-after")) {
      simulator.schedule(nanos(pod, "complete-after", ""), complete, subject(pod));
    }
    if (!pod.metadata().labels().containsKey("oracle.farsight/never-ready")) {
      simulator.schedule(nanos(pod, "ready-seconds", "readySeconds"), ready, subject(pod));
    }
  }

  private void status(Pod pod, UnaryOperator<PodStatus> change) {
    cluster.modify(Kinds.POD, pod.key(), p -> p.withStatus(change.apply(p.status())));
  }

  private void ready(Pod pod) {
    if ("Running".equals(pod.status().phase()) && !isCrashed(pod)) {
      setReady(pod, "True");
    }
  }

  private static boolean isCrashed(Pod pod) {
    return pod.status().containerStatuses().stream().anyMatch(c -> c.state().equals("waiting"));
  }

  private void setReady(Pod pod, String value) {
    status(
        pod,
        s -> {
          List<PodCondition> conditions = new ArrayList<>(s.conditions());
          conditions.removeIf(c -> c.type().equals("Ready"));
          conditions.add(new PodCondition("Ready", value, null, null, cluster.now()));
          return s.withConditions(conditions);
        });
  }

  private void crash(Pod pod) {
    int restarts =
        pod.status().containerStatuses().stream().mapToInt(ContainerStatus::restartCount).sum();
    if ("Never".equals(pod.spec().restartPolicy())) {
      setReady(pod, "False");
      status(pod, s -> s.withPhase("Failed"));
      return;
    }
    setReady(pod, "False");
    status(
        pod,
        s ->
            s.withContainerStatuses(
                List.of(new ContainerStatus("c", restarts, false, "waiting", null, 1))));
    long wait = Math.min(300_000, 10_000L << Math.min(restarts, 5)) * MILLIS;
    EventType<Subject> restarted = restart();
    simulator.schedule(wait, restarted, subject(pod));
  }

  private @Nullable EventType<Subject> restart;

  private EventType<Subject> restart() {
    if (restart == null) {
      restart = simulator.declare("test.restart", Priority.STATE, s -> alive(s, this::restarted));
    }
    return restart;
  }

  private void restarted(Pod pod) {
    int restarts =
        pod.status().containerStatuses().stream().mapToInt(ContainerStatus::restartCount).sum();
    status(
        pod,
        s ->
            s.withContainerStatuses(
                List.of(new ContainerStatus("c", restarts + 1, true, "running", null, null))));
    run(pod);
  }

  private void complete(Pod pod) {
    setReady(pod, "False");
    status(pod, s -> s.withPhase("Succeeded"));
  }

  private void gone(Subject subject) {
    Pod pod = find(subject);
    if (pod == null) {
      return;
    }
    if ("Running".equals(pod.status().phase())) {
      setReady(pod, "False");
      if ("Never".equals(pod.spec().restartPolicy())) {
        status(pod, s -> s.withPhase("Failed"));
      }
    }
    cluster.delete(Kinds.POD, pod.key(), DeleteOptions.NOW);
  }
}
