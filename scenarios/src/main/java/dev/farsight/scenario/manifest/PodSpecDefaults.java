package dev.farsight.scenario.manifest;

import static dev.farsight.scenario.manifest.JsonEdit.booleanIfAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.isAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.numberIfAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.object;
import static dev.farsight.scenario.manifest.JsonEdit.objects;
import static dev.farsight.scenario.manifest.JsonEdit.text;
import static dev.farsight.scenario.manifest.JsonEdit.textIfAbsent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * API defaulting of pod specs, in pods as in templates.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/v1/defaults.go">defaults.go</a>
 */
final class PodSpecDefaults {

  private static final String[] PROBES = {"livenessProbe", "readinessProbe", "startupProbe"};

  private PodSpecDefaults() {}

  /** Completes a pod spec; does nothing if there is none. */
  static void complete(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    textIfAbsent(spec, "restartPolicy", "Always");
    if (isAbsent(spec, "securityContext")) {
      spec.putObject("securityContext");
    }
    numberIfAbsent(spec, "terminationGracePeriodSeconds", 30);
    textIfAbsent(spec, "schedulerName", "default-scheduler");
    if (isAbsent(spec, "serviceAccountName") && !text(spec, "serviceAccount").isEmpty()) {
      spec.put("serviceAccountName", text(spec, "serviceAccount"));
    }
    objects(spec, "volumes").forEach(PodSpecDefaults::volume);
    objects(spec, "initContainers").forEach(PodSpecDefaults::container);
    objects(spec, "containers").forEach(PodSpecDefaults::container);
    for (ObjectNode constraint : objects(spec, "topologySpreadConstraints")) {
      textIfAbsent(constraint, "nodeAffinityPolicy", "Honor");
      textIfAbsent(constraint, "nodeTaintsPolicy", "Ignore");
    }
  }

  private static void volume(ObjectNode volume) {
    boolean hasSource = false;
    for (String name : (Iterable<String>) volume::fieldNames) {
      hasSource |= !name.equals("name") && !isAbsent(volume, name);
    }
    if (!hasSource) {
      volume.putObject("emptyDir");
    }
    ObjectNode template = object(object(volume, "ephemeral"), "volumeClaimTemplate");
    ObjectNode claim = object(template, "spec");
    if (claim != null) {
      textIfAbsent(claim, "volumeMode", "Filesystem");
    }
  }

  private static void container(ObjectNode container) {
    textIfAbsent(container, "imagePullPolicy", pullPolicy(text(container, "image")));
    for (ObjectNode port : objects(container, "ports")) {
      textIfAbsent(port, "protocol", "TCP");
    }
    for (String name : PROBES) {
      ObjectNode probe = object(container, name);
      if (probe != null) {
        probe(probe);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    positiveOr(probe, "timeoutSeconds", 1);
    positiveOr(probe, "periodSeconds", 10);
    positiveOr(probe, "successThreshold", 1);
    positiveOr(probe, "failureThreshold", 3);
    ObjectNode get = object(probe, "httpGet");
    if (get != null) {
      textIfAbsent(get, "path", "/");
      textIfAbsent(get, "scheme", "HTTP");
    }
  }

  /** Sets a number where the field is absent or zero, which Go cannot tell apart. */
  private static void positiveOr(ObjectNode node, String name, int value) {
    boolean zero = node.path(name).isIntegralNumber() && node.get(name).longValue() == 0;
    if (isAbsent(node, name) || zero) {
      node.put(name, value);
    }
  }

  /** Returns the pull policy of an image: Always for the tag latest, also where it is implied. */
  private static String pullPolicy(String image) {
    if (image.contains("@")) {
      return "IfNotPresent";
    }
    int colon = image.lastIndexOf(':');
    boolean tagged = colon > image.lastIndexOf('/');
    return !tagged || image.substring(colon + 1).equals("latest") ? "Always" : "IfNotPresent";
  }

  /** Completes a persistent volume claim's spec. */
  static void claim(@Nullable ObjectNode spec) {
    if (spec != null) {
      textIfAbsent(spec, "volumeMode", "Filesystem");
    }
  }

  /** Completes the service account switch of scheduling, which pods always carry. */
  static void pod(ObjectNode pod) {
    ObjectNode spec = object(pod, "spec");
    complete(spec);
    if (spec != null) {
      booleanIfAbsent(spec, "hostNetwork", false);
    }
  }
}
