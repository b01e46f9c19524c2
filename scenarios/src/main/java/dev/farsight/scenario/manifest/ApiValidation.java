package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.CronSchedule;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStrategy;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.LabelSelectorRequirement;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.RollingUpdateDeployment;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.StatefulSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API server would refuse about an object, so that a run never holds what could not exist.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/apis">validation.go of
 *     each API group</a>
 */
public final class ApiValidation {

  private static final int MAX_REPLICAS = 1_000_000;
  private static final int MAX_LABEL_VALUE = 63;
  private static final int MAX_NAME = 253;
  private static final Set<String> OPERATORS = Set.of("In", "NotIn", "Exists", "DoesNotExist");

  private final KubeObject object;
  private final Document document;
  private final Issues issues;
  private final JsonPath root;
  private final JsonPath spec;

  /**
   * Creates the validation of an object.
   *
   * @param object the object, completed with its defaults
   * @param document document that it stands in
   * @param path its place in the document
   * @param issues where to report
   */
  public ApiValidation(KubeObject object, Document document, JsonPath path, Issues issues) {
    this.object = object;
    this.document = document;
    this.issues = issues;
    this.root = path;
    this.spec = root.child("spec");
  }

  /**
   * Returns whether a cluster holds an object already, so that what an API server or a webhook of
   * today would say about it comes too late: it has an identity, a version or a time of creation,
   * or KEDA has written its status.
   */
  public static boolean isHeld(KubeObject object) {
    ObjectMeta metadata = object.metadata();
    boolean scaled =
        (object instanceof ScaledObject scaledObject
                && !scaledObject.status().conditions().isEmpty())
            || (object instanceof ScaledJob scaledJob
                && !scaledJob.status().conditions().isEmpty());
    return scaled
        || !metadata.uid().isEmpty()
        || metadata.resourceVersion() != 0
        || metadata.creationTimestamp() != null;
  }

  /** Reports everything that is wrong. */
  public void check() {
    metadata(object.metadata(), root.child("metadata"));
    JsonPath template = spec.child("template");
    if (object instanceof Pod pod) {
      new PodValidation(object, document, issues, /* imagesNeeded= */ true).check(pod.spec(), spec);
    } else if (object instanceof Deployment deployment) {
      replicas(deployment.spec().replicas());
      strategy(deployment.spec().strategy());
      workload(deployment.spec().selector(), deployment.spec().template(), template, true);
    } else if (object instanceof ReplicaSet replicaSet) {
      replicas(replicaSet.spec().replicas());
      workload(replicaSet.spec().selector(), replicaSet.spec().template(), template, true);
    } else if (object instanceof StatefulSet statefulSet) {
      replicas(statefulSet.spec().replicas());
      workload(statefulSet.spec().selector(), statefulSet.spec().template(), template, true);
    } else if (object instanceof DaemonSet daemonSet) {
      workload(daemonSet.spec().selector(), daemonSet.spec().template(), template, true);
    } else if (object instanceof ReplicationController controller) {
      replicas(controller.spec().replicas());
      LabelSelector selector = LabelSelector.ofLabels(controller.spec().selector());
      workload(selector, controller.spec().template(), template, true);
    } else if (object instanceof Job job) {
      job(job.spec().template(), template);
      atLeast(job.spec().parallelism(), 0, spec.child("parallelism"));
      atLeast(job.spec().completions(), 0, spec.child("completions"));
    } else if (object instanceof CronJob cronJob) {
      JsonPath inner = spec.descend("jobTemplate", "spec", "template");
      job(cronJob.spec().jobTemplate().spec().template(), inner);
      schedule(cronJob.spec().schedule());
    } else if (object instanceof HorizontalPodAutoscaler autoscaler) {
      autoscaler(autoscaler);
    } else if (object instanceof ScaledObject scaledObject && !isHeld(object)) {
      new KedaValidation(new FieldRules(document, issues), spec).check(scaledObject.spec());
    } else if (object instanceof ScaledJob scaledJob && !isHeld(object)) {
      new KedaValidation(new FieldRules(document, issues), spec).check(scaledJob.spec());
    }
  }

  private void job(PodTemplateSpec template, JsonPath path) {
    workload(null, template, path, false);
    String policy = template.spec().restartPolicy();
    if (!template.spec().containers().isEmpty() && "Always".equals(policy)) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path.descend("spec", "restartPolicy"),
          "the restartPolicy of a Job's pods must be OnFailure or Never",
          "pods default to Always, which Jobs refuse");
    }
  }

  private void schedule(String schedule) {
    boolean read = CronSchedule.parse(schedule, null) != null || Variables.holds(schedule);
    if (!read && !isHeld(object)) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          spec.child("schedule"),
          "\"" + schedule + "\" is no schedule",
          "minute, hour, day of month, month and day of week, 0 to 6 from Sunday on");
    }
  }

  private void autoscaler(HorizontalPodAutoscaler autoscaler) {
    Integer least = autoscaler.spec().minReplicas();
    int most = autoscaler.spec().maxReplicas();
    atLeast(most, 1, spec.child("maxReplicas"));
    if (least != null && most > 0 && least > most) {
      error(
          IssueCode.BAD_NUMBER,
          spec.child("maxReplicas"),
          "maxReplicas " + most + " is below minReplicas " + least,
          "");
    }
    if (!isHeld(object)) {
      new ScalingRules(new FieldRules(document, issues))
          .check(autoscaler.spec().behavior(), spec.child("behavior"));
    }
  }

  private void metadata(ObjectMeta metadata, JsonPath path) {
    String name = metadata.name();
    if (name.isEmpty() && metadata.generateName() == null) {
      error(IssueCode.MISSING_FIELD, path, "the object has no name", "set metadata.name");
    } else if (!name.isEmpty() && !isName(name) && !Variables.holds(name)) {
      badName(name, path.child("name"));
    }
    String namespace = metadata.namespace();
    if (!namespace.isEmpty() && !isName(namespace) && !Variables.holds(namespace)) {
      error(
          IssueCode.BAD_NAME,
          path.child("namespace"),
          "\"" + namespace + "\" cannot be the name of a namespace",
          "use lower-case letters, digits, '-'");
    }
    labels(metadata.labels(), path.child("labels"));
  }

  private void badName(String name, JsonPath path) {
    if (name.contains("{{")) {
      error(
          IssueCode.TEMPLATE_NOT_RENDERED,
          path,
          "\"" + name + "\" is a part of a template that was not rendered",
          "run 'helm template' or the like first, and check its output");
      return;
    }
    boolean placeholder = name.contains("$") || name.contains("<");
    error(
        placeholder ? IssueCode.UNRESOLVED_VARIABLE : IssueCode.BAD_NAME,
        path,
        "\"" + name + "\" cannot be the name of an object",
        placeholder ? "substitute the variable first" : "use lower-case letters, digits, '-'");
  }

  private void labels(Map<String, String> labels, JsonPath path) {
    labels.forEach(
        (key, value) -> {
          if (!isLabelKey(key) && !Variables.holds(key)) {
            error(
                IssueCode.BAD_LABEL,
                path.child(key),
                "\"" + key + "\" cannot be the key of a label",
                "up to 63 letters, digits, '-', '_', '.', perhaps after a domain and '/'");
          }
          if (!isLabelValue(value) && !Variables.holds(value)) {
            error(
                IssueCode.BAD_LABEL,
                path.child(key),
                "\"" + value + "\" cannot be the value of a label",
                "up to 63 letters, digits, '-', '_', '.', and a letter or digit at both ends");
          }
        });
  }

  /** Names of most kinds are DNS subdomains; RBAC names, which may hold ':', are not read here. */
  static boolean isName(String name) {
    return name.length() <= MAX_NAME && hasForm(name, false);
  }

  static boolean isLabelKey(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean prefixed = slash < 0 || isName(key.substring(0, slash));
    return prefixed && !name.isEmpty() && isLabelValue(name);
  }

  static boolean isLabelValue(String value) {
    return value.isEmpty() || (value.length() <= MAX_LABEL_VALUE && hasForm(value, true));
  }

  private static boolean hasForm(String text, boolean label) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (label && c >= 'A' && c <= 'Z');
      boolean inner = c == '-' || c == '.' || (label && c == '_');
      if (!alphanumeric && (!inner || i == 0 || i == text.length() - 1)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private void replicas(@Nullable Integer replicas) {
    atLeast(replicas, 0, spec.child("replicas"));
    if (replicas != null && replicas > MAX_REPLICAS) {
      error(
          IssueCode.MODEL_BOMB,
          spec.child("replicas"),
          object.kind().name() + " \"" + object.name() + "\" asks for " + replicas + " pods",
          "a run holds at most " + MAX_REPLICAS + " pods in all");
    }
  }

  private void atLeast(@Nullable Integer value, int least, JsonPath path) {
    if (value != null && value < least) {
      error(
          IssueCode.BAD_NUMBER,
          path,
          path.key() + " must be at least " + least + ", not " + value,
          "");
    }
  }

  private void workload(
      @Nullable LabelSelector selector,
      PodTemplateSpec template,
      JsonPath path,
      boolean selectorNeeded) {
    Map<String, String> labels = template.metadata().labels();
    if (selectorNeeded) {
      if (selector == null || selector.isEmpty()) {
        error(
            IssueCode.SELECTOR_MISSING,
            spec,
            "the " + object.kind().name() + " has no selector",
            isFragment(template.spec())
                ? "if this is a kustomize patch, check the whole: kustomize build DIR | farsight"
                    + " check -"
                : "set spec.selector.matchLabels to labels of the pod template");
      } else {
        selector(selector);
        if (!selector.matches(labels)) {
          error(
              IssueCode.SELECTOR_MISMATCH,
              spec.child("selector"),
              "the selector does not match the labels of the pod template",
              "the template has " + (labels.isEmpty() ? "no labels" : labels));
        }
      }
    }
    labels(labels, path.descend("metadata", "labels"));
    boolean bare = selector == null || selector.isEmpty();
    boolean told = bare && selectorNeeded && isFragment(template.spec());
    new PodValidation(object, document, issues, /* imagesNeeded= */ !told)
        .check(template.spec(), path.child("spec"));
    if (selectorNeeded) {
      runsForEver(template.spec(), path.child("spec"));
    }
  }

  /** Pods of everything but Jobs are meant to run on: their template may not say otherwise. */
  private void runsForEver(PodSpec pod, JsonPath path) {
    String policy = pod.restartPolicy();
    if (policy != null && (policy.equals("Never") || policy.equals("OnFailure"))) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path.child("restartPolicy"),
          "the restartPolicy of a " + object.kind().name() + "'s pods must be Always",
          "a Job or a bare Pod may run to its end");
    }
    if (pod.activeDeadlineSeconds() != null) {
      error(
          IssueCode.FIELD_CONFLICT,
          path.child("activeDeadlineSeconds"),
          "pods of a " + object.kind().name() + " cannot have activeDeadlineSeconds",
          "a Job or a bare Pod can");
    }
  }

  private void strategy(@Nullable DeploymentStrategy strategy) {
    if (strategy == null) {
      return;
    }
    JsonPath path = spec.child("strategy");
    String type = strategy.type() == null ? "" : strategy.type();
    RollingUpdateDeployment rolling = strategy.rollingUpdate();
    if (type.equals("Recreate") && rolling != null) {
      error(
          IssueCode.FIELD_CONFLICT,
          path.child("rollingUpdate"),
          "rollingUpdate may not be given with strategy type Recreate",
          "remove it; kubectl apply over a RollingUpdate needs rollingUpdate: null");
    } else if (!type.equals("Recreate") && !type.equals("RollingUpdate")) {
      error(
          IssueCode.VALUE_NOT_ALLOWED,
          path.child("type"),
          "the strategy type cannot be \"" + type + "\"",
          "allowed are: RollingUpdate, Recreate");
    } else if (rolling != null && isZero(rolling.maxUnavailable()) && isZero(rolling.maxSurge())) {
      error(
          IssueCode.FIELD_CONFLICT,
          path.child("rollingUpdate"),
          "maxUnavailable and maxSurge cannot both be 0",
          "no pod could ever be replaced");
    }
  }

  private static boolean isZero(@Nullable IntOrString value) {
    return value != null && value.isNumberOrPercent() && value.scaledValue(100, true) == 0;
  }

  /**
   * Returns whether a pod spec is too little to run: patches of kustomize name what they change.
   */
  private static boolean isFragment(PodSpec spec) {
    return spec.containers().stream()
        .allMatch(container -> container.image() == null || container.image().isEmpty());
  }

  private void selector(LabelSelector selector) {
    for (LabelSelectorRequirement requirement : selector.matchExpressions()) {
      boolean needsValues =
          requirement.operator().equals("In") || requirement.operator().equals("NotIn");
      if (!OPERATORS.contains(requirement.operator())
          || needsValues == requirement.values().isEmpty()) {
        error(
            IssueCode.BAD_SELECTOR,
            spec.child("selector"),
            "the expression on \"" + requirement.key() + "\" cannot be used",
            "In and NotIn need values, Exists and DoesNotExist take none");
      }
    }
  }

  private void error(IssueCode code, JsonPath path, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }
}
