package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What exists or is created in a scenario, and what its steps name: at the end the second is
 * checked against the first.
 */
final class Targets {

  private static final List<String> BUILT_IN =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final Set<String> namespaces = new LinkedHashSet<>(BUILT_IN);
  private final Map<Kind<?>, Set<String>> objects = new LinkedHashMap<>();
  private final Set<String> profiles = new LinkedHashSet<>();
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Set<String> nodeGroups = new LinkedHashSet<>();
  private final List<Template> templates = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final List<Runnable> checks = new ArrayList<>();

  private record Template(String namespace, Map<String, String> labels) {}

  private record Selector(Fields where, int index, FargateProfileSelector selector) {}

  /** Returns the names of all kinds. */
  static List<String> kindNames() {
    List<String> names = new ArrayList<>();
    for (Kind<?> kind : Kinds.ALL) {
      names.add(kind.name());
    }
    return names;
  }

  void created(KubeObject object) {
    String namespace = object.metadata().namespace();
    if (!namespace.isEmpty()) {
      namespaces.add(namespace);
    }
    if (object.kind() == Kinds.NAMESPACE) {
      namespaces.add(object.name());
    }
    if (object.kind() == Kinds.NODE) {
      nodes.add(object.name());
      for (String label : List.of(WellKnown.NODE_GROUP, WellKnown.EKSCTL_NODE_GROUP)) {
        String group = object.metadata().labels().get(label);
        if (group != null) {
          nodeGroups.add(group);
        }
      }
    }
    objects
        .computeIfAbsent(object.kind(), kind -> new LinkedHashSet<>())
        .add(namespace + "/" + object.name());
    if (object instanceof ScaledObject scaledObject) {
      objects
          .computeIfAbsent(Kinds.HORIZONTAL_POD_AUTOSCALER, kind -> new LinkedHashSet<>())
          .add(namespace + "/" + scaledObject.hpaName());
    }
    Map<String, String> labels = templateLabels(object);
    if (labels != null) {
      templates.add(new Template(namespace, labels));
    }
  }

  private static @Nullable Map<String, String> templateLabels(KubeObject object) {
    if (object instanceof Pod pod) {
      return pod.metadata().labels();
    }
    PodTemplateSpec template = null;
    if (object instanceof Deployment deployment) {
      template = deployment.spec().template();
    } else if (object instanceof ReplicaSet replicaSet) {
      template = replicaSet.spec().template();
    } else if (object instanceof StatefulSet statefulSet) {
      template = statefulSet.spec().template();
    } else if (object instanceof DaemonSet daemonSet) {
      template = daemonSet.spec().template();
    } else if (object instanceof Job job) {
      template = job.spec().template();
    } else if (object instanceof ScaledJob scaledJob) {
      template = scaledJob.spec().jobTargetRef().template();
    } else if (object instanceof CronJob cronJob) {
      template = cronJob.spec().jobTemplate().spec().template();
    }
    return template == null ? null : template.metadata().labels();
  }

  /** Takes notice of a profile; its selectors are checked where a place to report is given. */
  void createdProfile(@Nullable Fields where, ProfileTemplate profile) {
    profiles.add(profile.name());
    for (int i = 0; where != null && i < profile.spec().selectors().size(); i++) {
      selectors.add(new Selector(where, i, profile.spec().selectors().get(i)));
    }
  }

  void createdNodes(NodeTemplate template) {
    if (template.numbered()) {
      nodeGroups.add(template.name());
    }
    for (int i = 0; i < Math.min(template.count(), 1000); i++) {
      nodes.add(template.nodeName(i));
    }
  }

  boolean hasProfile(String name) {
    return profiles.contains(name);
  }

  Set<String> profileNames() {
    return profiles;
  }

  void expectNamespace(Fields fields, @Nullable String namespace) {
    if (namespace != null) {
      checks.add(() -> checkNamespace(fields, namespace));
    }
  }

  private boolean checkNamespace(Fields fields, String namespace) {
    if (namespaces.contains(namespace)) {
      return true;
    }
    fields.error(
        IssueCode.UNKNOWN_TARGET,
        "namespace",
        "nothing creates the namespace \"" + namespace + "\"",
        DidYouMean.hint(namespace, namespaces, "namespaces are " + String.join(", ", namespaces)));
    return false;
  }

  /** Expects an object to be created; {@code *} stands for any of the namespace. */
  void expect(Fields fields, Kind<? extends KubeObject> kind, String namespace, String name) {
    checks.add(() -> check(fields, kind, namespace, name));
  }

  private void check(Fields fields, Kind<?> kind, String namespace, String name) {
    if (kind == Kinds.FARGATE_PROFILE) {
      checkProfile(fields, name);
      return;
    }
    if (kind.namespaced() && !checkNamespace(fields, namespace)) {
      return;
    }
    boolean generated = kind == Kinds.POD || kind == Kinds.REPLICA_SET || kind == Kinds.JOB;
    Set<String> known = objects.getOrDefault(kind, Set.of());
    if (generated && !known.contains(namespace + "/" + name)) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (String key : known) {
      if (key.startsWith(namespace + "/")) {
        names.add(key.substring(namespace.length() + 1));
      }
    }
    if (kind == Kinds.NODE) {
      names.addAll(nodes);
    }
    boolean found = name.equals("*") ? !names.isEmpty() : names.contains(name);
    if (!found) {
      String what = name.equals("*") ? "any " + kind.name() : kind.name() + " \"" + name + "\"";
      String fallback =
          names.isEmpty()
              ? "no " + kind.name() + " is created there"
              : "there are " + String.join(", ", names);
      fields.error(
          IssueCode.UNKNOWN_TARGET,
          "name",
          "nothing creates " + what + (kind.namespaced() ? " in " + namespace : ""),
          DidYouMean.hint(name, names, fallback));
    }
  }

  void expectProfile(Fields fields, String name) {
    checks.add(() -> checkProfile(fields, name));
  }

  private void checkProfile(Fields fields, String name) {
    if (!profiles.contains(name)) {
      fields.error(
          IssueCode.UNKNOWN_TARGET,
          "name",
          "nothing creates the Fargate profile \"" + name + "\"",
          DidYouMean.hint(name, profiles, "profiles are " + String.join(", ", profiles)));
    }
  }

  /** Expects a node, or a group of nodes, to be created. */
  void expectNode(Fields fields, @Nullable String name) {
    if (name != null && !name.startsWith("fargate-")) {
      checks.add(
          () -> {
            if (!nodes.contains(name) && !nodeGroups.contains(name)) {
              fields.error(
                  IssueCode.UNKNOWN_TARGET,
                  "name",
                  "nothing creates the node \"" + name + "\"",
                  DidYouMean.hint(name, named(), "nodes are " + String.join(", ", nodes)));
            }
          });
    }
  }

  /** Returns the names of nodes and of their groups. */
  private Set<String> named() {
    Set<String> names = new LinkedHashSet<>(nodes);
    names.addAll(nodeGroups);
    return names;
  }

  /** Reports what is named and never created, and selectors that select nothing. */
  void check() {
    checks.forEach(Runnable::run);
    for (Selector selector : selectors) {
      if (!BUILT_IN.contains(selector.selector().namespace()) && selectsNothing(selector)) {
        selector
            .where()
            .issues()
            .add(
                selector
                    .where()
                    .document()
                    .issue(
                        IssueCode.SELECTOR_MATCHES_NOTHING,
                        selector.where().pathOf("selectors").child(selector.index()),
                        "the selector of namespace \""
                            + selector.selector().namespace()
                            + "\""
                            + withLabels(selector.selector())
                            + " selects no pod of this scenario",
                        missed(selector.selector()))
                    .withSeverity(Severity.WARNING));
      }
    }
  }

  private static String withLabels(FargateProfileSelector selector) {
    List<String> labels = new ArrayList<>();
    selector.labels().forEach((key, value) -> labels.add(key + "=" + value));
    return labels.isEmpty() ? "" : " with " + String.join(", ", labels);
  }

  /** Says in what a selector misses the pods: in labels, or in the name of the namespace. */
  private String missed(FargateProfileSelector selector) {
    List<String> nearest = null;
    String namespace = "";
    for (Template template : templates) {
      List<String> lacking =
          new FargateProfileSelector(selector.namespace(), Map.of())
                  .selects(template.namespace(), template.labels())
              ? selector.differences(template.labels())
              : List.of();
      if (!lacking.isEmpty() && (nearest == null || lacking.size() < nearest.size())) {
        nearest = lacking;
        namespace = template.namespace();
      }
    }
    return nearest == null
        ? DidYouMean.hint(selector.namespace(), namespaces, "")
        : "pods of " + namespace + " miss it by " + String.join(", ", nearest);
  }

  private boolean selectsNothing(Selector selector) {
    for (Template template : templates) {
      if (selector.selector().selects(template.namespace(), template.labels())) {
        return false;
      }
    }
    return true;
  }
}
