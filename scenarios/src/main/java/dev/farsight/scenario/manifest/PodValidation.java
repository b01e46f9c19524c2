package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.VolumeMount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the API server would refuse about a pod spec, and resources that mean something odd. */
final class PodValidation {

  private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");

  private final KubeObject object;
  private final Document document;
  private final Issues issues;

  PodValidation(KubeObject object, Document document, Issues issues) {
    this.object = object;
    this.document = document;
    this.issues = issues;
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
      List<Container> containers, JsonPath path, Set<String> names, Set<String> volumes) {
    for (int i = 0; i < containers.size(); i++) {
      Container container = containers.get(i);
      JsonPath at = path.child(i);
      if (container.name().isEmpty()) {
        error(IssueCode.MISSING_FIELD, at, "the container has no name", "");
      } else if (!names.add(container.name())) {
        duplicate("container", container.name(), at);
      }
      for (int j = 0; j < container.volumeMounts().size(); j++) {
        VolumeMount mount = container.volumeMounts().get(j);
        if (!volumes.contains(mount.name())) {
          error(
              IssueCode.MISSING_REFERENCE,
              at.child("volumeMounts").child(j).child("name"),
              "the pod has no volume \"" + mount.name() + "\"",
              "");
        }
      }
      ResourceRequirements resources = container.resources();
      if (resources != null) {
        resources(resources, at.child("resources"));
      }
    }
  }

  private void resources(ResourceRequirements resources, JsonPath path) {
    quantities(resources.requests(), "request", path.child("requests"));
    quantities(resources.limits(), "limit", path.child("limits"));
    resources
        .requests()
        .forEach(
            (name, request) -> {
              Quantity limit = resources.limits().get(name);
              if (limit != null && request.compareTo(limit) > 0) {
                error(
                    IssueCode.REQUEST_OVER_LIMIT,
                    path.child("requests").child(name),
                    name + " request " + request + " is greater than its limit " + limit,
                    "");
              }
            });
  }

  private void quantities(Map<String, Quantity> quantities, String what, JsonPath path) {
    quantities.forEach(
        (name, quantity) -> {
          JsonPath at = path.child(name);
          if (quantity.units() < 0) {
            error(
                IssueCode.BAD_NUMBER, at, name + " " + what + " " + quantity + " is negative", "");
          } else if (name.equals("cpu") && quantity.nanos() % 1_000_000 != 0) {
            error(
                IssueCode.CPU_BELOW_MILLI,
                at,
                "cpu " + what + " \"" + quantity + "\" is finer than 1m",
                "Kubernetes rounds this up to "
                    + quantity.milliValue()
                    + "m. Write that, or a whole number of thousandths.");
          } else if (!name.equals("cpu") && quantity.nanos() != 0) {
            error(
                IssueCode.FRACTIONAL_BYTES,
                at,
                name + " " + what + " \"" + quantity + "\" is not a whole number",
                "the suffix m means thousandths; you probably meant Mi");
          }
        });
  }

  private void duplicate(String what, String name, JsonPath path) {
    error(IssueCode.DUPLICATE_NAME, path, "the " + what + " \"" + name + "\" is there twice", "");
  }

  private void error(IssueCode code, JsonPath path, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }
}
