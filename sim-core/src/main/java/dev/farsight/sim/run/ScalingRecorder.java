package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.process.load.MessageQueue;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.spec.LoadCurve;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps what autoscaling did: sizes wanted and Ready, load, queues, and how long capacity took. */
final class ScalingRecorder {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long CURVE_STEP_NANOS = 60 * SECOND_NANOS;
  private static final long RAMP_STEP_NANOS = 10 * SECOND_NANOS;

  /** A rise of the load this long before a step up of the size counts as its cause. */
  private static final long CAUSE_NANOS = 600 * SECOND_NANOS;

  private final Cluster cluster;
  private final List<LoadSpec> loads;
  private final List<MessageQueue> queues;
  private final SeriesBuilder wanted = new SeriesBuilder(Series.WANTED_REPLICAS);
  private final SeriesBuilder ready = new SeriesBuilder(Series.READY_REPLICAS);
  private final SeriesBuilder set = new SeriesBuilder(Series.LOAD);
  private final SeriesBuilder length = new SeriesBuilder(Series.QUEUE_LENGTH);
  private final Map<String, String> targetOfAutoscaler = new LinkedHashMap<>();
  private final Set<String> targets = new LinkedHashSet<>();
  private final Map<String, Integer> wantedOf = new LinkedHashMap<>();
  private final Map<String, Integer> readyOf = new LinkedHashMap<>();
  private final Map<String, Double> setOf = new LinkedHashMap<>();
  private final Map<String, Long> shortSince = new LinkedHashMap<>();
  private final List<Long> capacityNanos = new ArrayList<>();
  private final TreeSet<Long> rises = new TreeSet<>();
  private boolean frozen;

  ScalingRecorder(Cluster cluster, List<LoadSpec> loads, List<MessageQueue> queues) {
    this.cluster = cluster;
    this.loads = loads;
    this.queues = queues;
    cluster.watch(Kinds.HORIZONTAL_POD_AUTOSCALER, 0, this::onAutoscaler);
    cluster.watch(Kinds.DEPLOYMENT, 0, this::onDeployment);
    cluster.watch(Kinds.STATEFUL_SET, 0, this::onStatefulSet);
    cluster.watch(Kinds.EXTERNAL_METRIC, 0, this::onMetric);
    for (MessageQueue queue : queues) {
      queue.listen(new Sampler()::sample);
    }
    for (LoadSpec load : loads) {
      if (load.form() instanceof LoadForm.Given given
          && given.curve() instanceof LoadCurve.Points points) {
        long before = 0;
        for (LoadCurve.Point point : points.points()) {
          if (point.milli() > before) {
            rises.add(point.atNanos());
          }
          before = point.milli();
        }
      }
    }
  }

  /** Ends the record. */
  void freeze() {
    frozen = true;
  }

  private long now() {
    return cluster.nowNanos();
  }

  /** Notes a queue's length at most once a second, and when it runs dry. */
  private final class Sampler {
    private long lastNanos = Long.MIN_VALUE / 2;
    private int noted;

    void sample(int waiting, int inWork) {
      boolean due = now() - lastNanos >= SECOND_NANOS || waiting == 0;
      if (due && waiting != noted && !frozen) {
        length.change(now(), waiting - noted);
        if (waiting > noted) {
          rises.add(now());
        }
        noted = waiting;
        lastNanos = now();
      }
    }
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    HorizontalPodAutoscaler autoscaler = event.object();
    if (frozen || event.type() == WatchEvent.Type.DELETED) {
      return;
    }
    String kind = String.valueOf(autoscaler.spec().scaleTargetRef().kind());
    String name = autoscaler.spec().scaleTargetRef().name();
    String id = kind + "/" + autoscaler.namespace() + "/" + name;
    if (id.equals(targetOfAutoscaler.put(autoscaler.key(), id)) || !targets.add(id)) {
      return;
    }
    String key = autoscaler.namespace() + "/" + name;
    Deployment deployment = cluster.get(Kinds.DEPLOYMENT, key);
    StatefulSet statefulSet = cluster.get(Kinds.STATEFUL_SET, key);
    if (kind.equals("Deployment") && deployment != null) {
      note(id, replicas(deployment.spec().replicas()), deployment.status().readyReplicas());
    } else if (kind.equals("StatefulSet") && statefulSet != null) {
      note(id, replicas(statefulSet.spec().replicas()), statefulSet.status().readyReplicas());
    }
  }

  private static int replicas(@org.jspecify.annotations.Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }

  private void onDeployment(WatchEvent<Deployment> event) {
    if (targets.isEmpty()) {
      return;
    }
    Deployment deployment = event.object();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    note(
        "Deployment/" + event.key(),
        gone ? 0 : replicas(deployment.spec().replicas()),
        gone ? 0 : deployment.status().readyReplicas());
  }

  private void onStatefulSet(WatchEvent<StatefulSet> event) {
    StatefulSet statefulSet = event.object();
    boolean gone = event.type() == WatchEvent.Type.DELETED;
    note(
        "StatefulSet/" + event.key(),
        gone ? 0 : replicas(statefulSet.spec().replicas()),
        gone ? 0 : statefulSet.status().readyReplicas());
  }

  private void note(String id, int wantedNow, int readyNow) {
    if (frozen || !targets.contains(id)) {
      return;
    }
    Integer wantedBefore = wantedOf.put(id, wantedNow);
    Integer readyBefore = readyOf.put(id, readyNow);
    wanted.change(now(), wantedNow - (wantedBefore == null ? 0 : wantedBefore));
    ready.change(now(), readyNow - (readyBefore == null ? 0 : readyBefore));
    Long since = shortSince.get(id);
    if (readyNow < wantedNow && since == null) {
      Long rise = rises.floor(now());
      boolean caused = rise != null && now() - rise <= CAUSE_NANOS;
      shortSince.put(id, caused ? rise : now());
    } else if (readyNow >= wantedNow && since != null) {
      shortSince.remove(id);
      if (readyNow > 0) {
        capacityNanos.add(now() - since);
      }
    }
  }

  private void onMetric(WatchEvent<ExternalMetric> event) {
    if (frozen) {
      return;
    }
    ExternalMetric metric = event.object();
    Quantity quantity = event.type() == WatchEvent.Type.DELETED ? null : metric.value();
    double value = quantity == null ? 0 : quantity.units() + quantity.nanos() / 1e9;
    Double before = setOf.put(metric.key(), value);
    double change = value - (before == null ? 0 : before);
    set.change(now(), change);
    if (change > 0) {
      rises.add(now());
    }
  }

  Series wanted(long endNanos) {
    return wanted.build(endNanos);
  }

  Series ready(long endNanos) {
    return ready.build(endNanos);
  }

  Series length(long endNanos) {
    return length.build(endNanos);
  }

  /** What steps set, and curves looked at where they change. */
  Series load(long endNanos) {
    for (LoadSpec load : loads) {
      if (load.form() instanceof LoadForm.Given given) {
        add(given.curve(), endNanos);
      }
    }
    return set.build(endNanos);
  }

  private void add(LoadCurve curve, long endNanos) {
    TreeSet<Long> instants = new TreeSet<>();
    boolean jumps = false;
    if (curve instanceof LoadCurve.Points points) {
      points.points().forEach(point -> instants.add(point.atNanos()));
      jumps = !points.ramp();
    }
    long step = curve instanceof LoadCurve.Day ? CURVE_STEP_NANOS : RAMP_STEP_NANOS;
    long last = Math.min(endNanos, curve.lastChangeNanos());
    for (long at = 0; !jumps && at <= last; at += step) {
      instants.add(at);
    }
    long before = 0;
    for (long at : instants) {
      long milli = curve.milliAt(at);
      if (milli != before && at <= endNanos) {
        set.change(at, (milli - before) / 1000.0);
        before = milli;
      }
    }
  }

  /** Waits of messages, those that never came to an end included, and times to capacity. */
  List<Durations> durations() {
    long[] waits = new long[0];
    for (MessageQueue queue : queues) {
      long[] own = queue.waitsNanos();
      int never = queue.untouchedCount();
      int at = waits.length;
      waits = Arrays.copyOf(waits, at + own.length + never);
      System.arraycopy(own, 0, waits, at, own.length);
      Arrays.fill(waits, at + own.length, waits.length, Durations.NEVER_NANOS);
    }
    long[] capacity = new long[capacityNanos.size() + shortSince.size()];
    for (int i = 0; i < capacity.length; i++) {
      capacity[i] = i < capacityNanos.size() ? capacityNanos.get(i) : Durations.NEVER_NANOS;
    }
    return List.of(
        new Durations(Durations.QUEUE_WAIT, waits),
        new Durations(Durations.TIME_TO_CAPACITY, capacity));
  }
}
