package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.Toleration;
import dev.farsight.sim.kube.TopologySpreadConstraint;
import dev.farsight.sim.kube.Volume;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the API server would refuse about a pod spec. */
final class PodValidation {

  private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");

  /** Lt and Gt need a feature that is off unless it is asked for. */
  private static final Set<String> OPERATORS = Set.of("", "Exists", "Equal", "Lt", "Gt");

  private static final Set<String> EFFECTS =
      Set.of("", "NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final Set<String> UNSATISFIABLE = Set.of("DoNotSchedule", "ScheduleAnyway");

  private final KubeObject object;
  private final Document document;
  private final Issues issues;
  private final ContainerValidation containers;

  /**
   * Creates the validation of the pods of an object.
   *
   * @param imagesNeeded false for a patch, which names what it changes and nothing else
   */
  PodValidation(KubeObject object, Document document, Issues issues, boolean imagesNeeded) {
    this.object = object;
    this.document = document;
    this.issues = issues;
    this.containers = new ContainerValidation(document, issues, imagesNeeded);
  }

  /** Reports everything that is wrong with a pod spec. */
  void check(PodSpec spec, JsonPath path) {
    if (spec.containers().isEmpty()) {
      error(
          IssueCode.MISSING_FIELD,
          path,
          "the pod has no containers",
          "a pod needs at least one container");
    }
    Set<String> volumes = new LinkedHashSet<>();
    for (int i = 0; i < spec.volumes().size(); i++) {
      Volume volume = spec.volumes().get(i);
      if (!volumes.add(volume.name())) {
        duplicate("volume", volume.name(), path.child("volumes").child(i));
      }
    }
    if (object instanceof dev.farsight.sim.kube.StatefulSet statefulSet) {
      statefulSet.spec().volumeClaimTemplates().forEach(claim -> volumes.add(claim.name()));
    }
    Set<String> names = new LinkedHashSet<>();
    containers(spec.initContainers(), path.child("initContainers"), names, volumes);
    containers(spec.containers(), path.child("containers"), names, volumes);
    tolerations(spec.tolerations(), path.child("tolerations"));
    spread(spec.topologySpreadConstraints(), path.child("topologySpreadConstraints"));
    String policy = spec.restartPolicy();
    if (policy != null && !RESTART_POLICIES.contains(policy)) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path.child("restartPolicy"),
          "restartPolicy cannot be \"" + policy + "\"",
          "allowed are: Always, OnFailure, Never");
    }
  }

  private void containers(
      List<Container> list, JsonPath path, Set<String> names, Set<String> volumes) {
    for (int i = 0; i < list.size(); i++) {
      String name = list.get(i).name();
      if (!name.isEmpty() && !names.add(name)) {
        duplicate("container", name, path.child(i));
      }
      containers.check(list.get(i), path.child(i), volumes);
    }
  }

  private void tolerations(List<Toleration> tolerations, JsonPath path) {
    for (int i = 0; i < tolerations.size(); i++) {
      Toleration toleration = tolerations.get(i);
      JsonPath at = path.child(i);
      String operator = toleration.operator() == null ? "" : toleration.operator();
      String value = toleration.value() == null ? "" : toleration.value();
      String effect = toleration.effect() == null ? "" : toleration.effect();
      boolean keyless = toleration.key() == null || toleration.key().isEmpty();
      if (!OPERATORS.contains(operator)) {
        notAllowed(at.child("operator"), operator, "Exists, Equal");
      } else if (keyless && !operator.equals("Exists")) {
        error(
            IssueCode.FIELD_CONFLICT,
            at,
            "a toleration without a key needs operator: Exists",
            "it then tolerates every taint");
      } else if (operator.equals("Exists") && !value.isEmpty()) {
        error(
            IssueCode.FIELD_CONFLICT,
            at.child("value"),
            "a toleration with operator Exists takes no value",
            "remove the value, or write operator: Equal");
      }
      if (!EFFECTS.contains(effect)) {
        notAllowed(at.child("effect"), effect, "NoSchedule, PreferNoSchedule, NoExecute");
      } else if (toleration.tolerationSeconds() != null && !effect.equals("NoExecute")) {
        error(
            IssueCode.FIELD_CONFLICT,
            at.child("tolerationSeconds"),
            "tolerationSeconds needs effect: NoExecute",
            "");
      }
    }
  }

  private void spread(List<TopologySpreadConstraint> constraints, JsonPath path) {
    for (int i = 0; i < constraints.size(); i++) {
      TopologySpreadConstraint constraint = constraints.get(i);
      JsonPath at = path.child(i);
      if (constraint.maxSkew() < 1) {
        error(
            IssueCode.BAD_NUMBER,
            at.child("maxSkew"),
            "maxSkew must be at least 1, not " + constraint.maxSkew(),
            "");
      }
      if (constraint.topologyKey().isEmpty()) {
        error(IssueCode.MISSING_FIELD, at, "the constraint has no topologyKey", "");
      }
      if (!UNSATISFIABLE.contains(constraint.whenUnsatisfiable())) {
        notAllowed(
            at.child("whenUnsatisfiable"),
            constraint.whenUnsatisfiable(),
            "DoNotSchedule, ScheduleAnyway");
      }
    }
  }

  private void notAllowed(JsonPath path, String value, String allowed) {
    error(
        IssueCode.VALUE_NOT_ALLOWED,
        path,
        path.key() + " cannot be \"" + value + "\"",
        "allowed are: " + allowed);
  }

  private void duplicate(String what, String name, JsonPath path) {
    error(IssueCode.DUPLICATE_NAME, path, "the " + what + " \"" + name + "\" is there twice", "");
  }

  private void error(IssueCode code, JsonPath path, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }
}
