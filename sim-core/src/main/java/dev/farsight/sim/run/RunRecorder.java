package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.timeline.StepLog;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.QueueMove;
import dev.farsight.sim.result.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the cluster state and keeps what a result needs. After {@link #freeze} it only notes
 * which pending pods are bound or deleted after all.
 */
final class RunRecorder {

  private final Cluster cluster;
  private final StepLog steps;
  private final Map<String, PodRecord> pods = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Long> nodeCreatedNanos = new LinkedHashMap<>();
  private final Map<String, Long> nodeRemovedNanos = new LinkedHashMap<>();
  private final Map<String, ProfileRecord> profiles = new LinkedHashMap<>();
  private final Map<String, RolloutRecord> rollouts = new LinkedHashMap<>();
  private final Map<Said, EventRecord> otherEvents = new LinkedHashMap<>();
  private final Map<String, Said> changedEvents = new LinkedHashMap<>();
  private final Map<String, Integer> missingOf = new LinkedHashMap<>();
  private final Map<String, Integer> unavailableOf = new LinkedHashMap<>();
  private final SeriesBuilder missing = new SeriesBuilder(Series.MISSING_PODS);
  private final SeriesBuilder unavailable = new SeriesBuilder(Series.UNAVAILABLE_PODS);
  private boolean frozen;

  /**
   * What makes events one: who said what.
   *
   * @param about uid of the object it is said about
   * @param component who says it
   * @param reason reason in CamelCase
   * @param message the first text
   */
  record Said(String about, String component, String reason, String message) {

    static Said of(Event event) {
      return new Said(
          text(event.involvedObject().uid()),
          text(event.reportingComponent()),
          event.reason(),
          event.message());
    }

    /** As the compiler would write it, in plain calls: every event asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Said that
          && message.equals(that.message)
          && reason.equals(that.reason)
          && component.equals(that.component)
          && about.equals(that.about);
    }

    @Override
    public int hashCode() {
      return message.hashCode() * 31 + about.hashCode();
    }
  }

  /** A way into a part of kube-scheduler's queue. */
  record Move(String queue, String reason) {

    /** As the compiler would write it, in plain calls: every move asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Move that && reason.equals(that.reason) && queue.equals(that.queue);
    }

    @Override
    public int hashCode() {
      return reason.hashCode() * 31 + queue.hashCode();
    }
  }

  /** What a run has seen of one Fargate profile. */
  static final class ProfileRecord {
    FargateProfile last;
    final long requestedNanos;
    @Nullable Long activeNanos;
    @Nullable Long effectiveNanos;
    @Nullable Long deletingNanos;
    @Nullable Long goneNanos;

    ProfileRecord(FargateProfile profile, long requestedNanos) {
      this.last = profile;
      this.requestedNanos = requestedNanos;
    }
  }

  /** When the spec of a Deployment changed last, and when its roll-out was complete. */
  static final class RolloutRecord {
    long generation;
    long changedNanos;
    @Nullable Long completedNanos;
  }

  RunRecorder(Cluster cluster, StepLog steps) {
    this.cluster = cluster;
    this.steps = steps;
    cluster.watch(Kinds.POD, 0, this::onPod);
    cluster.watch(Kinds.NODE, 0, this::onNode);
    cluster.watch(Kinds.FARGATE_PROFILE, 0, this::onProfile);
    cluster.watch(Kinds.DEPLOYMENT, 0, this::onDeployment);
    cluster.watch(Kinds.REPLICA_SET, 0, this::onReplicaSet);
    cluster.watch(Kinds.EVENT, 0, this::onEvent);
  }

  /** Ends the record: what happens from now on is only looked at for proofs. */
  void freeze() {
    frozen = true;
  }

  /** Takes notice of a scheduling attempt of kube-scheduler. */
  void onAttempt(String podUid) {
    PodRecord pod = pods.get(podUid);
    if (pod != null && !frozen) {
      pod.attempts++;
    }
  }

  /** Takes notice that a pod entered a part of kube-scheduler's queue. */
  void onQueued(String podUid, String queue, String reason) {
    PodRecord pod = pods.get(podUid);
    if (pod != null && !frozen) {
      Move move = new Move(queue, reason);
      QueueMove before = pod.queueMoves.get(move);
      pod.queueMoves.put(
          move,
          before == null ? new QueueMove(queue, reason, now(), now(), 1) : before.again(now()));
    }
  }

  private long now() {
    return cluster.nowNanos();
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    String uid = pod.metadata().uid();
    if (frozen) {
      PodRecord known = pods.get(uid);
      if (known != null && pod.spec().nodeName() != null) {
        known.boundLater = true;
      }
      if (known != null && event.type() == WatchEvent.Type.DELETED) {
        known.deletedLater = true;
      }
      return;
    }
    PodRecord known = pods.get(uid);
    if (known == null) {
      known = record(pod);
      pods.put(uid, known);
    }
    if (event.type() == WatchEvent.Type.DELETED) {
      known.delete(now());
    } else {
      known.update(pod, now());
    }
  }

  private PodRecord record(Pod pod) {
    List<String> chain = new ArrayList<>();
    String step = steps.lastStep(Kinds.POD.name(), pod.key());
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner != null) {
      chain.add(owner.kind() + "/" + owner.name());
      step = steps.lastStep(Kinds.POD.name(), owner.uid());
      OwnerReference top = ownerOf(pod.namespace(), owner);
      if (top != null) {
        chain.add(top.kind() + "/" + top.name());
      }
      if (step == null) {
        OwnerReference acted = top == null ? owner : top;
        step = steps.lastStep(acted.kind(), ObjectMeta.key(pod.namespace(), acted.name()));
      }
    }
    Timestamp created = pod.metadata().creationTimestamp();
    return new PodRecord(pod, chain, step, created == null ? now() : created.nanos());
  }

  private @Nullable OwnerReference ownerOf(String namespace, OwnerReference owner) {
    String key = ObjectMeta.key(namespace, owner.name());
    if (owner.kind().equals(Kinds.REPLICA_SET.name())) {
      ReplicaSet replicaSet = cluster.get(Kinds.REPLICA_SET, key);
      return replicaSet == null ? null : replicaSet.metadata().controllerOwner();
    } else if (owner.kind().equals(Kinds.JOB.name())) {
      var job = cluster.get(Kinds.JOB, key);
      return job == null ? null : job.metadata().controllerOwner();
    }
    return null;
  }

  private void onNode(WatchEvent<Node> event) {
    if (frozen) {
      return;
    }
    String uid = event.object().metadata().uid();
    nodes.putIfAbsent(uid, event.object());
    Timestamp created = event.object().metadata().creationTimestamp();
    nodeCreatedNanos.putIfAbsent(uid, created == null ? now() : created.nanos());
    if (event.type() == WatchEvent.Type.DELETED) {
      nodeRemovedNanos.put(uid, now());
    }
  }

  private void onProfile(WatchEvent<FargateProfile> event) {
    if (frozen) {
      return;
    }
    FargateProfile profile = event.object();
    ProfileRecord record =
        profiles.computeIfAbsent(
            profile.metadata().uid(),
            uid -> new ProfileRecord(profile, past(profile.metadata().creationTimestamp())));
    record.last = profile;
    if (event.type() == WatchEvent.Type.DELETED) {
      record.goneNanos = now();
      return;
    }
    String status = profile.status().status();
    if (record.activeNanos == null && status.equals("ACTIVE")) {
      record.activeNanos = now();
    }
    if (record.effectiveNanos == null && profile.status().admitting()) {
      record.effectiveNanos = now();
    }
    if (record.deletingNanos == null && status.equals("DELETING")) {
      record.deletingNanos = now();
    }
  }

  private void onDeployment(WatchEvent<Deployment> event) {
    if (frozen) {
      return;
    }
    Deployment deployment = event.object();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    int wanted = replicas(deployment.spec().replicas());
    int lacking = gone ? 0 : Math.max(0, wanted - deployment.status().availableReplicas());
    track(unavailable, unavailableOf, deployment.metadata().uid(), lacking);
    RolloutRecord record =
        rollouts.computeIfAbsent(deployment.metadata().uid(), uid -> new RolloutRecord());
    if (record.generation != deployment.metadata().generation()) {
      record.generation = deployment.metadata().generation();
      record.changedNanos = now();
      record.completedNanos = null;
    }
    if (record.completedNanos == null
        && deployment.status().observedGeneration() >= record.generation
        && deployment.status().updatedReplicas() >= wanted
        && deployment.status().replicas() == deployment.status().updatedReplicas()
        && deployment.status().availableReplicas() >= wanted) {
      record.completedNanos = now();
    }
  }

  private void onReplicaSet(WatchEvent<ReplicaSet> event) {
    if (frozen) {
      return;
    }
    ReplicaSet replicaSet = event.object();
    boolean gone = event.type() == WatchEvent.Type.DELETED || replicaSet.metadata().isTerminating();
    int lacking =
        gone
            ? 0
            : Math.max(0, replicas(replicaSet.spec().replicas()) - replicaSet.status().replicas());
    track(missing, missingOf, replicaSet.metadata().uid(), lacking);
  }

  private static int replicas(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }

  private void track(SeriesBuilder series, Map<String, Integer> values, String key, int value) {
    Integer before = values.put(key, value);
    series.change(now(), value - (before == null ? 0 : before));
  }

  private void onEvent(WatchEvent<Event> watched) {
    if (frozen || watched.type() == WatchEvent.Type.DELETED) {
      return;
    }
    Event event = watched.object();
    String about = event.involvedObject().kind();
    PodRecord pod = Kinds.POD.name().equals(about) ? pods.get(event.involvedObject().uid()) : null;
    Map<Said, EventRecord> records = pod == null ? otherEvents : pod.events;
    String component = text(event.reportingComponent());
    Event old = watched.type() == WatchEvent.Type.MODIFIED ? watched.old() : null;
    Said key = old == null ? Said.of(event) : keyOf(old);
    EventRecord before = records.get(key);
    long more = old != null ? event.count() - old.count() : event.count();
    long first = before == null ? past(event.firstTimestamp()) : before.firstNanos();
    records.put(
        key,
        new EventRecord(
            pod == null ? object(event.involvedObject()) : pod.objectOf(event.involvedObject()),
            component,
            event.type() == null ? "Normal" : event.type(),
            event.reason(),
            event.message(),
            first,
            Math.max(first, last(event)),
            before == null ? event.count() : before.count() + more));
    if (pod != null
        && component.equals("fargate-scheduler")
        && event.reason().equals("FailedScheduling")) {
      pod.message = event.message();
    }
  }

  /**
   * Returns what an event said when it was new: one of combined similar ones takes a new text each
   * time, and stays one event.
   *
   * @param old the event before it was changed again
   */
  private Said keyOf(Event old) {
    return changedEvents.computeIfAbsent(old.metadata().uid(), uid -> Said.of(old));
  }

  /** Returns how events name what they are about. */
  static String object(ObjectReference reference) {
    return reference.kind()
        + "/"
        + ObjectMeta.key(text(reference.namespace()), text(reference.name()));
  }

  /** Returns when something happened: now, or before the run for what the starting state tells. */
  private long past(@Nullable Timestamp told) {
    return told != null && told.nanos() < 0 ? told.nanos() : now();
  }

  /** Returns when an event was last said: a series may be written minutes after it fell silent. */
  private long last(Event event) {
    Timestamp told = event.lastTimestamp();
    return told == null ? now() : told.nanos();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  List<PodRecord> pods() {
    return List.copyOf(pods.values());
  }

  List<ProfileRecord> profiles() {
    return List.copyOf(profiles.values());
  }

  List<EventRecord> otherEvents() {
    return List.copyOf(otherEvents.values());
  }

  @Nullable RolloutRecord rollout(String deploymentUid) {
    return rollouts.get(deploymentUid);
  }

  SeriesBuilder missing() {
    return missing;
  }

  SeriesBuilder unavailable() {
    return unavailable;
  }

  List<NodeOutcome> nodes() {
    List<NodeOutcome> outcomes = new ArrayList<>();
    nodes.forEach(
        (uid, node) ->
            outcomes.add(
                new NodeOutcome(
                    node.name(),
                    isFargate(node) ? NodeOutcome.Kind.FARGATE : NodeOutcome.Kind.EC2,
                    nodeCreatedNanos.getOrDefault(uid, 0L),
                    nodeRemovedNanos.get(uid))));
    return outcomes;
  }

  /** Returns the last instant with a node that is not of Fargate; those take only their own pod. */
  long lastOtherNodeNanos() {
    long last = Long.MIN_VALUE;
    for (Map.Entry<String, Node> node : nodes.entrySet()) {
      if (!isFargate(node.getValue())) {
        last = Math.max(last, nodeRemovedNanos.getOrDefault(node.getKey(), Long.MAX_VALUE));
      }
    }
    return last;
  }

  private static boolean isFargate(Node node) {
    return "fargate".equals(node.metadata().labels().get("eks.amazonaws.com/compute-type"));
  }
}
