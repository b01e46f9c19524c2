package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.SchedulingPropertiesChange;
import dev.farsight.sim.process.scheduler.plugin.PrioritySort;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import dev.farsight.sim.process.scheduler.queue.QueueProfile;
import dev.farsight.sim.process.scheduler.queue.QueueSettings;
import dev.farsight.sim.process.scheduler.queue.QueuedPodInfo;
import dev.farsight.sim.process.scheduler.queue.SchedulingQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler's loop without a clock of its own: whoever drives it passes on what the watches
 * say, begins an attempt when it is idle, and ends it when the attempt has taken its time.
 */
public final class Scheduler {

  private static final int NOTE_LENGTH_LIMIT = 1024;

  /**
   * An attempt under way: decided, but without effect yet.
   *
   * @param queued pod as it was popped
   * @param pod pod as it was when the attempt began
   * @param outcome what the cycle decided
   */
  public record Attempt(QueuedPodInfo queued, Pod pod, CycleOutcome outcome) {}

  /** The last failure of a pod, and the state of the world it was decided on. */
  private record Verdict(Pod pod, long generation, CycleOutcome outcome) {}

  private final Map<String, SchedulerProfile> profiles = new LinkedHashMap<>();
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
  private final SchedulerCache cache;
  private final SchedulingQueue queue;
  private final Function<String, @Nullable Pod> podLister;
  private final SchedulerApi api;
  private final SchedulerProbe probe;
  private final LongSupplier clock;
  private final boolean createOnce;

  /**
   * Makes a scheduler that knows of no object yet.
   *
   * @param profiles its profiles, at least one
   * @param view nodes and pods as the profiles see them
   * @param settings settings of the queue
   * @param createOnce whether a pod is tried once and never again
   * @param podLister looks up a pod that has not ended by key, as the informer last saw it
   * @param api changes the cluster
   * @param probe sees what happens
   * @param clock present time in nanoseconds since the start
   */
  public Scheduler(
      List<SchedulerProfile> profiles,
      ClusterView view,
      QueueSettings settings,
      boolean createOnce,
      Function<String, @Nullable Pod> podLister,
      SchedulerApi api,
      SchedulerProbe probe,
      LongSupplier clock) {
    Map<String, QueueProfile> queueProfiles = new LinkedHashMap<>();
    for (SchedulerProfile profile : profiles) {
      this.profiles.put(profile.schedulerName(), profile);
      queueProfiles.put(profile.schedulerName(), profile.queueProfile());
    }
    this.cache = new SchedulerCache(view);
    this.podLister = podLister;
    this.api = api;
    this.probe = probe;
    this.clock = clock;
    this.createOnce = createOnce;
    this.queue =
        new SchedulingQueue(
            new PrioritySort(),
            queueProfiles,
            settings,
            clock,
            podLister,
            (pod, name, event) -> probe.onQueued(clock.getAsLong(), pod, name, event));
  }

  /** Returns the queue, for flushes and inspection. */
  public SchedulingQueue queue() {
    return queue;
  }

  // ------------------------------------------------------------------ event handlers

  /** Takes notice of a node that was added. */
  public void onNodeAdded(Node node) {
    cache.setNode(node);
    move(new ClusterEvent(EventResource.NODE, ActionType.ADD), null, node);
  }

  /** Takes notice of a node that changed. */
  public void onNodeUpdated(Node oldNode, Node newNode) {
    cache.setNode(newNode);
    for (ClusterEvent event : SchedulingPropertiesChange.ofNode(oldNode, newNode)) {
      move(event, oldNode, newNode);
    }
  }

  /** Takes notice of a node that is gone. */
  public void onNodeDeleted(Node node) {
    move(new ClusterEvent(EventResource.NODE, ActionType.DELETE), node, null);
    cache.removeNode(node);
  }

  /**
   * Takes notice of a change of any other object that plugins look at.
   *
   * @param resource kind; null for kinds that no event is about
   * @param oldObj object before; null when it was added
   * @param newObj object after; null when it was deleted
   */
  public void onOtherChange(
      @Nullable EventResource resource, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    if (newObj != null) {
      cache.setObject(newObj);
    } else if (oldObj != null) {
      cache.removeObject(oldObj);
    }
    if (resource != null) {
      int actions =
          oldObj == null ? ActionType.ADD : newObj == null ? ActionType.DELETE : ActionType.UPDATE;
      move(new ClusterEvent(resource, actions), oldObj, newObj);
    }
  }

  /** Takes notice of a pod that appeared. */
  public void onPodAdded(Pod pod) {
    if (isAssigned(pod)) {
      addAssigned(pod);
    } else if (isResponsibleFor(pod)) {
      queue.add(pod);
    }
  }

  /** Takes notice of a pod that changed. */
  public void onPodUpdated(Pod oldPod, Pod newPod) {
    if (isAssigned(oldPod)) {
      cache.add(newPod);
      for (ClusterEvent event : SchedulingPropertiesChange.ofPod(oldPod, newPod)) {
        move(event, oldPod, newPod);
      }
    } else if (isAssigned(newPod)) {
      addAssigned(newPod);
      if (isResponsibleFor(oldPod)) {
        queue.delete(oldPod);
        verdicts.remove(oldPod.metadata().uid());
      }
    } else if (isResponsibleFor(oldPod)) {
      updateQueued(oldPod, newPod);
    }
  }

  /** Takes notice of a pod that is gone or has ended. */
  public void onPodDeleted(Pod pod) {
    verdicts.remove(pod.metadata().uid());
    if (isAssigned(pod)) {
      cache.remove(pod);
      move(ClusterEvent.ASSIGNED_POD_DELETE, pod, null);
    } else if (isResponsibleFor(pod)) {
      queue.delete(pod);
      if (cache.isAssumed(pod)) {
        dropAssumed(pod);
      } else if (pod.status().nominatedNodeName() != null) {
        moveUpTo(pod);
      }
    }
  }

  private void addAssigned(Pod pod) {
    cache.add(pod);
    move(ClusterEvent.ASSIGNED_POD_ADD, null, pod);
  }

  private void updateQueued(Pod oldPod, Pod newPod) {
    if (oldPod.metadata().resourceVersion() == newPod.metadata().resourceVersion()) {
      return;
    }
    if (cache.isAssumed(newPod)) {
      if (newPod.metadata().isTerminating() && !oldPod.metadata().isTerminating()) {
        dropAssumed(newPod);
      }
      return;
    }
    if (createOnce && queue.get(newPod.key()) == null) {
      return;
    }
    queue.update(oldPod, newPod);
    String before = oldPod.status().nominatedNodeName();
    if (before != null && !before.equals(newPod.status().nominatedNodeName())) {
      moveUpTo(oldPod);
    }
  }

  /** A nomination counts as a bound pod for pods of no higher priority; now it is gone. */
  private void moveUpTo(Pod nominated) {
    int priority = PodInfo.priority(nominated);
    queue.moveAllToActiveOrBackoffQueue(
        ClusterEvent.ASSIGNED_POD_DELETE,
        nominated,
        null,
        pod -> PodInfo.priority(pod) <= priority);
  }

  private void dropAssumed(Pod pod) {
    Pod assumed = cache.get(pod);
    if (assumed != null) {
      cache.forget(assumed);
      move(ClusterEvent.ASSIGNED_POD_DELETE, assumed, null);
    }
  }

  private void move(ClusterEvent event, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    queue.moveAllToActiveOrBackoffQueue(event, oldObj, newObj, pod -> true);
  }

  private static boolean isAssigned(Pod pod) {
    String node = pod.spec().nodeName();
    return node != null && !node.isEmpty();
  }

  private boolean isResponsibleFor(Pod pod) {
    String name = pod.spec().schedulerName();
    return name != null && profiles.containsKey(name);
  }

  // ------------------------------------------------------------------ attempts

  /**
   * Begins the next attempt and decides it on the cluster as seen now; null if no pod can be
   * popped.
   */
  public @Nullable Attempt beginAttempt() {
    while (true) {
      QueuedPodInfo queued = queue.pop();
      if (queued == null) {
        return null;
      }
      Pod pod = queued.pod();
      SchedulerProfile profile = profiles.get(String.valueOf(pod.spec().schedulerName()));
      if (profile == null || isSkipped(pod)) {
        queue.done(pod.metadata().uid());
        continue;
      }
      probe.onAttempt(clock.getAsLong(), pod);
      return new Attempt(queued, pod, decide(profile, pod));
    }
  }

  private boolean isSkipped(Pod pod) {
    if (pod.metadata().isTerminating()) {
      api.event(pod, "Warning", "FailedScheduling", "skip schedule deleting pod: " + pod.key());
      return true;
    }
    return cache.isAssumed(pod);
  }

  private CycleOutcome decide(SchedulerProfile profile, Pod pod) {
    String uid = pod.metadata().uid();
    long generation = cache.generation() + queue.nominationGeneration();
    Verdict last = verdicts.get(uid);
    if (last != null && last.generation() == generation && looksAlike(last.pod(), pod)) {
      return last.outcome();
    }
    CycleOutcome outcome = profile.schedule(pod);
    CycleOutcome.Failure failure = outcome.failure();
    if (failure == null || !failure.victims().isEmpty()) {
      verdicts.remove(uid);
    } else {
      verdicts.put(uid, new Verdict(pod, generation, outcome));
    }
    return outcome;
  }

  private static boolean looksAlike(Pod one, Pod other) {
    return one.spec().equals(other.spec())
        && one.metadata().labels().equals(other.metadata().labels())
        && String.valueOf(one.status().nominatedNodeName())
            .equals(String.valueOf(other.status().nominatedNodeName()));
  }

  /** Ends an attempt: assumes the pod on its node and binds it, or puts it back into the queue. */
  public void endAttempt(Attempt attempt) {
    CycleOutcome.Failure failure = attempt.outcome().failure();
    String node = attempt.outcome().node();
    if (node != null) {
      Pod assumed = attempt.pod().withSpec(attempt.pod().spec().withNodeName(node));
      cache.assume(assumed);
      queue.deleteNominatedPodIfExists(assumed);
      queue.done(assumed.metadata().uid());
      probe.onAssigned(clock.getAsLong(), assumed, node);
      api.bind(assumed);
    } else if (failure != null) {
      handleFailure(attempt.queued(), failure);
    }
  }

  /** Takes notice that an assumed pod was bound. */
  public void bindSucceeded(Pod assumed) {
    api.event(
        assumed,
        "Normal",
        "Scheduled",
        "Successfully assigned " + assumed.key() + " to " + assumed.spec().nodeName());
  }

  /**
   * Takes notice that binding an assumed pod failed: its room is free again, the pod comes back.
   */
  public void bindFailed(Attempt attempt, Pod assumed, String message) {
    Pod known = cache.get(assumed);
    if (known != null && cache.isAssumed(assumed)) {
      cache.forget(known);
      move(ClusterEvent.ASSIGNED_POD_DELETE, known, null);
    }
    handleFailure(
        attempt.queued(),
        new CycleOutcome.Failure(
            message, false, List.of(), List.of(), NominatingInfo.CLEAR, List.of(), 0));
  }

  private void handleFailure(QueuedPodInfo queued, CycleOutcome.Failure failure) {
    Pod popped = queued.pod();
    queued.setRejectorPlugins(failure.unschedulablePlugins(), failure.pendingPlugins());
    Pod current = podLister.apply(popped.key());
    Pod pod = popped;
    if (current == null || isAssigned(current)) {
      queue.done(popped.metadata().uid());
    } else if (!current.metadata().uid().equals(popped.metadata().uid())) {
      queue.done(popped.metadata().uid());
      return;
    } else {
      pod = current;
      queued.update(current);
      comeBack(queued, failure);
    }
    queue.addNominatedPod(pod, failure.nominatingInfo());
    probe.onFailed(clock.getAsLong(), pod, failure.message());
    api.event(pod, "Warning", "FailedScheduling", truncated(failure.message()));
    api.patchFailure(
        pod,
        failure.rejected() ? "Unschedulable" : "SchedulerError",
        failure.message(),
        failure.nominatingInfo());
    preempt(pod, failure);
  }

  private void comeBack(QueuedPodInfo queued, CycleOutcome.Failure failure) {
    if (createOnce) {
      queue.done(queued.pod().metadata().uid());
      return;
    }
    if (preempts(failure) && !clearLowerNominations(queued.pod(), failure)) {
      queue.activate(List.of(queued.pod()));
    }
    queue.addUnschedulableIfNotPresent(queued);
  }

  private static boolean preempts(CycleOutcome.Failure failure) {
    for (Pod victim : failure.victims()) {
      if (!victim.metadata().isTerminating()) {
        return true;
      }
    }
    return false;
  }

  /** Lower nominations on the node may no longer fit, so that their pods look for another place. */
  private boolean clearLowerNominations(Pod preemptor, CycleOutcome.Failure failure) {
    boolean done = true;
    int priority = PodInfo.priority(preemptor);
    for (Pod pod : queue.nominatedPodsForNode(failure.nominatingInfo().nominatedNodeName())) {
      if (PodInfo.priority(pod) < priority && pod.status().nominatedNodeName() != null) {
        done &= api.clearNomination(pod);
      }
    }
    return done;
  }

  private void preempt(Pod preemptor, CycleOutcome.Failure failure) {
    if (!preempts(failure)) {
      return;
    }
    List<Pod> victims = new ArrayList<>(failure.victims());
    victims.removeIf(victim -> victim.metadata().isTerminating());
    for (int i = 0; i < victims.size(); i++) {
      boolean afterOthers = i > 0 && i == victims.size() - 1;
      String node = failure.nominatingInfo().nominatedNodeName();
      api.deleteVictim(preemptor, victims.get(i), node, afterOthers);
    }
  }

  private static String truncated(String message) {
    String suffix = " ...";
    return message.length() <= NOTE_LENGTH_LIMIT
        ? message
        : message.substring(0, NOTE_LENGTH_LIMIT - suffix.length()) + suffix;
  }
}
