package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HorizontalPodAutoscaler controller of kube-controller-manager. */
public final class HorizontalController {

  /** Time between two syncs of one autoscaler, in nanoseconds. */
  public static final long SYNC_PERIOD_NANOS = 15_000_000_000L;

  /** How long a sync takes until the next waiting time starts, in nanoseconds (as recorded). */
  public static final long SYNC_DURATION_NANOS = 15_000_000L;

  private final Simulator simulator;
  private final Cluster cluster;
  private final Informer<HorizontalPodAutoscaler> autoscalers;
  private final EventRecorder recorder;
  private final EventType<Subject> sync;
  private final Map<String, ScaleHistory> histories = new LinkedHashMap<>();
  private final Map<String, Long> pending = new LinkedHashMap<>();

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
    if (event.type() == WatchEvent.Type.DELETED) {
      histories.remove(key);
    } else if (!pending.containsKey(key)) {
      pending.put(key, simulator.schedule(SYNC_PERIOD_NANOS, sync, Subject.of(key)));
    }
  }

  private void onSync(Subject subject) {
    String key = subject.subjectName();
    pending.remove(key);
    HorizontalPodAutoscaler autoscaler = autoscalers.get(key);
    if (autoscaler == null) {
      return;
    }
    pending.put(key, simulator.schedule(SYNC_PERIOD_NANOS + SYNC_DURATION_NANOS, sync, subject));
    try {
      new Sync(autoscaler, histories.computeIfAbsent(key, k -> new ScaleHistory())).run();
    } catch (ApiException e) {
      // The next sync tries again, as upstream.
    }
  }

  /** One look at one autoscaler. */
  private final class Sync {
    private final HorizontalPodAutoscaler autoscaler;
    private final ScaleHistory history;
    private final List<Condition> conditions;
    private List<String> metrics = List.of();
    private String rescaleReason = "";

    Sync(HorizontalPodAutoscaler autoscaler, ScaleHistory history) {
      this.autoscaler = autoscaler;
      this.history = history;
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
      ScaleTarget target =
          ScaleTarget.read(
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

    private void decide(ScaleTarget target) {
      int current = target.specReplicas();
      int min = orOne(autoscaler.spec().minReplicas());
      int max = autoscaler.spec().maxReplicas();
      int desired;
      if (current == 0 && min != 0) {
        set(
            "ScalingActive",
            "False",
            "ScalingDisabled",
            "scaling is disabled since the replica count of the target is zero");
        write(current, current, false);
        return;
      } else if (current > max) {
        rescaleReason = "Current number of replicas above Spec.MaxReplicas";
        desired = max;
      } else if (current < min) {
        rescaleReason = "Current number of replicas below Spec.MinReplicas";
        desired = min;
      } else {
        desired = byMetrics(target, min, max);
        if (desired < 0) {
          write(current, autoscaler.status().desiredReplicas(), false);
          return;
        }
      }
      if (desired != current) {
        rescale(target, desired);
      }
      write(current, desired, desired != current);
    }

    /** Returns the size that metrics and limits lead to, or -1 if no metric can be read. */
    private int byMetrics(ScaleTarget target, int min, int max) {
      int current = target.specReplicas();
      MetricReader reader = new MetricReader(cluster, autoscaler, target);
      List<String> statuses = new ArrayList<>();
      MetricReading highest = null;
      MetricReading failure = null;
      int failures = 0;
      for (MetricSpec spec : autoscaler.spec().metrics()) {
        MetricReading reading = reader.read(spec);
        if (reading.isFailed()) {
          failure = failure == null ? reading : failure;
          failures++;
          continue;
        }
        statuses.add(reading.status());
        if (highest == null || reading.replicas() > highest.replicas()) {
          highest = reading;
        }
      }
      metrics = statuses;
      if (failure != null && (highest == null || highest.replicas() < current)) {
        fail(failure, failures);
        return -1;
      }
      if (highest == null) {
        return current;
      }
      set(
          "ScalingActive",
          "True",
          "ValidMetricFound",
          "the HPA was able to successfully calculate a replica count from " + highest.name());
      int proposed = highest.replicas();
      if (proposed > current) {
        rescaleReason = highest.name() + " above target";
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

    private void fail(MetricReading failure, int failures) {
      recorder.record(autoscaler, "Warning", failure.failureReason(), failure.failure());
      set(
          "ScalingActive",
          "False",
          failure.failureReason(),
          "the HPA was unable to compute the replica count: " + failure.failure());
      recorder.record(
          autoscaler,
          "Warning",
          "FailedComputeMetricsReplicas",
          "invalid metrics ("
              + failures
              + " invalid out of "
              + autoscaler.spec().metrics().size()
              + "), first error is: failed to get external metric: "
              + failure.failure());
    }

    private void rescale(ScaleTarget target, int desired) {
      target.scale(cluster, desired);
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

    private void write(int current, int desired, boolean rescaled) {
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
