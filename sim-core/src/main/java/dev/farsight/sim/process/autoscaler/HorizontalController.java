package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.spec.AutoscalerDefaults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The HorizontalPodAutoscaler controller of kube-controller-manager. */
public final class HorizontalController {

  private final Simulator simulator;
  private final Cluster cluster;
  private final EventRecorder recorder;
  private final EventType<Memory> sync;
  private final EventType<Memory> heldBack;
  private final ReadyPods readyPods;
  private final Map<String, Memory> memories = new LinkedHashMap<>();

  /** Keys of the autoscalers of a namespace that look at the pods of a selector. */
  private final Map<String, Map<LabelSelector, TreeSet<String>>> selecting = new LinkedHashMap<>();

  private final ArrayDeque<Memory> backlog = new ArrayDeque<>();
  private int waitingWorkers;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   */
  public HorizontalController(Simulator simulator, Cluster cluster, InformerFactory informers) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.recorder = EventRecorder.correlating(cluster, "horizontal-pod-autoscaler");
    this.readyPods = new ReadyPods(cluster);
    this.sync =
        simulator.declareMaintenance(
            "hpa.sync", Priority.CONTROL, 24 * AutoscalerDefaults.SYNC_PERIOD_NANOS, this::onSync);
    this.heldBack = simulator.declare("hpa.held-back", Priority.CONTROL, subject -> {});
    informers.informer(Kinds.HORIZONTAL_POD_AUTOSCALER).addHandler(this::onAutoscaler);
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    String key = event.key();
    if (event.type() == WatchEvent.Type.DELETED) {
      Memory memory = memories.get(key);
      if (memory != null) {
        memory.autoscaler = null;
        memory.select(null);
      }
      return;
    }
    Memory memory = memories.computeIfAbsent(key, this::memory);
    memory.autoscaler = event.object();
    if (!memory.queued) {
      schedule(memory, AutoscalerDefaults.SYNC_PERIOD_NANOS);
    }
  }

  private Memory memory(String key) {
    return new Memory(key, new ConditionsDraft(simulator.checks().includes(Checks.RECOMPUTATION)));
  }

  private void schedule(Memory memory, long delayNanos) {
    memory.queued = true;
    simulator.schedule(delayNanos, sync, memory);
  }

  /** What the controller knows of one autoscaler: it is what its syncs are about. */
  private final class Memory implements Subject {
    private final String key;
    private final long id;
    private final ScaleHistory history = new ScaleHistory();
    private final ConditionsDraft conditions;
    private @Nullable HorizontalPodAutoscaler autoscaler;
    private @Nullable MetricReader reader;
    private List<String> metrics = List.of();
    private long heldTimer;
    private @Nullable LabelSelector selector;
    private TreeSet<String> sameSelector = new TreeSet<>();

    /** Whether a sync is scheduled or under way: then a change must not start another one. */
    private boolean queued;

    Memory(String key, ConditionsDraft conditions) {
      this.key = key;
      this.conditions = conditions;
      this.id = Subject.idOf(key);
    }

    /** Notes whose pods it looks at; returns all autoscalers that look at them. */
    TreeSet<String> select(@Nullable LabelSelector wanted) {
      if (wanted != null && wanted == selector) {
        return sameSelector;
      }
      String namespace = key.substring(0, key.indexOf('/'));
      Map<LabelSelector, TreeSet<String>> bySelector =
          selecting.computeIfAbsent(namespace, name -> new LinkedHashMap<>());
      if (selector != null && !selector.equals(wanted)) {
        TreeSet<String> others = bySelector.get(selector);
        if (others != null) {
          others.remove(key);
        }
      }
      selector = wanted;
      if (wanted == null) {
        return new TreeSet<>();
      }
      TreeSet<String> keys = bySelector.computeIfAbsent(wanted, each -> new TreeSet<>());
      keys.add(key);
      sameSelector = keys;
      return keys;
    }

    @Override
    public long subjectId() {
      return id;
    }

    @Override
    public String subjectName() {
      return key;
    }
  }

  private void onSync(Memory memory) {
    if (waitingWorkers >= AutoscalerDefaults.WORKERS) {
      backlog.add(memory);
      return;
    }
    HorizontalPodAutoscaler autoscaler = memory.autoscaler;
    if (autoscaler == null) {
      memories.remove(memory.key);
      return;
    }
    Sync started = new Sync(autoscaler, memory);
    started.run();
    if (!started.ended) {
      waitingWorkers++;
      started.holdsWorker = true;
    }
  }

  private void finished(Sync ended) {
    long tookNanos = simulator.now() - ended.startedNanos;
    if (ended.holdsWorker) {
      waitingWorkers--;
    }
    // The informer's resync queues every autoscaler each 15 s, to be synced 15 s later; a sync that
    // took longer finds its successor waiting.
    boolean isLong = tookNanos > AutoscalerDefaults.LONG_SYNC_NANOS;
    long period = isLong ? 0 : AutoscalerDefaults.SYNC_PERIOD_NANOS;
    schedule(
        ended.memory,
        period
            + (ended.idle
                ? AutoscalerDefaults.IDLE_SYNC_DURATION_NANOS
                : AutoscalerDefaults.SYNC_DURATION_NANOS));
    Memory next = ended.holdsWorker ? backlog.poll() : null;
    if (next != null) {
      onSync(next);
    }
  }

  /** One look at one autoscaler. */
  private final class Sync {
    private final HorizontalPodAutoscaler autoscaler;
    private final Memory memory;
    private final ScaleHistory history;
    private final long startedNanos;
    private final ConditionsDraft conditions;
    private List<String> metrics = List.of();
    private String rescaleReason = "";
    private boolean idle;
    private boolean ended;
    private boolean holdsWorker;

    Sync(HorizontalPodAutoscaler autoscaler, Memory memory) {
      this.autoscaler = autoscaler;
      this.memory = memory;
      this.history = memory.history;
      this.startedNanos = simulator.now();
      this.conditions = memory.conditions;
      conditions.begin(autoscaler.status().conditions());
    }

    private void set(String type, String status, String reason, String message) {
      conditions.set(type, status, reason, message, simulator.now());
    }

    private MetricReader reader() {
      MetricReader known = memory.reader;
      if (known == null || !known.isFor(autoscaler.spec())) {
        known = new MetricReader(cluster, readyPods, autoscaler.namespace(), autoscaler.spec());
        memory.reader = known;
      }
      return known;
    }

    void run() {
      Scale target =
          Scale.read(
              cluster,
              String.valueOf(autoscaler.spec().scaleTargetRef().kind()),
              reader().targetKey());
      if (target == null) {
        String why =
            String.valueOf(autoscaler.spec().scaleTargetRef().kind()).toLowerCase(Locale.ROOT)
                + "s.apps \""
                + autoscaler.spec().scaleTargetRef().name()
                + "\" not found";
        recorder.record(autoscaler, "Warning", "FailedGetScale", why);
        set(
            "AbleToScale",
            "False",
            "FailedGetScale",
            "the HPA controller was unable to get the target's current scale: " + why);
        write(autoscaler.status().currentReplicas(), autoscaler.status().desiredReplicas(), false);
        return;
      }
      set(
          "AbleToScale",
          "True",
          "SucceededGetScale",
          "the HPA controller was able to get the target's current scale");
      if (history.isEmpty()) {
        history.recommend(target.specReplicas(), simulator.now());
      }
      decide(target);
    }

    private void decide(Scale target) {
      int current = target.specReplicas();
      int min = orOne(autoscaler.spec().minReplicas());
      int max = autoscaler.spec().maxReplicas();
      if (current == 0 && min != 0) {
        idle = true;
        set(
            "ScalingActive",
            "False",
            "ScalingDisabled",
            "scaling is disabled since the replica count of the target is zero");
        write(current, current, false);
      } else if (current > max) {
        rescaleReason = "Current number of replicas above Spec.MaxReplicas";
        settle(target, max);
      } else if (current < min) {
        rescaleReason = "Current number of replicas below Spec.MinReplicas";
        settle(target, min);
      } else {
        new MetricsPass(target, min, max).start();
      }
    }

    private void settle(Scale target, int desired) {
      int current = target.specReplicas();
      if (desired == current) {
        write(current, desired, false);
        return;
      }
      try {
        rescale(target, desired);
      } catch (ApiException e) {
        recorder.record(
            autoscaler,
            "Warning",
            "FailedRescale",
            "New size: " + desired + "; reason: " + rescaleReason + "; error: " + e.getMessage());
        set(
            "AbleToScale",
            "False",
            "FailedUpdateScale",
            "the HPA controller was unable to update the target scale: " + e.getMessage());
        write(current, autoscaler.status().desiredReplicas(), false);
        return;
      }
      write(current, desired, true);
    }

    /** The metrics of one sync, read one after the other. */
    private final class MetricsPass implements MetricReading.Receiver {
      private final Scale target;
      private final int min;
      private final int max;
      private final MetricReader reader;
      private List<String> statuses = List.of();
      private @Nullable MetricReading highest;
      private @Nullable MetricReading failure;
      private int failures;
      private int index;

      MetricsPass(Scale target, int min, int max) {
        this.target = target;
        this.min = min;
        this.max = max;
        this.reader = reader();
      }

      /** Reads the metrics, unless it is not clear whose pods they are about. */
      void start() {
        LabelSelector selector = target.selector();
        if (selector == null) {
          refuse(
              "SelectorRequired",
              "selector is required",
              "InvalidSelector",
              "the HPA target's scale is missing a selector");
          return;
        }
        TreeSet<String> keys = memory.select(selector);
        if (keys.size() > 1 && readyPods.isAny(autoscaler.namespace(), selector)) {
          String why =
              "pods by selector "
                  + selector.text()
                  + " are controlled by multiple HPAs: ["
                  + String.join(" ", keys)
                  + "]";
          refuse("AmbiguousSelector", why, "AmbiguousSelector", why);
          return;
        }
        readOn();
      }

      private void refuse(String eventReason, String why, String reason, String message) {
        recorder.record(autoscaler, "Warning", eventReason, why);
        set("ScalingActive", "False", reason, message);
        write(target.specReplicas(), autoscaler.status().desiredReplicas(), false);
        recorder.record(autoscaler, "Warning", "FailedComputeMetricsReplicas", why);
      }

      /** Reads on until a metric lets it wait, and decides after the last one. */
      void readOn() {
        while (index < autoscaler.spec().metrics().size()) {
          MetricReading reading = reader.read(index, target, this);
          if (reading == null) {
            return;
          }
          take(reading);
          index++;
        }
        metrics = statuses;
        decide();
      }

      @Override
      public void read(MetricReading reading) {
        take(reading);
        index++;
        readOn();
      }

      private void take(MetricReading reading) {
        if (reading.isFailed()) {
          recorder.record(autoscaler, "Warning", reading.failureReason(), reading.failure());
          failure = failure == null ? reading : failure;
          failures++;
          return;
        }
        if (!reading.status().isEmpty()) {
          List<String> more = new ArrayList<>(statuses);
          more.add(reading.status());
          statuses = more;
        }
        if (highest == null || highest.replicas() == 0 || reading.replicas() > highest.replicas()) {
          highest = reading;
        }
      }

      private void decide() {
        int current = target.specReplicas();
        MetricReading best = highest;
        if (failure != null && (best == null || best.replicas() < current)) {
          set(
              "ScalingActive",
              "False",
              failure.failureReason(),
              "the HPA was unable to compute the replica count: " + failure.failure());
          write(current, autoscaler.status().desiredReplicas(), false);
          recorder.record(
              autoscaler,
              "Warning",
              "FailedComputeMetricsReplicas",
              "invalid metrics ("
                  + failures
                  + " invalid out of "
                  + autoscaler.spec().metrics().size()
                  + "), first error is: "
                  + failure.context()
                  + failure.failure());
          return;
        }
        settle(target, best == null ? current : byMetrics(best, current));
      }

      private int byMetrics(MetricReading best, int current) {
        set("ScalingActive", "True", "ValidMetricFound", best.valid());
        int proposed = best.replicas();
        if (proposed > current) {
          rescaleReason = best.above();
        } else if (proposed < current) {
          rescaleReason = "All metrics below target";
        }
        Decision decision =
            Decision.of(
                history,
                autoscaler.spec().behavior(),
                current,
                proposed,
                min,
                max,
                simulator.now());
        set("AbleToScale", "True", decision.stabilized(), decision.stabilizedMessage());
        set(
            "ScalingLimited",
            decision.limited() ? "True" : "False",
            decision.reason(),
            decision.message());
        int free = Math.min(max, Math.max(min, proposed));
        if (decision.replicas() != free) {
          awaitRelease(decision.replicas() < free);
        }
        return decision.replicas();
      }

      /** A run must not end while a window or a policy still holds a decision back. */
      private void awaitRelease(boolean up) {
        long nanos = Decision.longestHoldNanos(autoscaler.spec().behavior(), up);
        if (nanos > 0 && !simulator.isPending(memory.heldTimer)) {
          memory.heldTimer =
              simulator.schedule(
                  nanos + 2 * AutoscalerDefaults.SYNC_PERIOD_NANOS, heldBack, memory);
        }
      }
    }

    private void rescale(Scale target, int desired) {
      target.update(cluster, desired, "horizontal-pod-autoscaler");
      set(
          "AbleToScale",
          "True",
          "SucceededRescale",
          "the HPA controller was able to update the target scale to " + desired);
      recorder.record(
          autoscaler,
          "Normal",
          "SuccessfulRescale",
          "New size: " + desired + "; reason: " + rescaleReason);
      if (autoscaler.spec().behavior() != null) {
        history.scaled(target.specReplicas(), desired, simulator.now());
      }
    }

    /** Writes the status, which ends the sync. */
    private void write(int current, int desired, boolean rescaled) {
      ended = true;
      try {
        writeStatus(current, desired, rescaled);
      } catch (ApiException e) {
        // The next sync tries again, as upstream.
      }
      finished(this);
    }

    /**
     * Writes what changed. The values of the metrics are only told: nothing in the cluster looks at
     * them, and they would make each sync a change.
     */
    private void writeStatus(int current, int desired, boolean rescaled) {
      HorizontalPodAutoscalerStatus before = autoscaler.status();
      if (!metrics.equals(memory.metrics)) {
        memory.metrics = metrics;
        cluster.audit().metricsSeen(autoscaler, metrics);
      }
      List<Condition> now = conditions.result();
      boolean same =
          !rescaled
              && now == before.conditions()
              && current == before.currentReplicas()
              && desired == before.desiredReplicas();
      if (same) {
        return;
      }
      cluster.update(
          autoscaler.withStatus(
              new HorizontalPodAutoscalerStatus(
                  before.observedGeneration(),
                  rescaled ? cluster.now().truncatedToSecond() : before.lastScaleTime(),
                  current,
                  desired,
                  before.currentMetrics(),
                  now)));
    }

    private int orOne(@Nullable Integer replicas) {
      return replicas == null ? 1 : replicas;
    }
  }
}
