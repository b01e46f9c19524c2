package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.kube.ScaledObjectStatus;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.TriggerActivityStatus;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides on the steps from and to 0 or the idle size ({@code scale_scaledobjects.go}). */
final class ScaleExecutor {

  private static final String OPERATOR = "keda-operator";
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DEFAULT_COOLDOWN_SECONDS = 300;

  /**
   * What the triggers of a ScaledObject say together.
   *
   * @param active whether any of them is active
   * @param error whether any of them failed
   * @param activeMetrics metrics of the active ones
   */
  record State(boolean active, boolean error, List<String> activeMetrics) {}

  /** A size that is about to be written. */
  private record Update(ScaledObject object, int replicas, String cause, ScaleLoop loop)
      implements Subject {

    @Override
    public long subjectId() {
      return loop.subjectId();
    }

    @Override
    public String subjectName() {
      return loop.subjectName();
    }
  }

  private final Simulator simulator;
  private final Cluster cluster;
  private final KedaSettings settings;
  private final KedaEvents events;
  private final EventType<Update> scaled;

  ScaleExecutor(Simulator simulator, Cluster cluster, KedaSettings settings, KedaEvents events) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.settings = settings;
    this.events = events;
    this.scaled = simulator.declare("keda.scale", Priority.CONTROL, this::onScale);
  }

  /** Acts on the state of the triggers and writes what came of it into the status. */
  void requestScale(HeldScaledObject held, State state, ScaleLoop loop) {
    ScaledObject object = held.object();
    Status status = new Status(object, loop);
    status.set(
        KedaConditions.READY,
        "True",
        "ScaledObjectReady",
        "ScaledObject is defined correctly and is ready for scaling");
    status.activity(object, state.activeMetrics());
    Scale scale = held.scale(cluster);
    if (scale == null) {
      status.set(
          KedaConditions.READY,
          "False",
          "ErrorGettingCurrentReplicas",
          "Error getting current replicas count for ScaleTarget: "
              + ScaleTargets.notCached(object));
      status.write();
      return;
    }
    if (Annotations.isPaused(object)) {
      status.set(KedaConditions.PAUSED, "True", "ScaledObjectPaused", "ScaledObject is paused");
      status.write();
      return;
    }
    boolean forced = Annotations.isActivationForced(object);
    if (state.active() || forced) {
      loop.coolDown(-1);
      activate(object, state, forced, scale.specReplicas(), status, loop);
    } else {
      deactivate(object, state, scale.specReplicas(), status, loop);
    }
    autoscalerHealth(held, status);
    status.write();
  }

  private void activate(
      ScaledObject object,
      State state,
      boolean forced,
      int current,
      Status status,
      ScaleLoop loop) {
    status.set(
        KedaConditions.ACTIVE,
        "True",
        "ScalerActive",
        forced
            ? "Scaling is performed because activation is being forced by annotation"
            : "Scaling is performed because triggers are active");
    int least = object.spec().leastReplicas();
    boolean idle = object.spec().idleReplicaCount() != null && current < least;
    if (idle || current == 0) {
      if (!Annotations.isScaleOutPaused(object)) {
        String cause =
            forced
                ? ", caused by forced activation annotation"
                : ", triggered by " + String.join(";", state.activeMetrics());
        update(object, Math.max(1, least), cause, loop);
      }
    } else if (state.error()) {
      status.set(
          KedaConditions.READY,
          "Unknown",
          "PartialTriggerError",
          "Some triggers defined in ScaledObject are not working correctly");
    } else {
      status.lastActive = now();
    }
  }

  private Timestamp now() {
    return new Timestamp(settings.wholeSecond(simulator.now()));
  }

  private void deactivate(
      ScaledObject object, State state, int current, Status status, ScaleLoop loop) {
    ScaledObjectSpec spec = object.spec();
    status.set(
        KedaConditions.ACTIVE,
        "False",
        "ScalerNotActive",
        "Scaling is not performed because triggers are not active");
    Integer idle = spec.idleReplicaCount();
    int least = spec.leastReplicas();
    if (state.error() && spec.fallback() != null && spec.fallback().replicas() != 0) {
      return;
    }
    if (state.error() && spec.fallback() == null) {
      status.set(
          KedaConditions.READY,
          "False",
          "TriggerError",
          "Triggers defined in ScaledObject are not working correctly");
    } else if ((idle != null && current > idle) || (current > 0 && least == 0)) {
      toZeroOrIdle(object, idle == null ? least : idle, status, loop);
    } else if (idle == null && current < least) {
      update(object, least, "", loop);
    }
  }

  private void toZeroOrIdle(ScaledObject object, int replicas, Status status, ScaleLoop loop) {
    if (Annotations.isScaleInPaused(object)) {
      return;
    }
    long endNanos = cooldownEndNanos(object, loop);
    if (endNanos < simulator.now()) {
      update(object, replicas, "", loop);
    } else {
      loop.coolDown(endNanos);
      status.set(
          KedaConditions.ACTIVE,
          "False",
          "ScalerCooldown",
          "Scaler cooling down because triggers are not active");
    }
  }

  /** Without any activity so far only the initial period holds, from the creation on. */
  private long cooldownEndNanos(ScaledObject object, ScaleLoop loop) {
    ScaledObjectSpec spec = object.spec();
    Timestamp kept = loop.lastActive();
    Timestamp active = kept != null ? kept : object.status().lastActiveTime();
    if (active != null) {
      Integer seconds = spec.cooldownPeriod();
      return active.nanos() + (seconds == null ? DEFAULT_COOLDOWN_SECONDS : seconds) * SECOND_NANOS;
    }
    Timestamp created = object.metadata().creationTimestamp();
    Integer seconds = spec.initialCooldownPeriod();
    long fromNanos = created == null ? 0 : settings.wholeSecond(created.nanos());
    return fromNanos + (seconds == null ? 0 : seconds) * SECOND_NANOS;
  }

  /**
   * Writes what a loop that ends has kept back. The time of the last activity changes with nearly
   * every poll and nobody but the loop looks at it, so it is written with the next other change,
   * and at once only where somebody listens.
   */
  void finish(ScaleLoop loop) {
    ScaledObject object = cluster.get(Kinds.SCALED_OBJECT, loop.subjectName());
    Timestamp active = loop.lastActive();
    if (object == null || active == null) {
      return;
    }
    loop.keepActive(null);
    cluster.renew(
        Kinds.SCALED_OBJECT,
        object.key(),
        server -> server.withStatus(server.status().withLastActiveTime(active)));
  }

  private void update(ScaledObject object, int replicas, String cause, ScaleLoop loop) {
    simulator.schedule(KedaDefaults.SCALE_NANOS, scaled, new Update(object, replicas, cause, loop));
  }

  private void onScale(Update update) {
    ScaledObject object = update.object();
    Scale scale = ScaleTargets.scale(cluster, object);
    if (scale == null || !update.loop().isRunning()) {
      return;
    }
    int current = scale.specReplicas();
    scale.update(cluster, update.replicas(), OPERATOR);
    String what =
        ScaleTargets.groupVersionKind(object)
            + " "
            + scale.key()
            + " from "
            + current
            + " to "
            + update.replicas();
    if (!update.cause().isEmpty()) {
      events.normal(object, "KEDAScaleTargetActivated", "Scaled " + what + update.cause());
      Status status = new Status(object, update.loop());
      status.lastActive = now();
      status.write();
    } else if (isDeactivation(object, update.replicas())) {
      events.normal(object, "KEDAScaleTargetDeactivated", "Deactivated " + what);
    }
  }

  private static boolean isDeactivation(ScaledObject object, int replicas) {
    Integer idle = object.spec().idleReplicaCount();
    return idle != null ? replicas == idle : object.spec().leastReplicas() == 0;
  }

  /** Mirrors the autoscaler's own view of itself. */
  private void autoscalerHealth(HeldScaledObject held, Status status) {
    HorizontalPodAutoscaler autoscaler = held.autoscaler(cluster);
    if (autoscaler == null) {
      return;
    }
    for (Condition condition : autoscaler.status().conditions()) {
      if (!condition.type().equals("ScalingActive")) {
        continue;
      }
      if (condition.status().equals("True")) {
        status.set(KedaConditions.HPA_ACTIVE, "True", "HPAActive", "HPA is actively scaling");
      } else if (condition.reason().equals("ScalingDisabled")) {
        status.set(KedaConditions.HPA_ACTIVE, "True", "ScalingDisabled", condition.message());
      } else {
        status.set(
            KedaConditions.HPA_ACTIVE,
            "False",
            condition.reason(),
            "HPA is not actively scaling: " + condition.message());
      }
      return;
    }
  }

  /** What shall be written into the status, on top of what is there. */
  private final class Status {
    private final String key;
    private final ScaleLoop loop;
    private final ScaledObjectStatus before;
    private List<Condition> conditions;
    private @Nullable Timestamp lastActive;
    private @Nullable Map<String, TriggerActivityStatus> activity;

    Status(ScaledObject object, ScaleLoop loop) {
      this.key = loop.subjectName();
      this.loop = loop;
      this.lastActive = loop.lastActive();
      ScaledObject current = cluster.get(Kinds.SCALED_OBJECT, key);
      this.before = current == null ? object.status() : current.status();
      this.conditions = before.conditions();
    }

    void set(String type, String status, String reason, String message) {
      conditions = KedaConditions.with(conditions, type, status, reason, message);
    }

    void activity(ScaledObject object, List<String> active) {
      Map<String, TriggerActivityStatus> known = before.triggersActivity();
      List<String> names = object.status().externalMetricNames();
      boolean same = known.size() == names.size();
      for (String name : names) {
        TriggerActivityStatus old = known.get(name);
        same &= old != null && old.isActive() == active.contains(name);
      }
      if (!same) {
        Map<String, TriggerActivityStatus> changed = FrozenMap.empty();
        for (String name : names) {
          changed = FrozenMap.with(changed, name, new TriggerActivityStatus(active.contains(name)));
        }
        activity = changed;
      }
    }

    void write() {
      boolean more = conditions != before.conditions() || activity != null;
      boolean later = lastActive != null && !lastActive.equals(before.lastActiveTime());
      if (!more && !later) {
        return;
      }
      if (!more && !cluster.audit().isHeard()) {
        loop.keepActive(lastActive);
        return;
      }
      loop.keepActive(null);
      ScaledObjectStatus next = before;
      if (conditions != before.conditions()) {
        next = next.withConditions(conditions);
      }
      if (activity != null) {
        next = next.withTriggersActivity(activity);
      }
      if (later) {
        next = next.withLastActiveTime(lastActive);
      }
      ScaledObjectStatus written = next;
      try {
        if (more) {
          cluster.modify(Kinds.SCALED_OBJECT, key, server -> server.withStatus(written));
        } else {
          cluster.renew(Kinds.SCALED_OBJECT, key, server -> server.withStatus(written));
        }
      } catch (ApiException gone) {
        // the ScaledObject was deleted meanwhile
      }
    }
  }
}
