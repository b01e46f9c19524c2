package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventSeriesRecorder;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.Scheduler.Attempt;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.NominatedPods;
import dev.farsight.sim.process.scheduler.queue.QueueSettings;
import dev.farsight.sim.process.scheduler.queue.SchedulingQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** kube-scheduler as a process: watches the cluster, tries pods, binds them. */
public final class KubeScheduler {

  private static final long SECOND_NANOS = QueueSettings.ORDERING_WINDOW_NANOS;
  private static final Subject SELF = Subject.of("kube-scheduler");

  /** An attempt as the subject of an event. */
  private record Trial(Attempt attempt) implements Subject {
    @Override
    public long subjectId() {
      return Subject.idOf("pod/", attempt.queued().key());
    }

    @Override
    public String subjectName() {
      return "pod/" + attempt.queued().key();
    }
  }

  /** A pod on its way to the API server, assumed on its node, as the subject of an event. */
  private record Binding(Trial trial, Pod assumed) implements Subject {
    @Override
    public long subjectId() {
      return trial.subjectId();
    }

    @Override
    public String subjectName() {
      return trial.subjectName();
    }
  }

  private final Simulator simulator;
  private final InformerFactory informers;
  private final KubeSchedulerSettings settings;
  private final Scheduler scheduler;
  private final ClusterApi api;
  private final Map<String, Pod> livingPods = new LinkedHashMap<>();
  private final EventType<Subject> attemptBegins;
  private final EventType<Trial> attemptEnds;
  private final EventType<Binding> bindingArrives;
  private final EventType<Subject> backoffFlush;
  private final EventType<Subject> unschedulableFlush;
  private final EventType<Subject> seriesFinish;
  private @Nullable Attempt ending;
  private boolean busy;
  private long backoffFlushAtNanos = Long.MAX_VALUE;
  private long backoffFlushHandle;
  private boolean unschedulableFlushPending;

  /**
   * Makes the process.
   *
   * @param simulator clock and event list
   * @param cluster API server
   * @param informers the scheduler's own informers
   * @param settings durations and phases
   * @param factory makes profiles and their view of the cluster
   * @param probe sees what happens
   */
  public KubeScheduler(
      Simulator simulator,
      Cluster cluster,
      InformerFactory informers,
      KubeSchedulerSettings settings,
      SchedulerFramework.Factory factory,
      SchedulerProbe probe) {
    this.simulator = simulator;
    this.informers = informers;
    this.settings = settings;
    SchedulerFramework framework = factory.make(new Nominations());
    this.api =
        new ClusterApi(
            cluster, namesOf(framework.profiles()), this::startBinding, settings.patchNanos());
    this.scheduler =
        new Scheduler(
            framework.profiles(),
            framework.view(),
            settings.queue(),
            settings.createOnce(),
            livingPods::get,
            api,
            probe,
            simulator::now);
    long flushRound = settings.queue().podMaxInUnschedulablePodsNanos();
    attemptBegins =
        simulator.declare("scheduler.attempt", Priority.SCHEDULE, subject -> beginAttempt());
    attemptEnds = simulator.declare("scheduler.verdict", Priority.CONTROL, this::endAttempt);
    bindingArrives = simulator.declare("scheduler.bind", Priority.CONTROL, this::bind);
    backoffFlush =
        simulator.declareMaintenance(
            "scheduler.backoff-flush",
            Priority.CONTROL,
            settings.queue().podMaxBackoffNanos() + 2 * SECOND_NANOS,
            subject -> flushBackoff());
    unschedulableFlush =
        simulator.declareMaintenance(
            "scheduler.unschedulable-flush",
            Priority.CONTROL,
            flushRound + 2 * QueueSettings.UNSCHEDULABLE_CHECK_NANOS,
            subject -> flushUnschedulable());
    seriesFinish =
        simulator.declareMaintenance(
            "scheduler.event-series",
            Priority.CONTROL,
            EventSeriesRecorder.FINISH_NANOS,
            subject -> finishSeries());
  }

  private static List<String> namesOf(List<SchedulerProfile> profiles) {
    List<String> names = new ArrayList<>();
    for (SchedulerProfile profile : profiles) {
      names.add(profile.schedulerName());
    }
    return names;
  }

  /** The nominations of the queue, which is made after the profiles that ask for them. */
  private final class Nominations implements NominatedPods {

    @Override
    public List<Pod> onNode(String nodeName) {
      return scheduler.queue().nominatedPodsForNode(nodeName);
    }

    @Override
    public boolean mayExist() {
      return scheduler.queue().hasNominatedPods();
    }
  }

  /** Registers the watches; to be called before objects exist. */
  public void start() {
    informers.informer(Kinds.POD).addHandler(this::onPod);
    informers.informer(Kinds.NODE).addHandler(this::onNode);
    watchOther(Kinds.PERSISTENT_VOLUME, EventResource.PERSISTENT_VOLUME);
    watchOther(Kinds.PERSISTENT_VOLUME_CLAIM, EventResource.PERSISTENT_VOLUME_CLAIM);
    watchOther(Kinds.STORAGE_CLASS, EventResource.STORAGE_CLASS);
    watchOther(Kinds.CSINODE, EventResource.CSI_NODE);
    watchOther(Kinds.VOLUME_ATTACHMENT, EventResource.VOLUME_ATTACHMENT);
    watchOther(Kinds.CSIDRIVER, EventResource.CSI_DRIVER);
    watchOther(Kinds.CSISTORAGE_CAPACITY, EventResource.CSI_STORAGE_CAPACITY);
    watchOther(Kinds.NAMESPACE, null);
    watchOther(Kinds.POD_DISRUPTION_BUDGET, null);
    watchOther(Kinds.SERVICE, null);
    watchOther(Kinds.REPLICA_SET, null);
    watchOther(Kinds.REPLICATION_CONTROLLER, null);
    watchOther(Kinds.STATEFUL_SET, null);
    long startedNanos = settings.flushNanos() - QueueSettings.UNSCHEDULABLE_CHECK_NANOS;
    simulator.schedule(
        untilTick(startedNanos, EventSeriesRecorder.FINISH_NANOS), seriesFinish, SELF);
  }

  /** Returns the queue, for tests and evidence. */
  public SchedulingQueue queue() {
    return scheduler.queue();
  }

  private <T extends KubeObject> void watchOther(Kind<T> kind, @Nullable EventResource resource) {
    informers
        .informer(kind)
        .addHandler(
            event -> {
              boolean deleted = event.type() == WatchEvent.Type.DELETED;
              scheduler.onOtherChange(
                  resource,
                  deleted ? event.object() : event.old(),
                  deleted ? null : event.object());
              wake();
            });
  }

  private void onNode(WatchEvent<Node> event) {
    Node old = event.old();
    switch (event.type()) {
      case ADDED -> scheduler.onNodeAdded(event.object());
      case MODIFIED -> scheduler.onNodeUpdated(old == null ? event.object() : old, event.object());
      case DELETED -> scheduler.onNodeDeleted(event.object());
    }
    wake();
  }

  /** The scheduler's pod watch leaves out pods that have ended: for it they are deleted then. */
  private void onPod(WatchEvent<Pod> event) {
    Pod old = livingPods.get(event.key());
    if (old != null && !old.metadata().uid().equals(event.object().metadata().uid())) {
      livingPods.remove(old.key());
      scheduler.onPodDeleted(old);
      old = null;
    }
    boolean lives = event.type() != WatchEvent.Type.DELETED && !hasEnded(event.object());
    if (lives) {
      livingPods.put(event.key(), event.object());
      if (old == null) {
        scheduler.onPodAdded(event.object());
      } else {
        scheduler.onPodUpdated(old, event.object());
      }
    } else if (old != null) {
      livingPods.remove(old.key());
      scheduler.onPodDeleted(old);
    }
    wake();
  }

  private static boolean hasEnded(Pod pod) {
    String phase = pod.status().phase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /** Sees to it that an idle scheduler pops, and that the flushes come in time. */
  private void wake() {
    if (!busy && scheduler.queue().canPop()) {
      busy = true;
      simulator.schedule(0, attemptBegins, SELF);
    }
    planFlushes();
  }

  private void planFlushes() {
    long earliest = scheduler.queue().earliestBackoffTimeNanos();
    if (earliest != Long.MAX_VALUE) {
      long tick = Math.max(earliest, simulator.now() - SECOND_NANOS);
      tick = settings.queue().alignToWindow(tick) + SECOND_NANOS;
      if (tick <= simulator.now()) {
        tick += SECOND_NANOS;
      }
      if (tick < backoffFlushAtNanos) {
        simulator.cancel(backoffFlushHandle);
        backoffFlushAtNanos = tick;
        backoffFlushHandle = simulator.scheduleAt(tick, backoffFlush, SELF);
      }
    }
    if (!unschedulableFlushPending && !scheduler.queue().unschedulablePods().isEmpty()) {
      unschedulableFlushPending = true;
      simulator.schedule(
          untilTick(
              settings.flushNanos(),
              QueueSettings.UNSCHEDULABLE_CHECK_NANOS + settings.checkNanos()),
          unschedulableFlush,
          SELF);
    }
  }

  /** Returns the time from now to the next tick, greater than 0. */
  private long untilTick(long phaseNanos, long periodNanos) {
    return periodNanos - Math.floorMod(simulator.now() - phaseNanos, periodNanos);
  }

  private void flushBackoff() {
    backoffFlushAtNanos = Long.MAX_VALUE;
    scheduler.queue().flushBackoffQCompleted();
    wake();
  }

  private void flushUnschedulable() {
    unschedulableFlushPending = false;
    scheduler.queue().flushUnschedulablePodsLeftover();
    wake();
  }

  private void finishSeries() {
    api.finishEventSeries();
    simulator.schedule(EventSeriesRecorder.FINISH_NANOS, seriesFinish, SELF);
  }

  private void beginAttempt() {
    Attempt attempt = scheduler.beginAttempt();
    if (attempt == null) {
      busy = false;
      planFlushes();
      return;
    }
    simulator.schedule(settings.attemptNanos(), attemptEnds, new Trial(attempt));
  }

  private void endAttempt(Trial trial) {
    long patchesBefore = api.failurePatches();
    ending = trial.attempt();
    scheduler.endAttempt(trial.attempt());
    ending = null;
    if (api.failurePatches() > patchesBefore && settings.patchNanos() > 0) {
      // The loop waits for the answer before it pops the next pod; only bindings run beside it.
      simulator.schedule(settings.patchNanos(), attemptBegins, SELF);
    } else {
      busy = false;
    }
    wake();
  }

  private void startBinding(Pod assumed) {
    Attempt attempt = ending;
    if (attempt != null) {
      Binding binding = new Binding(new Trial(attempt), assumed);
      simulator.schedule(settings.bindNanos(), bindingArrives, binding);
    }
  }

  private void bind(Binding binding) {
    Attempt attempt = binding.trial().attempt();
    Pod assumed = binding.assumed();
    try {
      api.writeBinding(attempt.queued().key(), assumed);
      scheduler.bindSucceeded(assumed);
    } catch (ApiException refused) {
      scheduler.bindFailed(attempt, assumed, String.valueOf(refused.getMessage()));
    }
    wake();
  }
}
