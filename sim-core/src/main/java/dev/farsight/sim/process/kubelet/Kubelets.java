package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventHandler;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.SecretVolumeSource;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.KubeletDefaults;
import dev.farsight.sim.spec.ModelDefaults;
import dev.farsight.sim.spec.ModelSpec;
import dev.farsight.sim.spec.PodBehaviour;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The kubelets of all nodes: they start, watch and stop the containers of bound pods. */
public final class Kubelets {

  private static final String EVIDENCE = "Evidence";

  /** A pull that fills the disk fails before it is complete. */
  private static final long LONGEST_FAILING_PULL_NANOS = ModelDefaults.MAX_CONTAINER_BACKOFF_NANOS;

  private final Simulator simulator;
  private final Cluster cluster;
  private final ModelSpec model;
  private final Behaviours behaviours;
  private final MountedSecrets secrets;
  private final RandomStream latencies;
  private final long callNanos;
  private final EventRecorder recorder;
  private final EventRecorder evidence;
  private final StartObstacles obstacles;
  private final EventType<PodRun> mountRetried;
  private final EventType<PodRun> pullFailed;
  private final EventType<PodRun> pullRetried;
  private final EventType<PodRun> podRunning;
  private final EventType<PodRun> podReady;
  private final EventType<PodRun> readyRetried;
  private final EventType<PodRun> containersEnded;
  private final EventType<PodRun> restarted;
  private final EventType<PodRun> podTerminated;
  private final Map<String, PodRun> runs = new LinkedHashMap<>();
  private final Map<String, List<String>> waitingForNode = new LinkedHashMap<>();

  /**
   * Makes the process.
   *
   * @param simulator event list
   * @param cluster API server
   * @param model latencies, switches, behaviour of chosen pods
   * @param knownSecrets Secrets that exist or are applied, as {@code namespace/name}
   * @param streams random streams of the run
   * @param callNanos how long a kubelet's write takes, in nanoseconds, at least 0
   */
  public Kubelets(
      Simulator simulator,
      Cluster cluster,
      ModelSpec model,
      Collection<String> knownSecrets,
      RandomStreams streams,
      long callNanos) {
    this.simulator = simulator;
    this.callNanos = callNanos;
    this.cluster = cluster;
    this.model = model;
    this.behaviours = new Behaviours(model.kubelet(), model.pods());
    this.secrets = new MountedSecrets(cluster.store(Kinds.POD), knownSecrets);
    this.latencies = streams.stream("kubelet");
    this.recorder = new EventRecorder(cluster, "kubelet");
    this.evidence = new EventRecorder(cluster, "farsight");
    this.obstacles = new StartObstacles(cluster, model.fargate().switches());
    long backoff = ModelDefaults.MAX_CONTAINER_BACKOFF_NANOS;
    this.mountRetried =
        simulator.declareMaintenance(
            "kubelet.mount-retry",
            Priority.STATE,
            ModelDefaults.MAX_MOUNT_RETRY_NANOS,
            whileAlive(this::mountThenPull));
    this.pullFailed =
        simulator.declareMaintenance(
            "kubelet.pull-failed",
            Priority.STATE,
            Math.max(
                LONGEST_FAILING_PULL_NANOS,
                RandomStream.longestNanos(model.kubelet().imagePullTimeout())),
            whileAlive(this::onPullFailed));
    this.pullRetried =
        simulator.declareMaintenance(
            "kubelet.pull-retry", Priority.STATE, backoff, whileAlive(this::pull));
    this.podRunning =
        simulator.declare("kubelet.pod-running", Priority.STATE, whileAlive(this::onRunning));
    this.podReady =
        simulator.declare("kubelet.pod-ready", Priority.STATE, whileAlive(this::onReady));
    this.readyRetried =
        simulator.declareMaintenance(
            "kubelet.ready-retry",
            Priority.STATE,
            KubeletDefaults.DNS_CHECK_NANOS,
            whileAlive(this::onReady));
    this.containersEnded =
        simulator.declare("kubelet.containers-ended", Priority.STATE, whileAlive(this::onEnded));
    this.restarted =
        simulator.declare("kubelet.restart", Priority.STATE, whileAlive(this::onRestarted));
    this.podTerminated =
        simulator.declare("kubelet.pod-terminated", Priority.STATE, this::onTerminated);
  }

  /** Keeps what comes due on a node while its kubelet is dead, until it works again. */
  private EventHandler<PodRun> whileAlive(EventHandler<PodRun> handler) {
    return run -> {
      Node node = cluster.get(Kinds.NODE, run.node);
      if (node != null && isDead(node)) {
        run.missed.add(handler);
      } else {
        handler.handle(run);
      }
    };
  }

  /** Begins to watch pods and nodes. */
  public void start() {
    cluster.watch(Kinds.POD, this::onPod);
    cluster.watch(Kinds.NODE, this::onNode);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    String uid = pod.metadata().uid();
    if (event.type() == WatchEvent.Type.DELETED) {
      PodRun gone = runs.remove(uid);
      if (gone != null) {
        cancel(gone);
      }
      return;
    }
    String node = pod.spec().nodeName();
    if (node == null || node.isEmpty()) {
      return;
    }
    PodRun run = runs.get(uid);
    if (run == null) {
      if (isFinished(pod)) {
        return;
      }
      run = new PodRun(pod.key(), uid, node);
      runs.put(uid, run);
    }
    if (!run.started || pod.metadata().isTerminating()) {
      look(run, pod);
    }
  }

  private static boolean isFinished(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  /** Lets a pod start or stop, if its node is there and its kubelet works. */
  private void look(PodRun run, Pod pod) {
    Node node = cluster.get(Kinds.NODE, run.node);
    if (node == null) {
      waitingForNode.computeIfAbsent(run.node, n -> new ArrayList<>()).add(run.podUid);
      return;
    }
    if (isDead(node)) {
      return;
    }
    if (pod.metadata().isTerminating()) {
      terminate(run, pod);
    } else if (!run.started) {
      accept(run, pod);
    }
  }

  private static boolean isDead(Node node) {
    return "true".equals(node.metadata().annotations().get(WellKnown.DEAD_KUBELET));
  }

  private void onNode(WatchEvent<Node> event) {
    Node node = event.object();
    if (event.type() == WatchEvent.Type.DELETED || isDead(node)) {
      return;
    }
    List<String> waiting = waitingForNode.remove(node.name());
    Node old = event.old();
    if (old != null && isDead(old)) {
      waiting = new ArrayList<>();
      for (PodRun run : runs.values()) {
        if (run.node.equals(node.name())) {
          waiting.add(run.podUid);
        }
      }
    }
    if (waiting != null) {
      for (String uid : waiting) {
        PodRun run = runs.get(uid);
        Pod pod = run == null ? null : current(run);
        if (run != null && pod != null) {
          look(run, pod);
          run.catchUp();
        }
      }
    }
  }

  /** Returns the pod of a run if it is still there and its kubelet works. */
  private @Nullable Pod current(PodRun run) {
    Pod pod = cluster.get(Kinds.POD, run.podKey);
    if (pod == null || !pod.metadata().uid().equals(run.podUid)) {
      return null;
    }
    Node node = cluster.get(Kinds.NODE, run.node);
    return node == null || isDead(node) ? null : pod;
  }

  private void accept(PodRun run, Pod pod) {
    run.started = true;
    run.acceptedNanos = simulator.now();
    if ("Running".equals(pod.status().phase())) {
      resume(run, pod);
      return;
    }
    mountThenPull(run);
  }

  /**
   * Goes on with a pod that ran before the simulation did. One that should be Ready by now and is
   * not, whatever the reason, stays so: its containers do not get better by waiting.
   */
  private void resume(PodRun run, Pod pod) {
    run.running = true;
    PodCondition ready = pod.status().condition("Ready");
    Timestamp since = ready == null ? null : ready.lastTransitionTime();
    if (since == null) {
      since = pod.status().startTime();
    }
    long ranNanos = since == null ? 0 : Math.max(0, simulator.now() - since.nanos());
    run.runningSinceNanos = simulator.now() - ranNanos;
    secrets.makeAll(pod);
    PodBehaviour behaviour = behaviours.of(pod);
    boolean isReady = ready != null && ready.status().equals("True");
    Distribution readyTime = behaviour.podReady();
    if (!isReady && readyTime != null && !Boolean.TRUE.equals(behaviour.neverReady())) {
      long left = Readiness.delayNanos(pod, draw(run, readyTime)) - ranNanos;
      if (left >= 0) {
        run.readyHandle = simulator.schedule(left, podReady, run);
      }
    }
    scheduleEnd(run, behaviour);
  }

  private void mountThenPull(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating) {
      return;
    }
    Volume missing = secrets.missing(pod);
    if (missing == null) {
      pull(run);
      return;
    }
    SecretVolumeSource secret = missing.secret();
    recorder.record(
        pod,
        "Warning",
        "FailedMount",
        "MountVolume.SetUp failed for volume \""
            + missing.name()
            + "\" : secret \""
            + (secret == null ? "" : secret.secretName())
            + "\" not found");
    long delay = ModelDefaults.MOUNT_RETRY_NANOS << Math.min(run.mountFailures++, 20);
    run.nextHandle =
        simulator.schedule(Math.min(delay, ModelDefaults.MAX_MOUNT_RETRY_NANOS), mountRetried, run);
  }

  private void pull(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating) {
      return;
    }
    recorder.record(
        pod, "Normal", "Pulling", "Pulling image \"" + StartObstacles.image(pod) + "\"");
    PodBehaviour behaviour = behaviours.of(pod);
    StartObstacles.PullFailure failure = obstacles.pull(pod, StartObstacles.image(pod), behaviour);
    run.pullFailure = failure;
    if (failure != null) {
      evidence.record(pod, EVIDENCE, failure.reason(), failure.text());
      long delay =
          failure.atOnce()
              ? Math.min(LONGEST_FAILING_PULL_NANOS, pullNanos(run, behaviour))
              : draw(run, model.kubelet().imagePullTimeout());
      run.nextHandle = simulator.schedule(delay, pullFailed, run);
      return;
    }
    run.nextHandle = simulator.schedule(pullNanos(run, behaviour) + callNanos, podRunning, run);
  }

  /** From bound to containers running: as the scenario says, by the image's size, or by default. */
  private long pullNanos(PodRun run, PodBehaviour behaviour) {
    Distribution pullTime = behaviour.imagePull();
    Long size = behaviour.imageSizeBytes();
    long nanos = draw(run, pullTime != null ? pullTime : model.kubelet().imagePull());
    return size == null
        ? nanos
        : KubeletDefaults.IMAGE_START_NANOS
            + size * 1_000L / model.kubelet().pullBytesPerSecond() * 1_000_000L;
  }

  private long draw(PodRun run, Distribution distribution) {
    return latencies.nextNanos(run.subjectId(), distribution);
  }

  private void onPullFailed(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating) {
      return;
    }
    String image = StartObstacles.image(pod);
    StartObstacles.PullFailure failure = run.pullFailure;
    recorder.record(
        pod,
        "Warning",
        "Failed",
        "Failed to pull image \""
            + image
            + "\": "
            + (failure == null ? "dial tcp: i/o timeout" : failure.text()));
    write(run, p -> PodStatuses.waiting(p, run, "ImagePullBackOff", null, cluster.now()));
    recorder.record(pod, "Normal", "BackOff", "Back-off pulling image \"" + image + "\"");
    run.nextHandle = simulator.schedule(backoff(run.pullFailures++), pullRetried, run);
  }

  private static long backoff(int failures) {
    long delay = ModelDefaults.CONTAINER_BACKOFF_NANOS << Math.min(failures, 20);
    return Math.min(delay, ModelDefaults.MAX_CONTAINER_BACKOFF_NANOS);
  }

  private Pod write(PodRun run, UnaryOperator<Pod> change) {
    return cluster.modify(Kinds.POD, run.podKey, change);
  }

  private void onRunning(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating) {
      return;
    }
    run.running = true;
    run.runningSinceNanos = simulator.now();
    Pod changed = write(run, p -> PodStatuses.running(p, run, cluster.now()));
    recorder.record(changed, "Normal", "Started", "Container started");
    String startError = obstacles.startError(pod);
    if (startError != null) {
      recorder.record(pod, "Warning", "Failed", startError);
      end(run, pod, KubeletDefaults.START_ERROR_EXIT_CODE);
      return;
    }
    secrets.makeAll(pod);
    PodBehaviour behaviour = behaviours.of(pod);
    run.crash = obstacles.crash(pod, behaviour);
    if (run.crash != null) {
      run.endHandle = simulator.schedule(KubeletDefaults.START_CRASH_NANOS, containersEnded, run);
      return;
    }
    Distribution readyTime = behaviour.podReady();
    if (readyTime != null && !Boolean.TRUE.equals(behaviour.neverReady())) {
      run.readyHandle =
          simulator.schedule(
              Readiness.delayNanos(pod, draw(run, readyTime)) + callNanos, podReady, run);
    }
    scheduleEnd(run, behaviour);
  }

  private void scheduleEnd(PodRun run, PodBehaviour behaviour) {
    Distribution crash = behaviour.crashAfter();
    Distribution complete = behaviour.completeAfter();
    Distribution end = crash != null ? crash : complete;
    if (end != null) {
      long ranNanos = simulator.now() - run.runningSinceNanos;
      run.endHandle =
          simulator.schedule(Math.max(0, draw(run, end) - ranNanos), containersEnded, run);
    }
  }

  private void onReady(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating || !run.running) {
      return;
    }
    if (obstacles.isHit(pod, FaultKind.DNS_DOWN)) {
      evidence.record(pod, EVIDENCE, "DnsUnanswered", "the cluster's DNS does not answer");
      run.readyHandle = simulator.schedule(KubeletDefaults.DNS_CHECK_NANOS, readyRetried, run);
      return;
    }
    write(run, p -> PodStatuses.ready(p, run, true, cluster.now()));
  }

  private void onEnded(PodRun run) {
    Pod pod = current(run);
    if (pod == null || run.terminating || !run.running) {
      return;
    }
    PodBehaviour behaviour = behaviours.of(pod);
    StartObstacles.Crash crash = run.crash;
    if (crash != null) {
      evidence.record(pod, EVIDENCE, crash.reason(), crash.text());
    } else if (behaviour.crashAfter() != null && behaviour.crashMessage() != null) {
      evidence.record(pod, EVIDENCE, "ContainerLog", behaviour.crashMessage());
    }
    Integer given = behaviour.exitCode();
    int crashCode = given != null ? given : 1;
    end(run, pod, crash != null || behaviour.crashAfter() != null ? crashCode : 0);
  }

  private void end(PodRun run, Pod pod, int exitCode) {
    run.running = false;
    simulator.cancel(run.readyHandle);
    String policy = pod.spec().restartPolicy();
    boolean restarts =
        policy == null || policy.equals("Always") || (policy.equals("OnFailure") && exitCode != 0);
    if (!restarts) {
      String phase = exitCode == 0 ? "Succeeded" : "Failed";
      write(run, p -> PodStatuses.finished(p, run, phase, exitCode, cluster.now()));
      return;
    }
    long ranNanos = simulator.now() - run.runningSinceNanos;
    if (ranNanos >= 2 * ModelDefaults.MAX_CONTAINER_BACKOFF_NANOS) {
      run.crashesInRow = 0;
    }
    write(run, p -> PodStatuses.waiting(p, run, "CrashLoopBackOff", exitCode, cluster.now()));
    recorder.record(pod, "Warning", "BackOff", "Back-off restarting failed container");
    run.nextHandle = simulator.schedule(backoff(run.crashesInRow++), restarted, run);
  }

  private void onRestarted(PodRun run) {
    run.restarts++;
    onRunning(run);
  }

  private void terminate(PodRun run, Pod pod) {
    if (run.terminating) {
      return;
    }
    run.terminating = true;
    cancel(run);
    Distribution termination = behaviours.of(pod).podTermination();
    run.nextHandle =
        simulator.schedule(
            draw(run, termination != null ? termination : model.kubelet().podTermination())
                + callNanos,
            podTerminated,
            run);
  }

  private void cancel(PodRun run) {
    simulator.cancel(run.nextHandle);
    simulator.cancel(run.readyHandle);
    simulator.cancel(run.endHandle);
    run.missed.clear();
  }

  /** Where Fargate takes no time to remove a node, it goes just before its only pod has ended. */
  private boolean goesBeforeItsPod(Node node) {
    Distribution removal = model.fargate().nodeRemoval();
    return removal.isConstant()
        && removal.quantileNanos(0.5) == 0
        && WellKnown.FARGATE.equals(node.metadata().labels().get(WellKnown.COMPUTE_TYPE));
  }

  private void onTerminated(PodRun run) {
    Pod pod = cluster.get(Kinds.POD, run.podKey);
    if (pod == null || !pod.metadata().uid().equals(run.podUid)) {
      return;
    }
    Node node = cluster.get(Kinds.NODE, run.node);
    if (node != null && isDead(node)) {
      run.terminating = false;
      return;
    }
    if (node != null && goesBeforeItsPod(node)) {
      cluster.delete(Kinds.NODE, node.key(), DeleteOptions.BACKGROUND);
    }
    if (!isFinished(pod)) {
      boolean ended =
          pod.spec().restartPolicy() == null || "Always".equals(pod.spec().restartPolicy());
      write(
          run,
          p ->
              PodStatuses.finished(
                  p, run, ended ? "Succeeded" : "Failed", ended ? 0 : 143, cluster.now()));
    }
    cluster.delete(
        Kinds.POD,
        run.podKey,
        new DeleteOptions(0L, DeleteOptions.Propagation.BACKGROUND, run.podUid),
        callNanos);
  }
}
