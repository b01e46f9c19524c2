package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.sim.spec.StepAction;
import java.util.ArrayList;
import java.util.List;

/** Says in a few words what a step does, for stories and reports. */
final class StepTexts {

  private StepTexts() {}

  static String of(StepAction action, Fields step, String word) {
    if (action instanceof StepAction.Apply apply) {
      return "apply " + applied(apply, step.raw(word));
    }
    if (action instanceof StepAction.CreateFargateProfile create) {
      return "create Fargate profile " + create.profile().name();
    }
    if (action instanceof StepAction.DeleteFargateProfile delete) {
      return "delete Fargate profile " + delete.name();
    }
    if (action instanceof StepAction.Rollout rollout) {
      String verb = word.substring("rollout".length()).toLowerCase(java.util.Locale.ROOT);
      String name = rollout.name();
      return "rollout "
          + verb
          + " "
          + rollout.kind().lowerName()
          + (name == null ? "s of " + rollout.namespace() : " " + rollout.namespace() + "/" + name);
    }
    if (action instanceof StepAction.EksctlCreateCluster eksctl) {
      return "eksctl " + eksctl.cluster().version() + " create cluster";
    }
    if (action instanceof StepAction.Scale scale) {
      return "scale " + scale.namespace() + "/" + scale.name() + " to " + scale.replicas();
    }
    if (action instanceof StepAction.Patch patch) {
      return "patch " + patch.kind().lowerName() + " " + patch.namespace() + "/" + patch.name();
    }
    if (action instanceof StepAction.Delete delete) {
      return "delete " + delete.kind().lowerName() + " " + delete.namespace() + "/" + delete.name();
    }
    if (action instanceof StepAction.CreateNodes create) {
      return "add nodes "
          + String.join(", ", create.nodes().stream().map(nodes -> nodes.name()).toList());
    }
    if (action instanceof StepAction.HelmInstall helm) {
      return "helm install " + helm.release();
    }
    if (action instanceof StepAction.CreateAddon addon) {
      return "create add-on " + addon.name();
    }
    if (action instanceof StepAction.Mend mend) {
      return "mend " + mend.kind().word();
    }
    if (action instanceof StepAction.Fault fault) {
      return "fault " + fault.kind().word();
    }
    return word;
  }

  private static String applied(
      StepAction.Apply apply, @org.jspecify.annotations.Nullable JsonNode value) {
    List<String> names = new ArrayList<>();
    JsonNode items = value != null && value.has("files") ? value.get("files") : value;
    if (items != null) {
      (items.isArray() ? items : List.of(items))
          .forEach(
              item -> {
                if (item.isTextual()) {
                  String text = item.textValue();
                  names.add(text.substring(text.lastIndexOf('/') + 1));
                }
              });
    }
    if (names.isEmpty()) {
      apply.objects().stream()
          .limit(2)
          .forEach(
              applied ->
                  names.add(applied.object().kind().lowerName() + " " + applied.object().name()));
    }
    return String.join(", ", names);
  }
}
