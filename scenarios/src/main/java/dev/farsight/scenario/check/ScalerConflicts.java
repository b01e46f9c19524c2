package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.ApiValidation;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where ScaledObjects get in the way of one another, of an autoscaler or of their workload: what
 * KEDA's webhook refuses once the other object is there ({@code scaledobject_webhook.go} of KEDA
 * v2.20.2). In a folder the objects may belong to different clusters, so these are warnings.
 */
final class ScalerConflicts {

  private static final String IGNORED = "validations.keda.sh/hpa-ownership";
  private static final String TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership";

  private final Issues issues;
  private final LimitRanges limitRanges;
  private final Map<String, ManifestObject> sources = new LinkedHashMap<>();
  private final Map<String, HorizontalPodAutoscaler> autoscalers = new LinkedHashMap<>();
  private final Map<String, String> byTarget = new LinkedHashMap<>();
  private final Map<String, String> byAutoscaler = new LinkedHashMap<>();

  ScalerConflicts(List<ManifestObject> objects, LimitRanges limitRanges, Issues issues) {
    this.issues = issues;
    this.limitRanges = limitRanges;
    for (ManifestObject object : objects) {
      sources.putIfAbsent(object.id(), object);
      if (object.object() instanceof HorizontalPodAutoscaler autoscaler) {
        autoscalers.putIfAbsent(targetOf(autoscaler), autoscaler);
      }
    }
  }

  private static String targetOf(HorizontalPodAutoscaler autoscaler) {
    return autoscaler.spec().scaleTargetRef().kind()
        + "/"
        + ObjectMeta.key(autoscaler.namespace(), autoscaler.spec().scaleTargetRef().name());
  }

  private static String targetOf(ScaledObject object) {
    return object.targetKind()
        + "/"
        + ObjectMeta.key(object.namespace(), object.spec().scaleTargetRef().name());
  }

  /** Reports what one ScaledObject collides with; the first of two is the one that is there. */
  void check(ManifestObject source, ScaledObject object) {
    if (ApiValidation.isHeld(object)) {
      return; // it got into its cluster
    }
    String target = targetOf(object);
    String first = byTarget.putIfAbsent(target, object.name());
    if (first != null && !first.equals(object.name())) {
      warn(
          source,
          managed(object) + "ScaledObject '" + first + "'",
          "one of them must go: give the triggers to one ScaledObject");
    }
    String autoscaler = object.namespace() + "/" + object.hpaName();
    String holder = byAutoscaler.putIfAbsent(autoscaler, object.name());
    if (holder != null && !holder.equals(object.name())) {
      warn(
          source,
          "the HPA '"
              + object.hpaName()
              + "' is already managed by the ScaledObject '"
              + holder
              + "'",
          "");
    }
    foreign(source, object, autoscalers.get(target));
    requests(source, object, target);
  }

  private static String managed(ScaledObject object) {
    return "the workload '"
        + object.spec().scaleTargetRef().name()
        + "' is already managed by the ";
  }

  private void foreign(
      ManifestObject source, ScaledObject object, @Nullable HorizontalPodAutoscaler autoscaler) {
    if (autoscaler == null || "false".equals(autoscaler.metadata().annotations().get(IGNORED))) {
      return;
    }
    OwnerReference owner = autoscaler.metadata().controllerOwner();
    boolean owned = owner != null && owner.name().equals(object.name());
    boolean taken =
        "true".equals(object.metadata().annotations().get(TRANSFER))
            && object.hpaName().equals(autoscaler.name());
    if (!owned && !taken) {
      warn(
          source,
          managed(object) + "hpa '" + autoscaler.name() + "'",
          "KEDA makes one of its own: remove it, or hand it over with the annotation " + TRANSFER);
    }
  }

  /** Usage of cpu or memory is a share of the requests, which must be there. */
  private void requests(ManifestObject source, ScaledObject object, String target) {
    ManifestObject workload = sources.get(target);
    Workload written = workload == null ? null : Workload.of(workload, 0);
    if (written == null) {
      return;
    }
    Pod pod = limitRanges.apply(written.pod());
    Set<String> told = new LinkedHashSet<>();
    for (ScaleTriggers trigger : object.spec().triggers()) {
      if (!trigger.isResource()) {
        continue;
      }
      String resource = trigger.type();
      String only = trigger.metadata().getOrDefault("containerName", "");
      for (Container container : pod.spec().containers()) {
        boolean asked = only.isEmpty() || only.equals(container.name());
        if (asked && !isSet(container, resource) && told.add(resource + container.name())) {
          warn(
              source,
              "the scaledobject has a "
                  + resource
                  + " trigger but the container "
                  + container.name()
                  + " doesn't have the "
                  + resource
                  + " request defined",
              "set resources.requests." + resource);
        }
      }
    }
  }

  private static boolean isSet(Container container, String resource) {
    ResourceRequirements resources = container.resources();
    Quantity request = resources == null ? null : resources.requests().get(resource);
    Quantity limit = resources == null ? null : resources.limits().get(resource);
    return (request != null && request.milliValue() > 0)
        || (limit != null && limit.milliValue() > 0);
  }

  private void warn(ManifestObject source, String text, String hint) {
    issues.add(
        source
            .issue(
                IssueCode.REFUSED_BY_KEDA,
                ManifestObject.SCALE_TARGET,
                "KEDA's webhook refuses it: " + text,
                hint)
            .withSeverity(Severity.WARNING));
  }
}
