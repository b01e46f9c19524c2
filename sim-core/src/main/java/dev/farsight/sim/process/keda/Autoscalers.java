package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.CrossVersionObjectReference;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.HorizontalPodAutoscalerConfig;
import dev.farsight.sim.kube.HorizontalPodAutoscalerSpec;
import dev.farsight.sim.kube.HorizontalPodAutoscalerStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.ScaledObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The autoscaler that a ScaledObject asks for ({@code hpa.go}). */
final class Autoscalers {

  /** Most replicas where a ScaledObject names none. */
  static final int DEFAULT_MOST_REPLICAS = 100;

  private static final String VERSION = "2.20.2";
  private static final String EXCLUDED_LABELS = "scaledobject.keda.sh/hpa-excluded-labels";
  private static final int LONGEST_LABEL = 63;

  private Autoscalers() {}

  /** Returns the autoscaler of a ScaledObject, as the API server stores it. */
  static HorizontalPodAutoscaler of(ScaledObject object, List<Trigger> triggers, int most) {
    List<MetricSpec> metrics = new ArrayList<>();
    for (Trigger trigger : triggers) {
      metrics.add(trigger.metricSpec(object.name()));
    }
    metrics.sort(Comparator.comparing(MetricSpec::type));
    HorizontalPodAutoscalerBehavior behavior = behavior(object);
    HorizontalPodAutoscalerSpec spec =
        new HorizontalPodAutoscalerSpec(
            new CrossVersionObjectReference(
                ScaleTargets.apiVersion(object),
                object.targetKind(),
                object.spec().scaleTargetRef().name()),
            Math.max(1, object.spec().leastReplicas()),
            most,
            metrics,
            behavior == null ? null : behavior.completed());
    ObjectMeta metadata =
        ObjectMeta.named(object.namespace(), object.hpaName())
            .withLabels(labels(object))
            .withAnnotations(object.metadata().annotations())
            .withOwnerReferences(
                List.of(
                    new OwnerReference(
                        Kinds.SCALED_OBJECT.apiVersion(),
                        Kinds.SCALED_OBJECT.name(),
                        object.name(),
                        object.metadata().uid(),
                        true,
                        true)));
    return new HorizontalPodAutoscaler(
        metadata, spec, new HorizontalPodAutoscalerStatus(null, null, 0, 0, List.of(), List.of()));
  }

  /**
   * Returns whether an autoscaler has to be put back: labels and annotations that others have added
   * stay, unless the ScaledObject has no annotations at all.
   */
  static boolean differ(HorizontalPodAutoscaler found, HorizontalPodAutoscaler wanted) {
    ObjectMeta metadata = found.metadata();
    Map<String, String> annotations = wanted.metadata().annotations();
    return !found.spec().equals(wanted.spec())
        || !FrozenMap.holdsAll(metadata.labels(), wanted.metadata().labels())
        || (annotations.isEmpty() && !metadata.annotations().isEmpty())
        || !FrozenMap.holdsAll(metadata.annotations(), annotations);
  }

  /** Labels have at most 63 characters, and end with a letter or a digit. */
  private static String label(String name) {
    int end = Math.min(name.length(), LONGEST_LABEL);
    while (name.length() > LONGEST_LABEL
        && end > 0
        && !Character.isLetterOrDigit(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  private static Map<String, String> labels(ScaledObject object) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", label(object.hpaName()));
    labels.put("app.kubernetes.io/version", VERSION);
    labels.put("app.kubernetes.io/part-of", object.name());
    labels.put("app.kubernetes.io/managed-by", "keda-operator");
    Map<String, String> own = new TreeMap<>(object.metadata().labels());
    own.put(Trigger.OWNER_LABEL, object.name());
    own.keySet().removeAll(Annotations.listed(object, EXCLUDED_LABELS));
    labels.putAll(own);
    return labels;
  }

  private static @Nullable HorizontalPodAutoscalerBehavior behavior(ScaledObject object) {
    AdvancedConfig advanced = object.spec().advanced();
    HorizontalPodAutoscalerConfig config =
        advanced == null ? null : advanced.horizontalPodAutoscalerConfig();
    HorizontalPodAutoscalerBehavior behavior = config == null ? null : config.behavior();
    boolean in = Annotations.isScaleInPaused(object);
    boolean out = Annotations.isScaleOutPaused(object);
    if (!in && !out) {
      return behavior;
    }
    HPAScalingRules up = behavior == null ? null : behavior.scaleUp();
    HPAScalingRules down = behavior == null ? null : behavior.scaleDown();
    return new HorizontalPodAutoscalerBehavior(out ? disabled(up) : up, in ? disabled(down) : down);
  }

  private static HPAScalingRules disabled(@Nullable HPAScalingRules rules) {
    return rules == null
        ? new HPAScalingRules(null, "Disabled", List.of(), null)
        : new HPAScalingRules(
            rules.stabilizationWindowSeconds(), "Disabled", rules.policies(), rules.tolerance());
  }
}
