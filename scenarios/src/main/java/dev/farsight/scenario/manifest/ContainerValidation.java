package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerPort;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.kube.VolumeMount;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the API server would refuse about a container, and resources that mean something odd.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/validation/validation.go">validateContainerCommon</a>
 */
final class ContainerValidation {

  private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_NAME = 15;
  private static final int MAX_NAME = 63;

  private final Document document;
  private final Issues issues;
  private final boolean imagesNeeded;

  ContainerValidation(Document document, Issues issues, boolean imagesNeeded) {
    this.document = document;
    this.issues = issues;
    this.imagesNeeded = imagesNeeded;
  }

  /** Reports everything that is wrong with a container of a pod that has some volumes. */
  void check(Container container, JsonPath path, Set<String> volumes) {
    String name = container.name();
    if (name.isEmpty()) {
      error(IssueCode.MISSING_FIELD, path, "the container has no name", "");
    } else if (!isLabel(name) && !Variables.holds(name)) {
      error(
          IssueCode.BAD_NAME,
          path.child("name"),
          "\"" + name + "\" cannot be the name of a container",
          "up to 63 lower-case letters, digits and '-', a letter or digit at both ends");
    }
    if (imagesNeeded && (container.image() == null || container.image().isEmpty())) {
      error(IssueCode.MISSING_FIELD, path, "the container has no image", "");
    }
    String policy = container.imagePullPolicy();
    if (policy != null && !PULL_POLICIES.contains(policy)) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path.child("imagePullPolicy"),
          "imagePullPolicy cannot be \"" + policy + "\"",
          "allowed are: Always, IfNotPresent, Never");
    }
    ports(container, path.child("ports"));
    for (int i = 0; i < container.volumeMounts().size(); i++) {
      VolumeMount mount = container.volumeMounts().get(i);
      if (!volumes.contains(mount.name())) {
        error(
            IssueCode.MISSING_REFERENCE,
            path.child("volumeMounts").child(i).child("name"),
            "the pod has no volume \"" + mount.name() + "\"",
            "");
      }
    }
    ResourceRequirements resources = container.resources();
    if (resources != null) {
      resources(resources, path.child("resources"));
    }
  }

  private void ports(Container container, JsonPath path) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < container.ports().size(); i++) {
      ContainerPort port = container.ports().get(i);
      JsonPath at = path.child(i);
      String name = port.name();
      if (name != null && !name.isEmpty()) {
        if (!isPortName(name)) {
          error(
              IssueCode.BAD_NAME,
              at.child("name"),
              "\"" + name + "\" cannot be the name of a port",
              "up to 15 lower-case letters, digits and '-', with a letter among them");
        } else if (!names.add(name)) {
          error(IssueCode.DUPLICATE_NAME, at, "the port \"" + name + "\" is there twice", "");
        }
      }
      portNumber(port.containerPort(), at, "containerPort");
      Integer hostPort = port.hostPort();
      if (hostPort != null && hostPort != 0) {
        portNumber(hostPort, at, "hostPort");
      }
      String protocol = port.protocol();
      if (protocol != null && !protocol.isEmpty() && !PROTOCOLS.contains(protocol)) {
        error(
            IssueCode.VALUE_NOT_ALLOWED,
            at.child("protocol"),
            "protocol cannot be \"" + protocol + "\"",
            "allowed are: TCP, UDP, SCTP");
      }
    }
  }

  private void portNumber(int port, JsonPath path, String field) {
    JsonPath at = path.child(field);
    boolean told = document.root().at(at.toPointer()).isTextual(); // it is no number
    if (!told && (port < 1 || port > MAX_PORT)) {
      error(
          IssueCode.BAD_NUMBER, at, field + " must be from 1 to " + MAX_PORT + ", not " + port, "");
    }
  }

  private static boolean isLabel(String name) {
    return name.length() <= MAX_NAME && !name.contains(".") && ApiValidation.isName(name);
  }

  /** Names of ports are service names of IANA (RFC 6335). */
  private static boolean isPortName(String name) {
    boolean letter = name.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    return letter && name.length() <= MAX_PORT_NAME && isLabel(name) && !name.contains("--");
  }

  private void resources(ResourceRequirements resources, JsonPath path) {
    quantities(resources.requests(), "request", path.child("requests"));
    quantities(resources.limits(), "limit", path.child("limits"));
    resources
        .requests()
        .forEach(
            (name, request) -> {
              Quantity limit = resources.limits().get(name);
              JsonPath at = path.child("requests").child(name);
              if (limit == null && isExtended(name)) {
                error(
                    IssueCode.MISSING_FIELD,
                    at,
                    name + " has a request and no limit",
                    "devices and hugepages cannot be shared: set the same limit");
              } else if (limit != null && isExtended(name) && request.compareTo(limit) != 0) {
                error(
                    IssueCode.REQUEST_OVER_LIMIT,
                    at,
                    name + " request " + request + " differs from its limit " + limit,
                    "devices and hugepages cannot be shared: set the same limit");
              } else if (limit != null && request.compareTo(limit) > 0) {
                error(
                    IssueCode.REQUEST_OVER_LIMIT,
                    at,
                    name + " request " + request + " is greater than its limit " + limit,
                    "");
              }
            });
  }

  /** Returns whether a resource cannot be promised to more pods than it suffices for. */
  private static boolean isExtended(String name) {
    boolean foreign = name.contains("/") && !name.contains("kubernetes.io/");
    return foreign || name.startsWith("hugepages-");
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
                "cpu " + what + " \"" + written(at, quantity) + "\" is finer than 1m",
                "Kubernetes rounds this up to "
                    + quantity.milliValue()
                    + "m. Write that, or a whole number of thousandths.");
          } else if (!name.equals("cpu") && quantity.nanos() != 0) {
            error(
                IssueCode.FRACTIONAL_BYTES,
                at,
                name + " " + what + " \"" + written(at, quantity) + "\" is not a whole number",
                "the suffix m means thousandths; you probably meant Mi");
          }
        });
  }

  /** Returns a quantity as its author wrote it. */
  private String written(JsonPath path, Quantity quantity) {
    String text = document.root().at(path.toPointer()).asText();
    return text.isEmpty() ? quantity.toString() : text;
  }

  private void error(IssueCode code, JsonPath path, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }
}
