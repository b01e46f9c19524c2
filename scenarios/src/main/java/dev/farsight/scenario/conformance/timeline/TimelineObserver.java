package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.scheduler.queue.QueueName;
import dev.farsight.sim.run.RunWitness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down a run as a recording would: one line for each thing that can be seen. */
final class TimelineObserver implements RunWitness {

  /** Components that the recordings emulated; they recorded no events. */
  private static final Set<String> EMULATED = Set.of("kubelet", "fargate-scheduler");

  private final Lines lines = new Lines();
  private final StableNames names = new StableNames();
  private final PodLines pods = new PodLines(lines, names);
  private final WorkloadLines workloads = new WorkloadLines(lines, names);
  private final ScalingLines scaling = new ScalingLines(lines, names, workloads);
  private final Map<String, String> profileStates = new LinkedHashMap<>();
  private final long registrationNanos;
  private boolean webhookRegistered;

  /**
   * Makes an observer of one run.
   *
   * @param registrationNanos how long a webhook that is registered takes to know its first profile,
   *     in nanoseconds, at least 0
   */
  TimelineObserver(long registrationNanos) {
    this.registrationNanos = registrationNanos;
  }

  /** Returns what was seen, in order of time. */
  List<ObjectNode> lines() {
    return lines.all();
  }

  @Override
  public void onStart(Cluster cluster) {
    workloads.watch(cluster);
    scaling.watch(cluster);
    cluster.watch(Kinds.CONTROLLER_REVISION, 0, event -> names.add(event.object()));
    cluster.watch(Kinds.POD, 0, event -> pods.onPod(cluster.now().nanos(), event));
    cluster.audit().addSink(pods.evictions(() -> cluster.now().nanos()));
    cluster.watch(Kinds.FARGATE_PROFILE, 0, event -> onProfile(cluster.now().nanos(), event));
    cluster.watch(Kinds.EVENT, 0, event -> onEvent(cluster.now().nanos(), event));
  }

  private void onProfile(long now, WatchEvent<FargateProfile> event) {
    String name = event.object().name();
    String state =
        event.type() == WatchEvent.Type.DELETED
            ? "GONE"
            : event.object().status().admitting() ? "ADMITTING" : event.object().status().status();
    String before = profileStates.put(name, state);
    if (state.equals(before)) {
      return;
    }
    lines.dropMomentary(now, "profile", name, "WAITING");
    if (state.equals("ADMITTING")) {
      if (!"ACTIVE".equals(before)) {
        lines.add(now, "profile", null).put("profile", name).put("status", "ACTIVE");
      }
      registered(now);
    }
    lines.add(now, "profile", null).put("profile", name).put("status", state);
  }

  /** The first profile that the webhook knows has registered it just before. */
  private void registered(long now) {
    if (!webhookRegistered) {
      webhookRegistered = true;
      lines.add(now - registrationNanos, "webhook", null).put("status", "REGISTERED");
    }
  }

  private void onEvent(long now, WatchEvent<Event> watched) {
    if (watched.type() == WatchEvent.Type.DELETED) {
      return;
    }
    Event event = watched.object();
    if (EMULATED.contains(String.valueOf(event.reportingComponent()))) {
      return;
    }
    ObjectReference about = event.involvedObject();
    ObjectNode line = lines.add(now, "event", about.namespace());
    line.put("component", Objects.toString(event.reportingComponent(), ""));
    line.put("count", event.count());
    line.put("firstMs", millis(event.firstTimestamp()));
    line.put("lastMs", millis(event.lastTimestamp()));
    line.put("kind", Objects.toString(about.kind(), ""));
    line.put("message", names.inText(event.message()));
    line.put("object", names.of(about.uid(), about.name()));
    line.put("reason", event.reason());
    line.put("type", Objects.toString(event.type(), "Normal"));
  }

  private static long millis(@Nullable Timestamp time) {
    return time == null ? 0 : Lines.millis(time.nanos());
  }

  private ObjectNode scheduler(long timeNanos, String event, Pod pod) {
    names.add(pod);
    return lines.add(timeNanos, event, pod.namespace()).put("pod", names.of(pod));
  }

  @Override
  public void onQueued(long timeNanos, Pod pod, QueueName queue, String event) {
    scheduler(timeNanos, "sched.queue", pod).put("event", event).put("queue", queue.text());
  }

  @Override
  public void onAttempt(long timeNanos, Pod pod) {
    scheduler(timeNanos, "sched.attempt", pod);
  }

  @Override
  public void onFailed(long timeNanos, Pod pod, String message) {
    scheduler(timeNanos, "sched.failed", pod).put("error", names.inText(message));
  }

  @Override
  public void onAssigned(long timeNanos, Pod pod, String nodeName) {
    scheduler(timeNanos, "sched.bound", pod).put("node", nodeName);
  }
}
