package dev.farsight.scenario.manifest;

import static dev.farsight.scenario.manifest.JsonEdit.booleanIfAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.copyIfAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.isAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.numberIfAbsent;
import static dev.farsight.scenario.manifest.JsonEdit.object;
import static dev.farsight.scenario.manifest.JsonEdit.objectOrNew;
import static dev.farsight.scenario.manifest.JsonEdit.objects;
import static dev.farsight.scenario.manifest.JsonEdit.text;
import static dev.farsight.scenario.manifest.JsonEdit.textIfAbsent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes API objects as the API server's defaulting does, in JSON, where absent and zero differ.
 *
 * <p>What only pods get (requests from limits, host ports, label keys merged into selectors) is in
 * {@link dev.farsight.sim.kube.PodDefaults}, because pods made from templates need it too.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/apis">defaults.go of each
 *     API group</a>
 */
final class ApiDefaults {

  private ApiDefaults() {}

  /**
   * Completes an object in place.
   *
   * @param kind kind of the object, in its current version
   * @param object object, which is changed
   */
  static void complete(String kind, ObjectNode object) {
    ObjectNode spec = object(object, "spec");
    switch (kind) {
      case "Pod" -> {
        PodSpecDefaults.pod(object);
        podStatus(object);
      }
      case "Deployment" -> deployment(objectOrNew(object, "spec"));
      case "ReplicaSet" -> replicated(objectOrNew(object, "spec"));
      case "ReplicationController" -> replicationController(object, objectOrNew(object, "spec"));
      case "StatefulSet" -> statefulSet(objectOrNew(object, "spec"));
      case "DaemonSet" -> daemonSet(objectOrNew(object, "spec"));
      case "ScaledJob" -> scaledJob(objectOrNew(object, "spec"));
      case "Job" -> job(object, objectOrNew(object, "spec"));
      case "CronJob" -> cronJob(objectOrNew(object, "spec"));
      case "HorizontalPodAutoscaler" -> autoscaler(objectOrNew(object, "spec"));
      case "PriorityClass" -> textIfAbsent(object, "preemptionPolicy", "PreemptLowerPriority");
      case "Namespace" -> namespace(object);
      case "Node" -> node(object);
      case "LimitRange" -> objects(spec, "limits").forEach(ApiDefaults::limitRangeItem);
      case "PersistentVolume" -> persistentVolume(object, spec);
      case "PersistentVolumeClaim" -> {
        PodSpecDefaults.claim(objectOrNew(object, "spec"));
        phase(object, "Pending");
      }
      case "StorageClass" -> {
        textIfAbsent(object, "volumeBindingMode", "Immediate");
        textIfAbsent(object, "reclaimPolicy", "Delete");
      }
      case "CSIDriver" -> {
        if (spec != null) {
          booleanIfAbsent(spec, "attachRequired", true);
          booleanIfAbsent(spec, "storageCapacity", false);
        }
      }
      case "Service" -> service(objectOrNew(object, "spec"));
      default -> {
        // nothing to complete
      }
    }
  }

  private static void podStatus(ObjectNode pod) {
    ObjectNode status = objectOrNew(pod, "status");
    if (status != null) {
      textIfAbsent(
          status, "phase", text(pod, "spec", "nodeName").isEmpty() ? "Pending" : "Running");
    }
  }

  private static void phase(ObjectNode object, String phase) {
    ObjectNode status = objectOrNew(object, "status");
    if (status != null) {
      textIfAbsent(status, "phase", phase);
    }
  }

  private static void replicated(@Nullable ObjectNode spec) {
    if (spec != null) {
      numberIfAbsent(spec, "replicas", 1);
      template(spec);
    }
  }

  private static void template(ObjectNode spec) {
    PodSpecDefaults.complete(object(object(spec, "template"), "spec"));
  }

  private static void deployment(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    replicated(spec);
    ObjectNode strategy = objectOrNew(spec, "strategy");
    if (strategy != null) {
      textIfAbsent(strategy, "type", "RollingUpdate");
      if (text(strategy, "type").equals("RollingUpdate")) {
        ObjectNode rolling = objectOrNew(strategy, "rollingUpdate");
        if (rolling != null) {
          textIfNull(rolling, "maxUnavailable", "25%");
          textIfNull(rolling, "maxSurge", "25%");
        }
      }
    }
    numberIfAbsent(spec, "revisionHistoryLimit", 10);
    numberIfAbsent(spec, "progressDeadlineSeconds", 600);
  }

  private static void textIfNull(ObjectNode node, String name, String value) {
    if (isAbsent(node, name)) {
      node.put(name, value);
    }
  }

  private static void replicationController(ObjectNode object, @Nullable ObjectNode spec) {
    replicated(spec);
    ObjectNode labels = object(object(object(spec, "template"), "metadata"), "labels");
    if (spec == null || labels == null) {
      return;
    }
    if (isAbsent(spec, "selector") || spec.get("selector").isEmpty()) {
      spec.set("selector", labels.deepCopy());
    }
    labelsIfNone(object, labels);
  }

  private static void labelsIfNone(ObjectNode object, ObjectNode labels) {
    ObjectNode metadata = objectOrNew(object, "metadata");
    if (metadata != null && (isAbsent(metadata, "labels") || metadata.get("labels").isEmpty())) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  private static void statefulSet(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    replicated(spec);
    textIfAbsent(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = objectOrNew(spec, "updateStrategy");
    if (strategy != null) {
      if (text(strategy, "type").isEmpty()) {
        strategy.put("type", "RollingUpdate");
        objectOrNew(strategy, "rollingUpdate");
      }
      ObjectNode rolling = object(strategy, "rollingUpdate");
      if (rolling != null && text(strategy, "type").equals("RollingUpdate")) {
        numberIfAbsent(rolling, "partition", 0);
        numberIfAbsent(rolling, "maxUnavailable", 1);
      }
    }
    ObjectNode retention = objectOrNew(spec, "persistentVolumeClaimRetentionPolicy");
    if (retention != null) {
      textIfAbsent(retention, "whenDeleted", "Retain");
      textIfAbsent(retention, "whenScaled", "Retain");
    }
    numberIfAbsent(spec, "revisionHistoryLimit", 10);
    for (ObjectNode claim : objects(spec, "volumeClaimTemplates")) {
      complete("PersistentVolumeClaim", claim);
    }
  }

  private static void daemonSet(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    template(spec);
    ObjectNode strategy = objectOrNew(spec, "updateStrategy");
    if (strategy != null) {
      textIfAbsent(strategy, "type", "RollingUpdate");
      if (text(strategy, "type").equals("RollingUpdate")) {
        ObjectNode rolling = objectOrNew(strategy, "rollingUpdate");
        if (rolling != null) {
          numberIfAbsent(rolling, "maxUnavailable", 1);
          numberIfAbsent(rolling, "maxSurge", 0);
        }
      }
    }
    numberIfAbsent(spec, "revisionHistoryLimit", 10);
  }

  private static void job(ObjectNode object, @Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    jobSpec(spec);
    ObjectNode labels = object(object(object(spec, "template"), "metadata"), "labels");
    if (labels != null) {
      labelsIfNone(object, labels);
    }
  }

  private static void jobSpec(ObjectNode spec) {
    if (isAbsent(spec, "completions") && isAbsent(spec, "parallelism")) {
      spec.put("completions", 1);
    }
    numberIfAbsent(spec, "parallelism", 1);
    boolean perIndex = !isAbsent(spec, "backoffLimitPerIndex");
    numberIfAbsent(spec, "backoffLimit", perIndex ? Integer.MAX_VALUE : 6);
    textIfAbsent(spec, "completionMode", "NonIndexed");
    booleanIfAbsent(spec, "suspend", false);
    booleanIfAbsent(spec, "manualSelector", false);
    boolean policy = !isAbsent(spec, "podFailurePolicy");
    textIfAbsent(spec, "podReplacementPolicy", policy ? "Failed" : "TerminatingOrFailed");
    for (ObjectNode rule : objects(object(spec, "podFailurePolicy"), "rules")) {
      for (ObjectNode pattern : objects(rule, "onPodConditions")) {
        textIfAbsent(pattern, "status", "True");
      }
    }
    template(spec);
  }

  /** KEDA gives a template without a restart policy OnFailure; the rest is as for other Jobs. */
  private static void scaledJob(@Nullable ObjectNode spec) {
    ObjectNode job = objectOrNew(spec, "jobTargetRef");
    if (job == null) {
      return;
    }
    ObjectNode pod = object(object(job, "template"), "spec");
    if (pod != null) {
      textIfAbsent(pod, "restartPolicy", "OnFailure");
    }
    jobSpec(job);
  }

  private static void cronJob(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    textIfAbsent(spec, "concurrencyPolicy", "Allow");
    booleanIfAbsent(spec, "suspend", false);
    numberIfAbsent(spec, "successfulJobsHistoryLimit", 3);
    numberIfAbsent(spec, "failedJobsHistoryLimit", 1);
    // The API server completes only the pod template inside; the Job's own defaults come when the
    // Job is made. Completing them here gives the same Jobs.
    ObjectNode job = object(object(spec, "jobTemplate"), "spec");
    if (job != null) {
      jobSpec(job);
    }
  }

  private static void autoscaler(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    numberIfAbsent(spec, "minReplicas", 1);
    if (isAbsent(spec, "metrics") || spec.get("metrics").isEmpty()) {
      ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
      ObjectNode target = metric.putObject("resource").put("name", "cpu").putObject("target");
      target.put("type", "Utilization").put("averageUtilization", 80);
    }
    ObjectNode behavior = object(spec, "behavior");
    if (behavior == null) {
      return;
    }
    ObjectNode up = objectOrNew(behavior, "scaleUp");
    if (up != null) {
      numberIfAbsent(up, "stabilizationWindowSeconds", 0);
      textIfAbsent(up, "selectPolicy", "Max");
      if (isAbsent(up, "policies")) {
        ArrayNode policies = up.putArray("policies");
        policy(policies, "Pods", 4);
        policy(policies, "Percent", 100);
      }
    }
    ObjectNode down = objectOrNew(behavior, "scaleDown");
    if (down != null) {
      textIfAbsent(down, "selectPolicy", "Max");
      if (isAbsent(down, "policies")) {
        policy(down.putArray("policies"), "Percent", 100);
      }
    }
  }

  private static void policy(ArrayNode policies, String type, int value) {
    policies.addObject().put("type", type).put("value", value).put("periodSeconds", 15);
  }

  private static void namespace(ObjectNode namespace) {
    ObjectNode metadata = objectOrNew(namespace, "metadata");
    String name = text(metadata, "name");
    ObjectNode labels = name.isEmpty() ? null : objectOrNew(metadata, "labels");
    if (labels != null) {
      labels.put("kubernetes.io/metadata.name", name);
    }
    phase(namespace, "Active");
  }

  private static void node(ObjectNode node) {
    ObjectNode status = objectOrNew(node, "status");
    if (status != null) {
      copyIfAbsent(status, "allocatable", status, "capacity");
    }
  }

  private static void limitRangeItem(ObjectNode item) {
    if (!text(item, "type").equals("Container")) {
      return;
    }
    ObjectNode limits = objectOrNew(item, "default");
    ObjectNode requests = objectOrNew(item, "defaultRequest");
    if (limits != null && requests != null) {
      copyAllIfAbsent(limits, object(item, "max"));
      copyAllIfAbsent(requests, limits);
      copyAllIfAbsent(requests, object(item, "min"));
    }
  }

  private static void copyAllIfAbsent(ObjectNode target, @Nullable JsonNode source) {
    if (source != null) {
      for (Map.Entry<String, JsonNode> entry : source.properties()) {
        if (isAbsent(target, entry.getKey())) {
          target.set(entry.getKey(), entry.getValue());
        }
      }
    }
  }

  private static void persistentVolume(ObjectNode object, @Nullable ObjectNode spec) {
    if (spec != null) {
      textIfAbsent(spec, "volumeMode", "Filesystem");
      textIfAbsent(spec, "persistentVolumeReclaimPolicy", "Retain");
    }
    phase(object, "Pending");
  }

  private static void service(@Nullable ObjectNode spec) {
    if (spec == null) {
      return;
    }
    textIfAbsent(spec, "type", "ClusterIP");
    for (ObjectNode port : objects(spec, "ports")) {
      textIfAbsent(port, "protocol", "TCP");
      copyIfAbsent(port, "targetPort", port, "port");
    }
  }
}
