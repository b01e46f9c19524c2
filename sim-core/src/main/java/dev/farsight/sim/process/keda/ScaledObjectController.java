package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HealthStatus;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.kube.ScaledObjectStatus;
import dev.farsight.sim.kube.ScalingModifiers;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reconciles ScaledObjects: finalizer, conditions, target, autoscaler, loop, pauses ({@code
 * scaledobject_controller.go}).
 */
final class ScaledObjectController {

  static final String FINALIZER = "finalizer.keda.sh";
  private static final int WORKERS = 5;

  /** What is wrong with a ScaledObject. */
  private static final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckException(String message) {
      super(message, null, false, false);
    }
  }

  private final Cluster cluster;
  private final KedaEvents events;
  private final ScaleLoops loops;
  private final ScaledObjectScalers scalers;
  private final WorkQueue queue;
  private final Map<String, Long> generations = new LinkedHashMap<>();

  /** Kinds of targets that were found once since the start: they are not looked for again. */
  private final Set<String> scalableKinds = new LinkedHashSet<>();

  private boolean running;

  ScaledObjectController(
      Simulator simulator,
      Cluster cluster,
      KedaEvents events,
      ScaleLoops loops,
      ScaledObjectScalers scalers) {
    this.cluster = cluster;
    this.events = events;
    this.loops = loops;
    this.scalers = scalers;
    this.queue =
        new WorkQueue(
            simulator, "keda.scaledobject", WORKERS, KedaDefaults.RECONCILE_NANOS, this::reconcile);
    cluster.watch(Kinds.SCALED_OBJECT, 0, this::onScaledObject);
    cluster.watch(Kinds.HORIZONTAL_POD_AUTOSCALER, 0, this::onAutoscaler);
  }

  /** The operator's process has started: every ScaledObject is looked at. */
  void start() {
    running = true;
    for (ScaledObject object : cluster.store(Kinds.SCALED_OBJECT).list()) {
      queue.add(object.key());
    }
  }

  /** The operator's process has ended; with it all that it knew. */
  void stop() {
    running = false;
    loops.stopAll();
    scalers.clear();
    generations.clear();
    scalableKinds.clear();
  }

  private void onScaledObject(WatchEvent<ScaledObject> event) {
    ScaledObject object = event.object();
    ScaledObject old = event.old();
    if (!running) {
      return;
    }
    boolean matters =
        event.type() != WatchEvent.Type.MODIFIED
            || old == null
            || old.metadata().generation() != object.metadata().generation()
            || Annotations.differ(old, object)
            || (!isReady(old) && isReady(object));
    if (matters) {
      queue.add(object.key());
    }
  }

  private static boolean isReady(ScaledObject object) {
    return KedaConditions.status(object.status().conditions(), KedaConditions.READY).equals("True");
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    HorizontalPodAutoscaler autoscaler = event.object();
    HorizontalPodAutoscaler old = event.old();
    OwnerReference owner = autoscaler.metadata().controllerOwner();
    if (!running || owner == null || !owner.kind().equals(Kinds.SCALED_OBJECT.name())) {
      return;
    }
    boolean matters =
        event.type() != WatchEvent.Type.MODIFIED
            || old == null
            || !old.spec().equals(autoscaler.spec())
            || !old.metadata().labels().equals(autoscaler.metadata().labels())
            || !old.metadata().annotations().equals(autoscaler.metadata().annotations());
    if (matters) {
      queue.add(ObjectMeta.key(autoscaler.namespace(), owner.name()));
    }
  }

  private ScaledObject modify(ScaledObject object, UnaryOperator<ScaledObject> change) {
    return cluster.modify(Kinds.SCALED_OBJECT, object.key(), change);
  }

  private ScaledObject status(ScaledObject object, UnaryOperator<ScaledObjectStatus> change) {
    return modify(object, current -> current.withStatus(change.apply(current.status())));
  }

  private long reconcile(String key) {
    ScaledObject object = running ? cluster.get(Kinds.SCALED_OBJECT, key) : null;
    if (object == null) {
      queue.forget(key);
      return 0;
    }
    if (object.metadata().isTerminating()) {
      finish(object);
      queue.forget(key);
      return KedaDefaults.RECONCILE_NANOS;
    }
    if (!object.metadata().finalizers().contains(FINALIZER)) {
      List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
      finalizers.add(FINALIZER);
      object =
          modify(
              object,
              o ->
                  o.withSpec(writtenOut(o.spec()))
                      .withMetadata(o.metadata().withFinalizers(finalizers)));
    }
    if (KedaConditions.status(object.status().conditions(), KedaConditions.PAUSED).isEmpty()) {
      object = status(object, s -> s.withConditions(KedaConditions.INITIAL));
    }
    if (new Reconciliation(object).run()) {
      queue.forget(key);
    } else {
      queue.addRateLimited(key);
    }
    return KedaDefaults.RECONCILE_NANOS;
  }

  /** The operator's update writes a struct out that was absent: that makes a new generation. */
  private static ScaledObjectSpec writtenOut(ScaledObjectSpec spec) {
    AdvancedConfig advanced = spec.advanced();
    if (advanced == null || advanced.scalingModifiers() != null) {
      return spec;
    }
    return spec.withAdvanced(
        new AdvancedConfig(
            advanced.horizontalPodAutoscalerConfig(),
            advanced.restoreToOriginalReplicaCount(),
            new ScalingModifiers()));
  }

  /** What is done before a ScaledObject goes. */
  private void finish(ScaledObject object) {
    if (object.metadata().finalizers().contains(FINALIZER)) {
      stopLoop(object);
      AdvancedConfig advanced = object.spec().advanced();
      Integer original = object.status().originalReplicaCount();
      Scale scale = ScaleTargets.scale(cluster, object);
      boolean restore = advanced != null && advanced.restoreToOriginalReplicaCount();
      if (restore && original != null && scale != null) {
        scale.update(cluster, original, "keda-operator");
      }
      List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
      finalizers.remove(FINALIZER);
      modify(object, o -> o.withMetadata(o.metadata().withFinalizers(finalizers)));
    }
    events.emitWarning(object, "ScaledObjectDeleted", "ScaledObject was deleted");
  }

  private void stopLoop(ScaledObject object) {
    if (loops.stop(object.key())) {
      scalers.clear(object.key());
      events.normal(object, "KEDAScalersStopped", "Stopped scalers watch");
    }
    generations.remove(object.key());
  }

  /** One look at one ScaledObject. */
  private final class Reconciliation {
    private ScaledObject object;
    private List<Condition> conditions;

    Reconciliation(ScaledObject object) {
      this.object = object;
      this.conditions = object.status().conditions();
    }

    private void set(String type, String status, String reason, String message) {
      conditions = KedaConditions.with(conditions, type, status, reason, message);
    }

    /** Returns whether all went well. */
    boolean run() {
      boolean good = true;
      try {
        String message = check();
        if (!KedaConditions.status(conditions, KedaConditions.READY).equals("True")) {
          events.emitNormal(object, "ScaledObjectReady", "ScaledObject is ready for scaling");
        }
        set(KedaConditions.READY, "True", "ScaledObjectReady", message);
      } catch (CheckException e) {
        good = false;
        String message = String.valueOf(e.getMessage());
        set(KedaConditions.READY, "False", "ScaledObjectCheckFailed", message);
        set(KedaConditions.ACTIVE, "Unknown", "UnknownState", "ScaledObject check failed");
        events.emitWarning(object, "ScaledObjectCheckFailed", message);
      } catch (ApiException e) {
        good = false;
      }
      if (!FallbackHealth.isValid(object.spec().fallback())) {
        set(
            KedaConditions.FALLBACK,
            "False",
            "NoFallbackFound",
            "No fallbacks are active on this scaled object");
      }
      try {
        status(object, s -> s.withConditions(conditions));
      } catch (ApiException gone) {
        return true;
      }
      return good;
    }

    private boolean isPausedInStatus() {
      return KedaConditions.status(conditions, KedaConditions.PAUSED).equals("True");
    }

    private String check() {
      if (Annotations.isPaused(object)) {
        pause();
        return "ScaledObject is paused";
      }
      if (Annotations.isScaleInPaused(object) || Annotations.isScaleOutPaused(object)) {
        tellPaused();
      } else if (isPausedInStatus()) {
        String message = "pause annotation removed for ScaledObject";
        set(KedaConditions.PAUSED, "False", "ScaledObjectUnpaused", message);
        events.emitNormal(object, "ScaledObjectUnpaused", message);
        object = status(object, s -> s.withPausedReplicaCount(null));
      }
      checkTarget();
      checkBounds();
      checkTriggers();
      boolean created = ensureAutoscaler();
      Long known = generations.get(object.key());
      if (created || known == null || known != object.metadata().generation()) {
        if (loops.start(object.key(), ScaleLoops.interval(object.spec().pollingInterval()))) {
          events.loopStarted(object);
        }
        generations.put(object.key(), object.metadata().generation());
      }
      return "ScaledObject is defined correctly and is ready for scaling";
    }

    private void tellPaused() {
      boolean before = isPausedInStatus();
      set(KedaConditions.PAUSED, "True", "ScaledObjectPaused", "ScaledObject is paused");
      if (!before) {
        events.emitNormal(object, "ScaledObjectPaused", "ScaledObject is paused");
      }
    }

    private void pause() {
      tellPaused();
      object = status(object, s -> s.withConditions(conditions));
      stopLoop(object);
      String name = autoscalerName();
      String key = ObjectMeta.key(object.namespace(), name);
      if (cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, key) != null) {
        cluster.delete(Kinds.HORIZONTAL_POD_AUTOSCALER, key, DeleteOptions.BACKGROUND);
      }
      String text = Annotations.pausedReplicas(object);
      Integer count = null;
      if (text != null) {
        count = parse(text);
        Scale scale = ScaleTargets.scale(cluster, object);
        if (scale == null) {
          throw new CheckException(
              "failed to scale target to paused replica count: failed to get scale for target"
                  + " resource: "
                  + ScaleTargets.notFound(object));
        }
        if (scale.specReplicas() != count) {
          scale.update(cluster, count, "keda-operator");
        }
      }
      Integer paused = count;
      object = status(object, s -> s.withPausedReplicaCount(paused));
    }

    private int parse(String count) {
      try {
        return Integer.parseInt(count);
      } catch (NumberFormatException e) {
        throw new CheckException(
            "failed to scale target to paused replica count: failed to parse paused replica count:"
                + " strconv.ParseInt: parsing \""
                + count
                + "\": invalid syntax");
      }
    }

    private void checkTarget() {
      Scale scale = ScaleTargets.scale(cluster, object);
      String known = ScaleTargets.groupVersionKind(object);
      ScaledObjectStatus status = object.status();
      boolean unpaused = status.pausedReplicaCount() != null && !Annotations.isPauseWritten(object);
      boolean complete =
          known.equals(status.scaleTargetKind())
              && status.originalReplicaCount() != null
              && !unpaused;
      if (complete && scalableKinds.contains(known)) {
        return;
      }
      if (scale == null) {
        events.emitWarning(object, "ScaledObjectCheckFailed", "Target resource doesn't exist");
        throw new CheckException(
            "ScaledObject doesn't have correct scaleTargetRef specification: "
                + ScaleTargets.notFound(object));
      }
      scalableKinds.add(known);
      if (complete) {
        return;
      }
      Integer original = status.originalReplicaCount();
      object =
          status(
              object,
              s ->
                  s.withScaleTargetKind(known)
                      .withPausedReplicaCount(unpaused ? null : s.pausedReplicaCount())
                      .withOriginalReplicaCount(
                          original == null ? Integer.valueOf(scale.specReplicas()) : original));
    }

    private void checkBounds() {
      Integer min = object.spec().minReplicaCount();
      int least = min == null ? 0 : Math.max(1, min);
      int most = most();
      Integer idle = object.spec().idleReplicaCount();
      String what = "ScaledObject doesn't have correct Idle/Min/Max Replica Counts specification: ";
      if (least > most) {
        throw new CheckException(
            what + "MinReplicaCount=" + least + " must be less than MaxReplicaCount=" + most);
      }
      if (idle != null && idle >= least) {
        throw new CheckException(
            what + "IdleReplicaCount=" + idle + " must be less than MinReplicaCount=" + least);
      }
    }

    private void checkTriggers() {
      String problem = Trigger.problem(object.spec().triggers());
      if (problem != null) {
        throw new CheckException(
            "ScaledObject doesn't have correct triggers specification: " + problem);
      }
    }

    private int most() {
      Integer max = object.spec().maxReplicaCount();
      return max == null ? Autoscalers.DEFAULT_MOST_REPLICAS : max;
    }

    private String autoscalerName() {
      String known = object.status().hpaName();
      return known == null || known.isEmpty() ? object.hpaName() : known;
    }

    /** Returns whether the autoscaler was created anew. */
    private boolean ensureAutoscaler() {
      String name = autoscalerName();
      HorizontalPodAutoscaler found =
          cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, ObjectMeta.key(object.namespace(), name));
      HorizontalPodAutoscaler wanted = wanted();
      if (found == null || !name.equals(object.hpaName())) {
        if (found != null) {
          cluster.delete(Kinds.HORIZONTAL_POD_AUTOSCALER, found.key(), DeleteOptions.BACKGROUND);
        }
        cluster.create(wanted);
        object = status(object, s -> s.withHpaName(wanted.name()));
        return true;
      }
      if (Autoscalers.differ(found, wanted)) {
        cluster.modify(
            Kinds.HORIZONTAL_POD_AUTOSCALER,
            found.key(),
            current ->
                current
                    .withSpec(wanted.spec())
                    .withMetadata(
                        current
                            .metadata()
                            .withLabels(wanted.metadata().labels())
                            .withAnnotations(wanted.metadata().annotations())
                            .withOwnerReferences(wanted.metadata().ownerReferences())));
      }
      if (!Objects.equals(object.status().hpaName(), name)) {
        object = status(object, s -> s.withHpaName(name));
      }
      return false;
    }

    private HorizontalPodAutoscaler wanted() {
      List<Trigger> triggers;
      try {
        triggers = scalers.of(new HeldScaledObject(object)).triggers();
      } catch (ScalerException e) {
        throw new CheckException(
            "failed to ensure HPA is correctly created for ScaledObject: " + e.text());
      }
      List<String> external = new ArrayList<>();
      List<String> resources = new ArrayList<>();
      for (Trigger trigger : triggers) {
        if (trigger.isResource()) {
          if (!trigger.isOfContainer()) {
            resources.add(trigger.metricName());
          }
        } else if (external.contains(trigger.metricName())) {
          throw new CheckException(
              "failed to ensure HPA is correctly created for ScaledObject: metricName "
                  + trigger.metricName()
                  + " defined multiple times in ScaledObject "
                  + object.name());
        } else {
          external.add(trigger.metricName());
        }
      }
      object =
          status(
              object,
              s ->
                  s.withExternalMetricNames(external)
                      .withResourceMetricNames(resources)
                      .withHealth(healthOf(s, external)));
      return Autoscalers.of(object, triggers, most());
    }

    private static Map<String, HealthStatus> healthOf(
        ScaledObjectStatus status, List<String> metrics) {
      Map<String, HealthStatus> health = status.health();
      for (String metric : List.copyOf(health.keySet())) {
        if (!metrics.contains(metric)) {
          health = FrozenMap.without(health, metric);
        }
      }
      return health;
    }
  }
}
