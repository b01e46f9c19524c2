package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.spec.ClusterSpec;
import dev.farsight.sim.spec.FargateModel;
import dev.farsight.sim.spec.FargateModel.LaunchLatency;
import dev.farsight.sim.spec.FaultKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * fargate-scheduler: makes one node for each pod that was admitted to Fargate, or says why not.
 *
 * <p>Nothing here looks at pods of other schedulers, and nothing but a profile's deletion ever
 * takes a pod away from it.
 */
public final class FargateScheduler {

  private static final String COMPONENT = "fargate-scheduler";
  private static final String WARNING = "Warning";
  private static final String EVIDENCE_COMPONENT = "farsight";
  private static final String EVIDENCE = "Evidence";
  private static final String LOGGING_DISABLED =
      "Disabled logging because aws-logging configmap was not found. configmap \"aws-logging\" not"
          + " found";

  private final Simulator simulator;
  private final Cluster cluster;
  private final ClusterSpec spec;
  private final FargateModel model;
  private final RandomStream latencies;
  private final RandomStream chances;
  private final EventRecorder recorder;
  private final EventRecorder evidence;
  private final LaunchRoute route;
  private final PodSupport support;
  private final RefusalTexts refusals;
  private final LaunchQueue queue;
  private final SubnetAddresses addresses;
  private final EventType<Launch> launched;
  private final EventType<Launch> nodeReady;
  private final EventType<Launch> timedOut;
  private final EventType<Launch> timedOutAgain;
  private final EventType<Launch> retried;
  private final EventType<Subject> nodeRemoved;
  private final Map<String, Launch> launches = new LinkedHashMap<>();
  private @Nullable LaunchObserver observer;
  private long vcpuMilliInUse;
  private int finishedCount;
  private long finishedVcpuMilli;

  /**
   * Makes the process.
   *
   * @param simulator event list
   * @param cluster API server
   * @param spec region and account limits
   * @param model latencies and switches
   * @param streams random streams of the run
   * @param writeNanos time for which the writes about one node keep it from the next node's
   */
  public FargateScheduler(
      Simulator simulator,
      Cluster cluster,
      ClusterSpec spec,
      FargateModel model,
      RandomStreams streams,
      long writeNanos) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.spec = spec;
    this.model = model;
    this.latencies = streams.stream("fargate.launch");
    this.chances = streams.stream("fargate.launch-timeout");
    this.recorder = new EventRecorder(cluster, COMPONENT);
    this.support = new PodSupport(cluster, model.switches());
    this.refusals = new RefusalTexts(cluster, model.switches());
    this.evidence = new EventRecorder(cluster, EVIDENCE_COMPONENT);
    this.route = new LaunchRoute(cluster, refusals);
    this.addresses =
        new SubnetAddresses(
            spec.region(),
            ip -> cluster.get(Kinds.NODE, FargateNodeObjects.name(ip, spec.region())) != null);
    SerialWrites writes = new SerialWrites(simulator, writeNanos);
    this.launched = writes.declare("fargate.launched", this::onLaunched);
    this.nodeReady = writes.declare("fargate.node-ready", this::onNodeReady);
    this.timedOut = simulator.declare("fargate.launch-timed-out", Priority.STATE, this::onTimedOut);
    this.timedOutAgain =
        simulator.declareMaintenance(
            "fargate.launch-timed-out-again",
            Priority.STATE,
            RandomStream.longestNanos(model.launchTimeout().after()),
            this::onTimedOut);
    this.retried =
        simulator.declareMaintenance(
            "fargate.retry",
            Priority.STATE,
            RandomStream.longestNanos(model.refusalRetry()),
            this::tryLaunch);
    this.queue = new LaunchQueue(simulator, spec.quotas(), this::isThrottled, this::attempt);
    this.nodeRemoved =
        simulator.declare("fargate.node-removed", Priority.STATE, this::onNodeRemoved);
  }

  /** Begins to watch pods. */
  public void start() {
    cluster.watch(Kinds.POD, this::onPod);
    cluster.watch(Kinds.ENVIRONMENT, this::onEnvironment);
  }

  private void onEnvironment(WatchEvent<Environment> event) {
    Environment now = event.object();
    Environment old = event.old();
    if (old != null
        && (old.launchBurstCount() != now.launchBurstCount()
            || old.launchPerSecond() != now.launchPerSecond())) {
      queue.setRate(now.launchBurstCount(), now.launchPerSecond());
    }
  }

  private long quotaVcpuMilli() {
    Environment environment = cluster.get(Kinds.ENVIRONMENT, Environment.NAME);
    return environment == null ? spec.quotas().fargateVcpuMilli() : environment.fargateVcpuMilli();
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (!WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())) {
      return;
    }
    Launch launch = launches.get(pod.metadata().uid());
    if (event.type() == WatchEvent.Type.DELETED) {
      if (launch != null) {
        end(launch);
      }
    } else if (launch == null) {
      begin(pod);
    } else if (isFinished(pod)) {
      finish(launch);
      if (pod.metadata().isTerminating() && removesNodeFirst()) {
        removeNode(launch);
      }
    }
  }

  /** A pod that has ended keeps its machine, and its share of the quota, until it is deleted. */
  private void finish(Launch launch) {
    if (!launch.finished && launch.holdsVcpu) {
      launch.finished = true;
      finishedCount++;
      finishedVcpuMilli += launch.size.cpuMilli();
    }
  }

  private static boolean isFinished(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  private boolean removesNodeFirst() {
    Distribution removal = model.nodeRemoval();
    return removal.isConstant() && removal.quantileNanos(0.5) == 0;
  }

  private void begin(Pod pod) {
    FargateSize size = support.size(pod);
    Timestamp created = pod.metadata().creationTimestamp();
    Launch launch =
        new Launch(
            pod.key(),
            pod.metadata().uid(),
            size != null ? size : new FargateSize(0, 0),
            created != null ? created.nanos() : simulator.now());
    launches.put(launch.podUid, launch);
    if (pod.spec().nodeName() != null) {
      launch.nodeName = pod.spec().nodeName();
      holdVcpu(launch);
    } else if (!pod.metadata().isTerminating()) {
      if (launch.createdNanos >= 0) {
        recorder.record(pod, WARNING, "LoggingDisabled", LOGGING_DISABLED);
      }
      tryLaunch(launch);
    }
  }

  /** Returns the pod of a launch, or null if it is gone, perhaps with a successor of its name. */
  private @Nullable Pod current(Launch launch) {
    Pod pod = cluster.get(Kinds.POD, launch.podKey);
    return pod != null && pod.metadata().uid().equals(launch.podUid) ? pod : null;
  }

  private void tryLaunch(Launch launch) {
    Pod pod = current(launch);
    if (pod == null) {
      return;
    }
    FargateProfile profile = profileOf(pod);
    boolean known = pod == launch.supported && profile == launch.supportedBy;
    FargateRefusal refusal = known ? null : support.judge(pod);
    if (refusal == null) {
      launch.supported = pod.spec().volumes().isEmpty() ? pod : null;
      launch.supportedBy = profile;
      refusal = obstacle(pod, launch);
    }
    if (refusal != null) {
      refuse(pod, launch, refusal);
      return;
    }
    queue.add(launch);
  }

  private @Nullable FargateRefusal obstacle(Pod pod, Launch launch) {
    String text = refusals.ofFaults(pod);
    if (text == null
        && !launch.holdsVcpu
        && vcpuMilliInUse + launch.size.cpuMilli() > quotaVcpuMilli()) {
      text = RefusalTexts.LIMIT;
      tellQuotaHolders(pod);
    }
    if (text == null) {
      text = takeAddress(pod, launch);
    }
    if (text != null) {
      return FargateRefusal.transientRefusal(text);
    }
    holdVcpu(launch);
    return null;
  }

  /** Takes an address in a zone that takes the pod; returns why there is none, or null. */
  private @Nullable String takeAddress(Pod pod, Launch launch) {
    if (launch.address == null) {
      FargateProfile profile = profileOf(pod);
      launch.address = profile == null ? null : addresses.take(profile);
    }
    SubnetAddresses.Address address = launch.address;
    if (address == null) {
      return RefusalTexts.NO_ADDRESS;
    }
    String text = refusals.ofZone(pod, address.zone());
    if (text != null) {
      // The next try gets the next subnet of the profile.
      addresses.release(address);
      launch.address = null;
    }
    return text;
  }

  /** Leaves as evidence that pods which have ended still hold vCPU. */
  private void tellQuotaHolders(Pod pod) {
    if (finishedCount > 0 && evidence.isListening()) {
      evidence.record(
          pod,
          EVIDENCE,
          "FinishedPodsHoldQuota",
          finishedCount
              + " pods that have ended hold "
              + DecimalText.of(finishedVcpuMilli / 1000.0)
              + " of "
              + DecimalText.of(quotaVcpuMilli() / 1000.0)
              + " vCPU until they are deleted");
    }
  }

  private @Nullable FargateProfile profileOf(Pod pod) {
    String name = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
    return name == null ? null : cluster.get(Kinds.FARGATE_PROFILE, name);
  }

  /** Sets who is told how near launches are to the limits of the account. */
  public void observe(LaunchObserver watcher) {
    observer = watcher;
    queue.observe(watcher);
  }

  private void tellVcpu() {
    if (observer != null) {
      observer.vcpuHeld(vcpuMilliInUse);
    }
  }

  private void holdVcpu(Launch launch) {
    if (!launch.holdsVcpu) {
      launch.holdsVcpu = true;
      vcpuMilliInUse += launch.size.cpuMilli();
      tellVcpu();
    }
  }

  private void refuse(Pod pod, Launch launch, FargateRefusal refusal) {
    launch.firstTry = false;
    fail(pod, launch, refusal.reason(), refusal.message());
    if (!refusal.permanent()) {
      launch.handle =
          simulator.schedule(
              latencies.nextNanos(launch.subjectId(), model.refusalRetry()), retried, launch);
    }
  }

  private void fail(Pod pod, Launch launch, String reason, String message) {
    recorder.record(pod, WARNING, "FailedScheduling", message);
    if (pod == launch.told && message.equals(launch.toldText)) {
      return; // the pod says so already: to write it again changes nothing
    }
    PodCondition condition =
        new PodCondition("PodScheduled", "False", reason, message, cluster.now());
    Pod written =
        cluster.modify(
            Kinds.POD,
            pod.key(),
            current -> current.withStatus(current.status().withCondition(condition)));
    launch.told = written == pod ? pod : null;
    launch.toldText = message;
  }

  private boolean isThrottled(Launch launch) {
    Pod pod = current(launch);
    return pod != null && refusals.isActive(pod, FaultKind.LAUNCH_THROTTLED);
  }

  private void attempt(Launch launch) {
    Pod pod = current(launch);
    if (pod == null) {
      return;
    }
    launch.attempts++;
    FargateModel.LaunchTimeout timeout = model.launchTimeout();
    LaunchRoute.Obstacle obstacle = route.obstacle(pod, launch.address);
    boolean broken = obstacle != null;
    if (obstacle != null) {
      evidence.record(pod, EVIDENCE, obstacle.reason(), obstacle.text());
    }
    boolean unlucky = chances.nextEvent(launch.subjectId(), timeout.probability());
    if (broken || unlucky) {
      if (!broken) {
        evidence.record(pod, EVIDENCE, "ProvisioningHiccup", "this attempt times out by chance");
      }
      EventType<Launch> type = broken || timeout.probability() >= 1 ? timedOutAgain : timedOut;
      long after = latencies.nextNanos(launch.subjectId(), timeout.after());
      launch.handle = simulator.schedule(after, type, launch);
      return;
    }
    long latency = latencies.nextNanos(launch.subjectId(), launchLatency());
    boolean atOnce = launch.firstTry && launch.queuedNanos == simulator.now();
    long since = atOnce ? launch.createdNanos : simulator.now();
    launch.handle =
        simulator.schedule(Math.max(0, since + latency - simulator.now()), launched, launch);
  }

  private Distribution launchLatency() {
    LaunchLatency latency = model.launch();
    return latency instanceof LaunchLatency.Staged staged
        ? staged.createdToNode()
        : ((LaunchLatency.Whole) latency).createdToBound();
  }

  private void onTimedOut(Launch launch) {
    Pod pod = current(launch);
    if (pod == null) {
      return;
    }
    launch.firstTry = false;
    fail(
        pod,
        launch,
        FargateRefusal.UNSCHEDULABLE,
        "Pod provisioning timed out (will retry) for pod: " + launch.podKey);
    Integer most = model.launchTimeout().maxAttempts();
    if (most == null || launch.attempts < most) {
      tryLaunch(launch);
    }
  }

  private void onLaunched(Launch launch) {
    Pod pod = current(launch);
    SubnetAddresses.Address address = launch.address;
    if (pod == null || address == null) {
      return;
    }
    launch.nodeName = FargateNodeObjects.name(address.ip(), spec.region());
    if (model.launch() instanceof LaunchLatency.Staged staged) {
      if (staged.bindFirst()) {
        bind(launch);
      }
      createNode(launch, address, false);
      launch.handle =
          simulator.schedule(
              latencies.nextNanos(launch.subjectId(), staged.nodeToReady()), nodeReady, launch);
    } else {
      bind(launch);
      createNode(launch, address, true);
    }
  }

  private void createNode(Launch launch, SubnetAddresses.Address address, boolean ready) {
    cluster.create(
        FargateNodeObjects.make(
            address,
            spec.region(),
            FargateNodeObjects.capacity(launch.size, model.nodeCapacity()),
            ready,
            cluster.now()));
  }

  private void onNodeReady(Launch launch) {
    bind(launch);
    String node = launch.nodeName;
    if (node != null && cluster.get(Kinds.NODE, node) != null) {
      cluster.modify(Kinds.NODE, node, current -> FargateNodeObjects.ready(current, cluster.now()));
    }
  }

  private void bind(Launch launch) {
    Pod pod = current(launch);
    String node = launch.nodeName;
    if (pod == null
        || node == null
        || pod.spec().nodeName() != null
        || pod.metadata().isTerminating()) {
      return;
    }
    PodCondition condition = new PodCondition("PodScheduled", "True", null, null, cluster.now());
    Pod bound =
        cluster.modify(
            Kinds.POD,
            launch.podKey,
            current ->
                current
                    .withSpec(current.spec().withNodeName(node))
                    .withStatus(current.status().withCondition(condition)));
    recorder.record(
        bound, "Normal", "Scheduled", "Successfully assigned " + launch.podKey + " to " + node);
  }

  private void end(Launch launch) {
    launches.remove(launch.podUid);
    queue.leave(launch);
    simulator.cancel(launch.handle);
    if (launch.holdsVcpu) {
      vcpuMilliInUse -= launch.size.cpuMilli();
      tellVcpu();
    }
    if (launch.finished) {
      finishedCount--;
      finishedVcpuMilli -= launch.size.cpuMilli();
    }
    if (launch.address != null) {
      addresses.release(launch.address);
    }
    if (launch.nodeName != null) {
      if (removesNodeFirst()) {
        removeNode(launch);
      } else {
        simulator.schedule(
            latencies.nextNanos(launch.subjectId(), model.nodeRemoval()),
            nodeRemoved,
            Subject.of("node/" + launch.nodeName));
      }
    }
  }

  private void removeNode(Launch launch) {
    if (launch.nodeName != null) {
      deleteNode(launch.nodeName);
    }
  }

  private void onNodeRemoved(Subject subject) {
    deleteNode(subject.subjectName().substring("node/".length()));
  }

  private void deleteNode(String name) {
    Node node = cluster.get(Kinds.NODE, name);
    if (node != null
        && WellKnown.FARGATE.equals(node.metadata().labels().get(WellKnown.COMPUTE_TYPE))) {
      cluster.delete(Kinds.NODE, name, DeleteOptions.BACKGROUND);
    }
  }
}
