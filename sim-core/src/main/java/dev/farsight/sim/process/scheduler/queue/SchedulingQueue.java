package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.SchedulingPropertiesChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pods that wait for a node, as upstream's PriorityQueue.
 *
 * <p>Adding, popping and updating take O(log n); an event takes O(n) in the number of unschedulable
 * pods, unless no plugin registered for it.
 */
public final class SchedulingQueue {

  private static final String SCHEDULE_ATTEMPT_FAILURE = "ScheduleAttemptFailure";
  private static final String BACKOFF_COMPLETE = "BackoffComplete";
  private static final String POD_ADD = ClusterEvent.UNSCHEDULED_POD_ADD.label();
  private static final String POD_UPDATE = ClusterEvent.UNSCHEDULED_POD_UPDATE.label();

  /** How an event moves a pod out of the unschedulable ones. */
  private enum Strategy {
    SKIP,
    AFTER_BACKOFF,
    IMMEDIATELY
  }

  private final Map<String, QueueProfile> profiles;
  private final QueueSettings settings;
  private final LongSupplier clock;
  private final QueueObserver observer;
  private final PodHeap activeQ;
  private final BackoffQueue backoffQ;
  private final Map<String, QueuedPodInfo> unschedulablePods = new LinkedHashMap<>();
  private final InFlightEvents inFlight = new InFlightEvents();
  private final Nominator nominator;
  private long sequence;

  /**
   * Makes an empty queue.
   *
   * @param order which waiting pod is tried first
   * @param profiles what the queue knows of each scheduler profile, by scheduler name
   * @param settings durations and phase
   * @param clock present time in nanoseconds since the start
   * @param podLister looks up a pod by key as the scheduler's informer last saw it
   * @param observer hears of every move
   */
  public SchedulingQueue(
      Comparator<? super QueuedPodInfo> order,
      Map<String, QueueProfile> profiles,
      QueueSettings settings,
      LongSupplier clock,
      Function<String, @Nullable Pod> podLister,
      QueueObserver observer) {
    this.profiles = new LinkedHashMap<>(profiles);
    this.settings = settings;
    this.clock = clock;
    this.observer = observer;
    this.activeQ = new PodHeap(order);
    this.backoffQ = new BackoffQueue(settings, clock, order);
    this.nominator = new Nominator(podLister);
  }

  /** Takes in a pod that was created. */
  public void add(Pod pod) {
    moveToActiveQ(newQueuedPodInfo(pod), POD_ADD, false);
  }

  private QueuedPodInfo newQueuedPodInfo(Pod pod) {
    return new QueuedPodInfo(pod, clock.getAsLong(), sequence++);
  }

  /**
   * Takes the next pod for an attempt: the head of activeQ, or if that is empty the head of
   * backoffQ; null if there is none. The attempt must end with {@link #done} or {@link
   * #addUnschedulableIfNotPresent}.
   */
  public @Nullable QueuedPodInfo pop() {
    while (true) {
      QueuedPodInfo next = activeQ.pop();
      if (next == null) {
        next = backoffQ.popBackoff();
      }
      if (next == null) {
        return null;
      }
      next.countAttempt();
      if (!inFlight.has(next.pod().metadata().uid())) {
        inFlight.begin(next.pod());
        return next;
      }
    }
  }

  /** Returns whether {@link #pop} would find a pod. */
  public boolean canPop() {
    return !activeQ.isEmpty() || backoffQ.canPop();
  }

  /** Ends the attempt of a pod that does not come back. */
  public void done(String uid) {
    inFlight.done(uid);
  }

  /**
   * Takes back a pod whose attempt failed, with the plugins to blame set on it: to the
   * unschedulable pods, or to the back-off queue if an event since its pop may help or no plugin is
   * to blame.
   *
   * @throws IllegalStateException if the pod is in the queue already
   */
  public void addUnschedulableIfNotPresent(QueuedPodInfo pod) {
    String uid = pod.pod().metadata().uid();
    try {
      String key = pod.key();
      if (unschedulablePods.containsKey(key) || activeQ.has(key) || backoffQ.has(key)) {
        throw new IllegalStateException("pod " + key + " is already present in the queue");
      }
      pod.comeBack(clock.getAsLong(), sequence++);
      requeue(pod, strategyForInFlightPod(pod), SCHEDULE_ATTEMPT_FAILURE);
    } finally {
      inFlight.done(uid);
    }
  }

  private Strategy strategyForInFlightPod(QueuedPodInfo pod) {
    if (!pod.hasRejectors()) {
      return Strategy.AFTER_BACKOFF;
    }
    String uid = pod.pod().metadata().uid();
    if (!inFlight.has(uid)) {
      return Strategy.AFTER_BACKOFF;
    }
    Strategy best = Strategy.SKIP;
    for (InFlightEvents.Entry entry : inFlight.since(uid)) {
      Strategy each = worthRequeuing(pod, entry.event(), entry.oldObj(), entry.newObj());
      if (each == Strategy.IMMEDIATELY) {
        return each;
      }
      if (each == Strategy.AFTER_BACKOFF) {
        best = each;
        if (pod.pendingPlugins().isEmpty()) {
          return best;
        }
      }
    }
    return best;
  }

  private Strategy worthRequeuing(
      QueuedPodInfo pod,
      ClusterEvent event,
      @Nullable KubeObject oldObj,
      @Nullable KubeObject newObj) {
    if (!pod.hasRejectors()) {
      return Strategy.AFTER_BACKOFF;
    }
    if (event.isWildCard()) {
      boolean meant = newObj == null || newObj.metadata().uid().equals(pod.pod().metadata().uid());
      return meant ? Strategy.AFTER_BACKOFF : Strategy.SKIP;
    }
    QueueProfile profile = profileOf(pod.pod());
    if (profile == null) {
      return Strategy.AFTER_BACKOFF;
    }
    Strategy best = Strategy.SKIP;
    for (QueueingHints.Registration each : profile.hints().matching(event)) {
      if (!pod.isRejectedBy(each.plugin())
          || each.hint().hint(pod.pod(), oldObj, newObj) == QueueingHint.QUEUE_SKIP) {
        continue;
      }
      if (pod.pendingPlugins().contains(each.plugin())) {
        return Strategy.IMMEDIATELY;
      }
      best = Strategy.AFTER_BACKOFF;
      if (pod.pendingPlugins().isEmpty()) {
        return best;
      }
    }
    return best;
  }

  private @Nullable QueueProfile profileOf(Pod pod) {
    String name = pod.spec().schedulerName();
    return name == null ? null : profiles.get(name);
  }

  private QueueName requeue(QueuedPodInfo pod, Strategy strategy, String event) {
    if (strategy == Strategy.SKIP) {
      putUnschedulable(pod, event);
      return QueueName.UNSCHEDULABLE;
    }
    if (strategy == Strategy.AFTER_BACKOFF && backoffQ.isPodBackingOff(pod)) {
      return moveToBackoffQ(pod, event) ? QueueName.BACKOFF : QueueName.UNSCHEDULABLE;
    }
    return moveToActiveQ(pod, event, false) ? QueueName.ACTIVE : QueueName.UNSCHEDULABLE;
  }

  private void putUnschedulable(QueuedPodInfo pod, String event) {
    if (unschedulablePods.put(pod.key(), pod) == null) {
      observer.onMoved(pod.pod(), QueueName.UNSCHEDULABLE, event);
    }
  }

  private boolean moveToActiveQ(QueuedPodInfo pod, String event, boolean fromBackoffQ) {
    if (!fromBackoffQ) {
      runPreEnqueuePlugins(pod);
    }
    String key = pod.key();
    if (pod.isGated()) {
      if (!activeQ.has(key) && !backoffQ.has(key)) {
        putUnschedulable(pod, event);
      }
      return false;
    }
    unschedulablePods.remove(key);
    backoffQ.delete(key);
    activeQ.addOrUpdate(pod);
    observer.onMoved(pod.pod(), QueueName.ACTIVE, event);
    if (event.equals(POD_ADD) || event.equals(POD_UPDATE)) {
      nominator.add(pod.pod(), NominatingInfo.NOOP);
    }
    return true;
  }

  private boolean moveToBackoffQ(QueuedPodInfo pod, String event) {
    runPreEnqueuePlugins(pod);
    if (pod.isGated()) {
      putUnschedulable(pod, event);
      return false;
    }
    unschedulablePods.remove(pod.key());
    backoffQ.add(pod);
    observer.onMoved(pod.pod(), QueueName.BACKOFF, event);
    return true;
  }

  private void runPreEnqueuePlugins(QueuedPodInfo pod) {
    QueueProfile profile = profileOf(pod.pod());
    List<PreEnqueueGate> gates = profile == null ? List.of() : profile.gates();
    String before = pod.gatingPlugin();
    for (PreEnqueueGate gate : gates) {
      if (gate.plugin().equals(before) && !passes(pod, gate, profile)) {
        return;
      }
    }
    for (PreEnqueueGate gate : gates) {
      if (!gate.plugin().equals(before) && !passes(pod, gate, profile)) {
        return;
      }
    }
    pod.ungate();
  }

  private static boolean passes(
      QueuedPodInfo pod, PreEnqueueGate gate, @Nullable QueueProfile profile) {
    if (gate.admits().test(pod.pod())) {
      return true;
    }
    pod.gate(gate.plugin(), profile == null ? List.of() : profile.hints().eventsOf(gate.plugin()));
    return false;
  }

  /** Moves the pods whose back-off is complete to activeQ; to be called at every whole second. */
  public void flushBackoffQCompleted() {
    for (QueuedPodInfo pod : backoffQ.popAllBackoffCompleted()) {
      moveToActiveQ(pod, BACKOFF_COMPLETE, true);
    }
  }

  /** Retries the pods that are unschedulable for too long; to be called every 30 s. */
  public void flushUnschedulablePodsLeftover() {
    long now = clock.getAsLong();
    List<QueuedPodInfo> pods = new ArrayList<>();
    for (QueuedPodInfo pod : unschedulablePods.values()) {
      if (now - pod.timestampNanos() > settings.podMaxInUnschedulablePodsNanos()) {
        pod.setFlushed();
        pods.add(pod);
      }
    }
    if (!pods.isEmpty()) {
      movePods(pods, ClusterEvent.UNSCHEDULABLE_TIMEOUT, null, null);
    }
  }

  /**
   * Moves pods to activeQ at once, or sees to it that a pod in flight is retried when it comes
   * back.
   */
  public void activate(Collection<Pod> pods) {
    for (Pod pod : pods) {
      QueuedPodInfo queued = unschedulablePods.get(pod.key());
      boolean fromBackoffQ = false;
      if (queued == null) {
        queued = backoffQ.get(pod.key());
        fromBackoffQ = queued != null && backoffQ.delete(pod.key());
      }
      if (queued != null && moveToActiveQ(queued, "ForceActivate", fromBackoffQ)) {
        continue;
      }
      if (inFlight.has(pod.metadata().uid())) {
        inFlight.add(ClusterEvent.FORCE_ACTIVATE, null, pod);
      }
    }
  }

  /** Takes notice of a change of a pod that is not bound; a pod it does not know is added. */
  public void update(Pod oldPod, Pod newPod) {
    List<ClusterEvent> events = SchedulingPropertiesChange.ofPod(oldPod, newPod);
    if (inFlight.has(newPod.metadata().uid())) {
      for (ClusterEvent event : events) {
        inFlight.add(event, oldPod, newPod);
      }
      return;
    }
    String key = oldPod.key();
    QueuedPodInfo queued = activeQ.get(key);
    if (queued != null) {
      queued.update(newPod);
      activeQ.addOrUpdate(queued);
      nominator.update(oldPod, newPod);
      return;
    }
    if (backoffQ.update(key, newPod) != null) {
      nominator.update(oldPod, newPod);
      return;
    }
    queued = unschedulablePods.get(newPod.key());
    if (queued == null) {
      moveToActiveQ(newQueuedPodInfo(newPod), POD_UPDATE, false);
      return;
    }
    queued.update(newPod);
    nominator.update(oldPod, newPod);
    for (ClusterEvent event : events) {
      Strategy strategy = worthRequeuing(queued, event, oldPod, newPod);
      if (requeue(queued, strategy, event.label()) != QueueName.UNSCHEDULABLE) {
        break;
      }
    }
  }

  /** Forgets a pod that was deleted or bound. */
  public void delete(Pod pod) {
    nominator.delete(pod.metadata().uid());
    String key = pod.key();
    if (activeQ.remove(key) == null && !backoffQ.delete(key)) {
      unschedulablePods.remove(key);
    }
  }

  /**
   * Tells the queue of a change of the cluster: unschedulable pods that it may help leave for
   * activeQ or backoffQ, and pods in flight will be judged when they come back.
   *
   * @param event event
   * @param oldObj object before; null when it was added
   * @param newObj object after; null when it was deleted
   * @param preCheck pods to consider
   */
  public void moveAllToActiveOrBackoffQueue(
      ClusterEvent event,
      @Nullable KubeObject oldObj,
      @Nullable KubeObject newObj,
      Predicate<Pod> preCheck) {
    if (!isEventOfInterest(event)) {
      return;
    }
    List<QueuedPodInfo> pods = new ArrayList<>(unschedulablePods.size());
    for (QueuedPodInfo pod : unschedulablePods.values()) {
      if (preCheck.test(pod.pod())) {
        pods.add(pod);
      }
    }
    movePods(pods, event, oldObj, newObj);
  }

  private boolean isEventOfInterest(ClusterEvent event) {
    if (event.isWildCard()) {
      return true;
    }
    for (QueueProfile profile : profiles.values()) {
      if (!profile.hints().matching(event).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void movePods(
      List<QueuedPodInfo> pods,
      ClusterEvent event,
      @Nullable KubeObject oldObj,
      @Nullable KubeObject newObj) {
    for (QueuedPodInfo pod : pods) {
      if (pod.isGated() && pod.gatingPluginEvents().stream().noneMatch(e -> e.matches(event))) {
        continue;
      }
      Strategy strategy = worthRequeuing(pod, event, oldObj, newObj);
      if (strategy != Strategy.SKIP) {
        unschedulablePods.remove(pod.key());
        requeue(pod, strategy, event.label());
      }
    }
    if (!inFlight.isEmpty()) {
      inFlight.add(event, oldObj, newObj);
    }
  }

  /** Notes what an attempt said about a pod's nomination. */
  public void addNominatedPod(Pod pod, NominatingInfo info) {
    nominator.add(pod, info);
  }

  /** Forgets the nomination of a pod. */
  public void deleteNominatedPodIfExists(Pod pod) {
    nominator.delete(pod.metadata().uid());
  }

  /** Returns whether any pod is nominated. */
  public boolean hasNominatedPods() {
    return !nominator.isEmpty();
  }

  /** Returns a number that grows with every change of the nominations. */
  public long nominationGeneration() {
    return nominator.generation();
  }

  /** Returns the pods nominated to a node, as the queue last saw them; a copy. */
  public List<Pod> nominatedPodsForNode(String nodeName) {
    List<Pod> pods = new ArrayList<>();
    for (Pod pod : nominator.onNode(nodeName)) {
      QueuedPodInfo queued = get(pod.key());
      pods.add(queued == null ? pod : queued.pod());
    }
    return pods;
  }

  /** Returns the nominated pods by node; a view. */
  public SortedMap<String, List<Pod>> nominatedPods() {
    return nominator.byNode();
  }

  /** Returns a queued pod, or null if it is in no part of the queue. */
  public @Nullable QueuedPodInfo get(String key) {
    QueuedPodInfo pod = activeQ.get(key);
    if (pod == null) {
      pod = backoffQ.get(key);
    }
    return pod != null ? pod : unschedulablePods.get(key);
  }

  /** Returns activeQ in the order in which it would be popped; a copy. */
  public List<QueuedPodInfo> activePods() {
    return activeQ.inOrder();
  }

  /** Returns backoffQ in its order, then the pods that came back from errors; a copy. */
  public List<QueuedPodInfo> backoffPods() {
    return backoffQ.inOrder();
  }

  /** Returns whether a pod backs off after an error, and therefore cannot be popped early. */
  public boolean isErrorBackoff(String key) {
    return backoffQ.isErrorBackoff(key);
  }

  /** Returns the end of a pod's back-off, cut to the whole second, in nanoseconds. */
  public long backoffTimeNanos(QueuedPodInfo pod) {
    return backoffQ.backoffTimeNanos(pod);
  }

  /** Returns the earliest end of a back-off, or {@link Long#MAX_VALUE} if no pod backs off. */
  public long earliestBackoffTimeNanos() {
    return backoffQ.earliestExpirationNanos();
  }

  /** Returns the pods that wait for an event, gated ones among them; a view. */
  public Collection<QueuedPodInfo> unschedulablePods() {
    return Collections.unmodifiableCollection(unschedulablePods.values());
  }

  /** Returns the pods whose attempt has not ended; a copy. */
  public List<Pod> inFlightPods() {
    return inFlight.pods();
  }

  @Override
  public String toString() {
    return "SchedulingQueue[active "
        + activeQ.size()
        + ", backoff "
        + backoffQ.size()
        + ", unschedulable "
        + unschedulablePods.size()
        + "]";
  }
}
