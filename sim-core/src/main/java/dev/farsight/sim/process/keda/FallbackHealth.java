package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Fallback;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HealthStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ScaledObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts failures per metric and puts a fallback value in place ({@code pkg/fallback}). */
final class FallbackHealth {

  private static final String HAPPY = "Happy";
  private static final String FAILING = "Failing";

  /**
   * What a metric counts as.
   *
   * @param milli value in thousandths; meaningless if there is an error
   * @param inFallback whether the value is that of the fallback
   * @param error what went wrong; absent if there is a value
   */
  record Outcome(long milli, boolean inFallback, @Nullable String error) {}

  private final Cluster cluster;

  FallbackHealth(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Returns whether there is a fallback that KEDA heeds ({@code HasValidFallback}). */
  static boolean isValid(@Nullable Fallback fallback) {
    return fallback != null && fallback.failureThreshold() >= 0 && fallback.replicas() >= 0;
  }

  /**
   * Judges a reading.
   *
   * @param holder the ScaledObject as its reader holds it, who takes note of what is written
   */
  Outcome judge(HeldScaledObject holder, Trigger trigger, ScalerReader.Reading reading) {
    ScaledObject held = holder.object();
    long milli = Math.max(0, reading.milli()); // a metric has no sign
    Fallback fallback = held.spec().fallback();
    if (fallback == null || !isValid(fallback)) {
      return new Outcome(milli, false, reading.error());
    }
    String metric = trigger.metricName();
    if (reading.error() == null) {
      holder.hold(write(held, fallback, metric, new HealthStatus(0, HAPPY)));
      return new Outcome(milli, false, null);
    }
    HealthStatus before = held.status().health().get(metric);
    Integer failures = before == null ? null : before.numberOfFailures();
    int count = (failures == null ? 0 : failures) + 1;
    ScaledObject now = write(held, fallback, metric, new HealthStatus(count, FAILING));
    holder.hold(now);
    if (count <= fallback.failureThreshold()) {
      return new Outcome(0, false, reading.error());
    }
    return replace(now, fallback, trigger, reading.error());
  }

  private ScaledObject write(
      ScaledObject held, Fallback fallback, String metric, HealthStatus health) {
    var counted = FrozenMap.with(held.status().health(), metric, health);
    boolean exceeded = false;
    for (HealthStatus each : counted.values()) {
      Integer failures = each.numberOfFailures();
      exceeded |=
          each.status().equals(FAILING)
              && failures != null
              && failures > fallback.failureThreshold();
    }
    List<Condition> conditions =
        exceeded
            ? KedaConditions.with(
                held.status().conditions(),
                KedaConditions.FALLBACK,
                "True",
                "FallbackExists",
                "At least one trigger is falling back on this scaled object")
            : KedaConditions.with(
                held.status().conditions(),
                KedaConditions.FALLBACK,
                "False",
                "NoFallbackFound",
                "No fallbacks are active on this scaled object");
    boolean other = conditions != held.status().conditions();
    if (!other && health.equals(held.status().health().get(metric))) {
      return held;
    }
    try {
      return cluster.renew(
          Kinds.SCALED_OBJECT,
          held.key(),
          server ->
              server.withStatus(
                  server
                      .status()
                      .withHealth(FrozenMap.with(server.status().health(), metric, health))
                      .withConditions(other ? conditions : server.status().conditions())));
    } catch (ApiException gone) {
      return held;
    }
  }

  /** The value that makes the autoscaler want the size of the fallback. */
  private Outcome replace(
      ScaledObject held, Fallback fallback, Trigger trigger, @Nullable String error) {
    Scale scale = ScaleTargets.scale(cluster, held);
    String behavior = fallback.behavior() == null ? "static" : fallback.behavior();
    if (scale == null && !behavior.equals("static")) {
      return new Outcome(0, false, error);
    }
    int current = scale == null ? 0 : scale.specReplicas();
    double replicas =
        switch (behavior) {
          case "currentReplicas" -> current;
          case "currentReplicasIfHigher" -> Math.max(current, fallback.replicas());
          case "currentReplicasIfLower" -> Math.min(current, fallback.replicas());
          default -> fallback.replicas();
        };
    if (trigger.isByValue()) {
      int ready = scale == null ? 0 : readyPods(held.namespace(), scale.selector());
      if (ready == 0) {
        return new Outcome(0, false, "error performing fallback");
      }
      replicas /= ready;
    }
    return new Outcome((long) (trigger.targetMilli() * replicas), true, null);
  }

  private int readyPods(String namespace, @Nullable LabelSelector selector) {
    int ready = 0;
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(namespace)) {
      if (selector != null
          && selector.matches(pod.metadata().labels())
          && "Running".equals(pod.status().phase())
          && pod.status().isReady()) {
        ready++;
      }
    }
    return ready;
  }
}
