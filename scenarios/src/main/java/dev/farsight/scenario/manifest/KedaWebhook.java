package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Fallback;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.process.keda.TriggerSources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What KEDA would refuse about one of its objects taken alone, in its own words: its admission
 * webhook ({@code scaledobject_webhook.go} of KEDA v2.20.2), and, as warnings, its operator, which
 * leaves an object without scalers.
 */
public final class KedaWebhook {

  private static final int LONGEST_LABEL = 63;
  private static final String WEBHOOK = "KEDA's webhook refuses it: ";

  private final KubeObject object;
  private final Document document;
  private final JsonPath spec;
  private final Issues issues;

  /**
   * Creates the check of an object.
   *
   * @param object any object; only KEDA's are looked at
   * @param document document that it stands in
   * @param path its place in the document
   * @param issues where to report
   */
  public KedaWebhook(KubeObject object, Document document, JsonPath path, Issues issues) {
    this.object = object;
    this.document = document;
    this.spec = path.child("spec");
    this.issues = issues;
  }

  /** Reports everything that KEDA would refuse; nothing of an object that a cluster holds. */
  public void check() {
    if (ApiValidation.isHeld(object)) {
      return;
    }
    if (object instanceof ScaledObject scaledObject) {
      scaledObject(scaledObject);
      triggers(scaledObject.spec().triggers());
    } else if (object instanceof ScaledJob scaledJob) {
      triggers(scaledJob.spec().triggers());
      for (int i = 0; i < scaledJob.spec().triggers().size(); i++) {
        String type = scaledJob.spec().triggers().get(i).metricType();
        if (type != null && !type.isEmpty()) {
          warn(trigger(i).child("metricType"), "Cannot set metricType in ScaledJob triggers", "");
        }
      }
    }
  }

  private JsonPath trigger(int index) {
    return spec.child("triggers").child(index);
  }

  private void scaledObject(ScaledObject scaledObject) {
    ScaledObjectSpec wanted = scaledObject.spec();
    names(scaledObject);
    Integer idle = wanted.idleReplicaCount();
    Integer min = wanted.minReplicaCount();
    int least = min == null ? 0 : Math.max(1, min); // as it counts bounds: never 0 once set
    if (idle != null && idle >= least) {
      refuse(
          spec.child("idleReplicaCount"),
          "IdleReplicaCount=" + idle + " must be less than MinReplicaCount=" + least,
          "");
    }
    boolean onlyResources =
        !wanted.triggers().isEmpty()
            && wanted.triggers().stream().allMatch(ScaleTriggers::isResource);
    if (onlyResources && (min == null || min == 0)) {
      refuse(
          min == null ? spec.child("triggers") : spec.child("minReplicaCount"),
          "scaledobject has only cpu/memory triggers AND minReplica is 0 (scale to zero doesn't"
              + " work in this case)",
          "set minReplicaCount to 1");
    }
    fallback(wanted.fallback(), onlyResources);
    irrelevant(wanted, wanted.leastReplicas());
  }

  /** Where nothing is ever scaled to 0 the autoscaler decides alone, at its own pace. */
  private void irrelevant(ScaledObjectSpec wanted, int least) {
    Integer idle = wanted.idleReplicaCount();
    if (least == 0 || (idle != null && idle == 0)) {
      return;
    }
    boolean cached =
        wanted.triggers().stream()
            .anyMatch(trigger -> Boolean.TRUE.equals(trigger.useCachedMetrics()));
    String relevant =
        " is configured but is not relevant: it is only relevant when minReplicaCount = 0 or"
            + " idleReplicaCount = 0";
    if (wanted.pollingInterval() != null && !cached) {
      note(
          spec.child("pollingInterval"),
          "PollingInterval" + relevant + " or useCachedMetrics is enabled");
    }
    if (wanted.cooldownPeriod() != null) {
      note(spec.child("cooldownPeriod"), "CooldownPeriod" + relevant);
    }
  }

  private void note(JsonPath path, String text) {
    issues.add(
        document
            .issue(IssueCode.REFUSED_BY_KEDA, path, "KEDA's webhook warns: " + text, "")
            .withSeverity(Severity.NOTE));
  }

  private void names(ScaledObject scaledObject) {
    if (scaledObject.name().length() > LONGEST_LABEL) {
      refuse(
          spec,
          "scaledobject name \""
              + scaledObject.name()
              + "\" is "
              + scaledObject.name().length()
              + " characters long; must be no more than 63",
          "");
    } else if (scaledObject.hpaName().length() > LONGEST_LABEL) {
      refuse(
          spec,
          "HPA name \""
              + scaledObject.hpaName()
              + "\" derived from scaledobject is "
              + scaledObject.hpaName().length()
              + " characters long; must be no more than 63",
          "set spec.advanced.horizontalPodAutoscalerConfig.name to a shorter name");
    }
  }

  private void fallback(@Nullable Fallback fallback, boolean onlyResources) {
    JsonNode modifiers = written("advanced", "scalingModifiers");
    boolean modified = modifiers.isObject() && !modifiers.isEmpty();
    boolean formula = !modifiers.path("formula").asText().isEmpty();
    if (modified && !formula) {
      refuse(
          spec.descend("advanced", "scalingModifiers"),
          "error ScalingModifiers.Formula is mandatory",
          "");
    } else if (formula && modifiers.path("target").asText().isEmpty()) {
      refuse(
          spec.descend("advanced", "scalingModifiers"),
          "error validating formula in ScalingModifiers: formula is given but target is empty",
          "");
    }
    if (fallback == null) {
      return;
    }
    if (onlyResources && !modified) {
      refuse(
          spec.child("fallback"),
          "at least one trigger (that is not cpu or memory) has to have the `AverageValue` type for"
              + " the fallback to be enabled",
          "");
    }
    if ("scalingModifiers".equals(fallback.behavior()) && !formula) {
      refuse(
          spec.descend("fallback", "behavior"),
          "scalingModifiers fallback behavior requires scalingModifiers.formula to be defined",
          "");
    }
  }

  private JsonNode written(String... names) {
    return document.root().at(spec.descend(names).toPointer());
  }

  private void triggers(List<ScaleTriggers> triggers) {
    String problem = triggers.isEmpty() ? null : TriggerSources.problem(triggers);
    if (problem != null) {
      refuse(spec.child("triggers"), problem, "");
    }
    for (int i = 0; i < triggers.size(); i++) {
      ScaleTriggers trigger = triggers.get(i);
      String refusal =
          trigger.type().isEmpty()
              ? null
              : TriggerSources.refusal(object.namespace(), List.of(trigger));
      if (refusal != null) {
        boolean known = TriggerSources.types().contains(trigger.type());
        warn(
            known ? trigger(i) : trigger(i).child("type"),
            refusal,
            known ? "" : DidYouMean.hint(trigger.type(), TriggerSources.types(), ""));
      }
    }
  }

  private void refuse(JsonPath path, String text, String hint) {
    issues.add(document.issue(IssueCode.REFUSED_BY_KEDA, path, WEBHOOK + text, hint));
  }

  private void warn(JsonPath path, String text, String hint) {
    issues.add(
        document
            .issue(
                IssueCode.REFUSED_BY_KEDA,
                path,
                "KEDA makes no scaler of the trigger: " + text,
                hint.isEmpty() ? "the " + object.kind().name() + " does not become Ready" : hint)
            .withSeverity(Severity.WARNING));
  }
}
