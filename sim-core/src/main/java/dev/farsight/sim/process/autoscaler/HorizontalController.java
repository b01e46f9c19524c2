package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HorizontalPodAutoscaler controller of kube-controller-manager. */
public final class HorizontalController {

  /** Time between two syncs of one autoscaler, in nanoseconds. */
  public static final long SYNC_PERIOD_NANOS = 15_000_000_000L;

  /** How long a sync takes until the next waiting time starts, in nanoseconds (as recorded). */
  public static final long SYNC_DURATION_NANOS = 15_000_000L;

  /** The same while the target is at 0 and no metric is read, in nanoseconds (as recorded). */
  public static final long IDLE_SYNC_DURATION_NANOS = 8_000_000L;

  /** Autoscalers that may wait for metrics at a time (kube-controller-manager's default). */
  private static final int WORKERS = 5;

  private final Simulator simulator;
  private final Cluster cluster;
  private final Informer<HorizontalPodAutoscaler> autoscalers;
  private final EventRecorder recorder;
  private final EventType<Subject> sync;
  private final Map<String, ScaleHistory> histories = new LinkedHashMap<>();
  private final Set<String> pending = new LinkedHashSet<>();
  private final ArrayDeque<String> backlog = new ArrayDeque<>();
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
    this.autoscalers = informers.informer(Kinds.HORIZONTAL_POD_AUTOSCALER);
    this.recorder = EventRecorder.correlating(cluster, "horizontal-pod-autoscaler");
    this.sync =
        simulator.declareMaintenance(
            "hpa.sync", Priority.CONTROL, 24 * SYNC_PERIOD_NANOS, this::onSync);
    autoscalers.addHandler(this::onAutoscaler);
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    String key = event.object().key();
    if (event.type() != WatchEvent.Type.DELETED && !pending.contains(key)) {
      schedule(key, SYNC_PERIOD_NANOS);
    }
  }

  private void schedule(String key, long delayNanos) {
    pending.add(key);
    simulator.schedule(delayNanos, sync, Subject.of(key));
  }

  private void onSync(Subject subject) {
    String key = subject.subjectName();
    if (waitingWorkers >= WORKERS) {
      backlog.add(key);
      return;
    }
    pending.remove(key);
    HorizontalPodAutoscaler autoscaler = autoscalers.get(key);
    if (autoscaler == null) {
      histories.remove(key);
      return;
    }
    // Until the sync ends, a change of the autoscaler must not start a second one.
    pending.add(key);
    Sync started = new Sync(autoscaler, histories.computeIfAbsent(key, k -> new ScaleHistory()));
    started.run();
    if (!started.ended) {
      waitingWorkers++;
      started.holdsWorker = true;
    }
  }

  private void finished(Sync ended) {
    String key = ended.autoscaler.key();
    long tookNanos = simulator.now() - ended.startedNanos;
    if (ended.holdsWorker) {
      waitingWorkers--;
    }
    // The informer's resync queues every autoscaler each 15 s, to be synced 15 s later; a sync that
    // took longer finds its successor waiting. The resync's phase is taken as half a period.
    long period = tookNanos > SYNC_PERIOD_NANOS * 3 / 2 ? 0 : SYNC_PERIOD_NANOS;
    schedule(key, period + (ended.idle ? IDLE_SYNC_DURATION_NANOS : SYNC_DURATION_NANOS));
    String next = ended.holdsWorker ? backlog.poll() : null;
    if (next != null) {
      onSync(Subject.of(next));
    }
  }

  /** One look at one autoscaler. */
  private final class Sync {
    private final HorizontalPodAutoscaler autoscaler;
    private final ScaleHistory history;
    private final List<Condition> conditions;
    private final long startedNanos;
    private List<String> metrics = List.of();
    private String rescaleReason = "";
    private boolean idle;
    private boolean ended;
    private boolean holdsWorker;

    Sync(HorizontalPodAutoscaler autoscaler, ScaleHistory history) {
      this.autoscaler = autoscaler;
      this.history = history;
      this.startedNanos = simulator.now();
      this.conditions = new ArrayList<>(autoscaler.status().conditions());
    }

    private Timestamp now() {
      return cluster.now();
    }

    private void set(String type, String status, String reason, String message) {
      for (int i = 0; i < conditions.size(); i++) {
        Condition current = conditions.get(i);
        if (current.type().equals(type)) {
          Timestamp since =
              current.status().equals(status)
                  ? current.lastTransitionTime()
                  : now().truncatedToSecond();
          conditions.set(i, new Condition(type, status, reason, message, since, null));
          return;
        }
      }
      conditions.add(new Condition(type, status, reason, message, now().truncatedToSecond(), null));
    }

    void run() {
      Scale target =
          Scale.read(
              cluster,
              autoscaler.namespace(),
              String.valueOf(autoscaler.spec().scaleTargetRef().kind()),
              autoscaler.spec().scaleTargetRef().name());
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
        history.recommend(target.specReplicas(), now().nanos());
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
        new MetricsPass(target, min, max).readFrom(0);
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
    private final class MetricsPass {
      private final Scale target;
      private final int min;
      private final int max;
      private final MetricReader reader;
      private final List<String> statuses = new ArrayList<>(2);
      private @Nullable MetricReading highest;
      private @Nullable MetricReading failure;
      private int failures;

      MetricsPass(Scale target, int min, int max) {
        this.target = target;
        this.min = min;
        this.max = max;
        this.reader = new MetricReader(cluster, autoscaler, target);
      }

      void readFrom(int index) {
        List<MetricSpec> specs = autoscaler.spec().metrics();
        if (index == specs.size()) {
          metrics = statuses;
          decide();
          return;
        }
        reader.read(
            specs.get(index),
            reading -> {
              take(reading);
              readFrom(index + 1);
            });
      }

      private void take(MetricReading reading) {
        if (reading.isFailed()) {
          recorder.record(autoscaler, "Warning", reading.failureReason(), reading.failure());
          failure = failure == null ? reading : failure;
          failures++;
          return;
        }
        statuses.add(reading.status());
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
        set(
            "ScalingActive",
            "True",
            "ValidMetricFound",
            "the HPA was able to successfully calculate a replica count from " + best.name());
        int proposed = best.replicas();
        if (proposed > current) {
          rescaleReason = best.name() + " above target";
        } else if (proposed < current) {
          rescaleReason = "All metrics below target";
        }
        Decision decision =
            Decision.of(
                history, autoscaler.spec().behavior(), current, proposed, min, max, now().nanos());
        set("AbleToScale", "True", decision.stabilized(), decision.stabilizedMessage());
        set(
            "ScalingLimited",
            decision.limited() ? "True" : "False",
            decision.reason(),
            decision.message());
        return decision.replicas();
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
        history.scaled(target.specReplicas(), desired, now().nanos());
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

    private void writeStatus(int current, int desired, boolean rescaled) {
      HorizontalPodAutoscalerStatus before = autoscaler.status();
      HorizontalPodAutoscalerStatus status =
          new HorizontalPodAutoscalerStatus(
              before.observedGeneration(),
              rescaled ? now().truncatedToSecond() : before.lastScaleTime(),
              current,
              desired,
              metrics,
              conditions);
      if (!status.equals(before)) {
        cluster.update(autoscaler.withStatus(status));
      }
    }

    private int orOne(@Nullable Integer replicas) {
      return replicas == null ? 1 : replicas;
    }
  }
}
