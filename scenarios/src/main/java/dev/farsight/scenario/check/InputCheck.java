package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.InstanceTypes;
import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PriorityClass;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ScaleTarget;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges inputs as a whole: workloads, their verdicts, and references between objects. */
public final class InputCheck {

  private static final Set<String> BUILT_IN_CLASSES =
      Set.of("system-cluster-critical", "system-node-critical");
  private static final Set<String> SCALABLE =
      Set.of("Deployment", "ReplicaSet", "StatefulSet", "ReplicationController");

  private final Inputs inputs;
  private final Issues issues;
  private final Map<String, Integer> priorities = new LinkedHashMap<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<String> nodeNames = new LinkedHashSet<>();
  private final long nodes;

  /** Creates the check of some inputs; it reports to the issues of their reading. */
  public InputCheck(Inputs inputs, Issues issues) {
    this.inputs = inputs;
    this.issues = issues;
    long grouped = 0;
    for (NodeGroupSource group : inputs.nodeGroups()) {
      grouped += group.count();
    }
    long count = 0;
    for (ManifestObject object : inputs.objects()) {
      ids.add(object.id());
      if (object.object() instanceof PriorityClass priorityClass) {
        priorities.put(priorityClass.name(), priorityClass.value());
      } else if (object.object() instanceof Node node) {
        nodeNames.add(node.name());
        count += isFargate(node) ? 0 : 1;
      }
    }
    this.nodes = count > 0 ? count : grouped; // nodes that are there belong to their groups
  }

  private static boolean isFargate(Node node) {
    return "fargate".equals(node.metadata().labels().get("eks.amazonaws.com/compute-type"));
  }

  /** Returns what was understood; everything odd is among its issues. */
  public CheckReport report() {
    return report(inputs.files());
  }

  /** Returns what was understood of so many files, some of which may hold nothing. */
  public CheckReport report(int files) {
    Ownership ownership = new Ownership(inputs.objects());
    FargateCheck fargate = new FargateCheck(inputs.profiles(), inputs.objects());
    LimitRanges limitRanges = new LimitRanges(inputs.objects());
    ScalerConflicts conflicts = new ScalerConflicts(inputs.objects(), limitRanges, issues);
    List<WorkloadReport> workloads = new ArrayList<>();
    for (ManifestObject object : inputs.objects()) {
      Workload written = ownership.isOwned(object.object()) ? null : Workload.of(object, nodes);
      if (written != null) {
        workloads.add(report(admitted(written, limitRanges), fargate));
      } else if (object.object() instanceof HorizontalPodAutoscaler autoscaler) {
        autoscaler(object, autoscaler);
      } else if (object.object() instanceof ScaledObject scaledObject) {
        scaler(object, scaledObject);
        conflicts.check(object, scaledObject);
      } else if (object.object() instanceof ScaledJob) {
        noTemplate(object);
      }
    }
    inputs.nodeGroups().forEach(this::nodeGroup);
    return new CheckReport(
        files,
        inputs.documents(),
        workloads,
        inputs.profiles(),
        inputs.nodeGroups(),
        issues.sorted());
  }

  /** Returns a workload as its pods pass the LimitRanges, with no pods if they do not. */
  private Workload admitted(Workload written, LimitRanges limitRanges) {
    ManifestObject source = written.source();
    Pod pod = limitRanges.apply(written.pod());
    boolean stored = !source.object().metadata().uid().isEmpty();
    String refusal = stored || source.refused() ? null : limitRanges.refusal(pod);
    if (refusal != null) {
      issues.add(
          source.issue(
              IssueCode.REFUSED_BY_ADMISSION,
              source.kind() + " \"" + source.object().key() + "\": " + refusal,
              source.object() instanceof Pod
                  ? "the API server refuses the pod"
                  : "the API server refuses its pods"));
    }
    return new Workload(source, refusal == null ? written.pods() : 0, pod);
  }

  private WorkloadReport report(Workload workload, FargateCheck fargate) {
    ManifestObject source = workload.source();
    Pod pod = workload.pod();
    FargateAnswer answer = pod.spec().containers().isEmpty() ? null : fargate.answer(workload);
    if (answer == null) {
      issues.add(
          source.issue(
              IssueCode.NO_POD_TEMPLATE,
              source.kind() + " \"" + source.object().key() + "\" describes no pods",
              ""));
    } else if (workload.pods() > 0 || !source.kind().equals("DaemonSet")) {
      verdictIssue(source, pod, answer);
    }
    priority(workload, answer);
    nodeName(source, pod);
    Map<String, Quantity> requests = FargateCheck.requests(pod);
    return new WorkloadReport(
        source.file(),
        source.line(),
        source.apiVersion(),
        source.kind(),
        source.object().namespace(),
        nameOf(source),
        workload.pods(),
        requests.getOrDefault("cpu", Quantity.ZERO).milliValue(),
        requests.getOrDefault("memory", Quantity.ZERO).value(),
        answer);
  }

  /** Returns the name, or what a generated one begins with. */
  private static String nameOf(ManifestObject source) {
    String generated = source.object().metadata().generateName();
    String name = source.object().name();
    return name.isEmpty() && generated != null ? generated : name;
  }

  private void verdictIssue(ManifestObject source, Pod pod, FargateAnswer answer) {
    IssueCode code =
        switch (answer.verdict()) {
          case SKIPPED -> IssueCode.SKIPPED_BY_WEBHOOK;
          case NOT_SELECTED -> IssueCode.NOT_SELECTED;
          case UNSUPPORTED -> IssueCode.NOT_ON_FARGATE;
          case NO_PROFILES, SELECTED -> null;
        };
    if (code == null) {
      return;
    }
    boolean daemons = source.kind().equals("DaemonSet");
    boolean bound = FargateRules.isBoundInCluster(pod);
    boolean elsewhere = daemons || bound || (nodes > 0 && code != IssueCode.NOT_ON_FARGATE);
    issues.add(
        source
            .issue(
                code,
                source.kind()
                    + " \""
                    + source.object().key()
                    + "\": "
                    + String.join("; ", answer.reasons()),
                bound
                    ? "it runs on node \"" + pod.spec().nodeName() + "\""
                    : elsewhere ? "its pods run on EC2 nodes only" : "its pods stay Pending")
            .withSeverity(elsewhere ? Severity.NOTE : code.severity()));
  }

  private void priority(
      Workload workload, @org.jspecify.annotations.Nullable FargateAnswer answer) {
    String name = workload.pod().spec().priorityClassName();
    if (name == null || name.isEmpty() || BUILT_IN_CLASSES.contains(name)) {
      return;
    }
    ManifestObject source = workload.source();
    Integer value = priorities.get(name);
    if (value == null) {
      issues.add(
          source
              .issue(
                  IssueCode.MISSING_REFERENCE,
                  "no input defines the PriorityClass \"" + name + "\"",
                  "unless the cluster has it, the pods are rejected at creation")
              .withSeverity(Severity.WARNING));
    }
    boolean placeholder = value == null ? name.contains("pause") : value < 0;
    if (placeholder && answer != null) {
      issues.add(
          source.issue(
              IssueCode.OVERPROVISIONING,
              source.kind() + " \"" + source.object().key() + "\" holds room for other pods",
              "on Fargate every pod has its own node; nothing can take its place"));
    }
  }

  private void nodeName(ManifestObject source, Pod pod) {
    String name = pod.spec().nodeName();
    boolean written = name != null && !name.isEmpty() && !FargateRules.isBoundInCluster(pod);
    if (written && !nodeNames.contains(name)) {
      issues.add(
          source.issue(
              IssueCode.POD_NODE_NAME,
              "the pods name the node \"" + name + "\", which is not among the inputs",
              "pods with nodeName skip every scheduler and the Fargate webhook"));
    }
  }

  private void autoscaler(ManifestObject source, HorizontalPodAutoscaler autoscaler) {
    String kind = autoscaler.spec().scaleTargetRef().kind();
    String target = autoscaler.spec().scaleTargetRef().name();
    String id = kind + "/" + autoscaler.namespace() + "/" + target;
    if (kind != null && SCALABLE.contains(kind) && !ids.contains(id)) {
      issues.add(
          source
              .issue(
                  IssueCode.SCALE_TARGET,
                  "the scale target " + kind + " \"" + target + "\" is not among the inputs",
                  "")
              .withSeverity(Severity.NOTE));
    }
  }

  private void noTemplate(ManifestObject source) {
    issues.add(
        source.issue(
            IssueCode.NO_POD_TEMPLATE,
            ManifestObject.JOB_TEMPLATE,
            "ScaledJob \"" + source.object().name() + "\" has no pod template",
            "its Jobs would be refused"));
  }

  private void scaler(ManifestObject source, ScaledObject scaledObject) {
    ScaleTarget target = scaledObject.spec().scaleTargetRef();
    String kind = scaledObject.targetKind();
    String id = kind + "/" + scaledObject.namespace() + "/" + target.name();
    if (SCALABLE.contains(kind) && !ids.contains(id)) {
      issues.add(
          source
              .issue(
                  IssueCode.SCALE_TARGET,
                  ManifestObject.SCALE_TARGET,
                  "the scale target " + kind + " \"" + target.name() + "\" is not among the inputs",
                  "")
              .withSeverity(Severity.NOTE));
    }
  }

  private void nodeGroup(NodeGroupSource group) {
    String type = group.instanceType();
    if (type != null && InstanceTypes.load().capacityOf(type) == null) {
      report(
          group,
          IssueCode.UNKNOWN_INSTANCE_TYPE.severity(),
          "instance type \"" + type + "\" is not in the table",
          "give the nodes in the scenario with their capacity");
    } else if (type == null && group.count() > 0) {
      report(
          group,
          Severity.NOTE,
          "the instance type of node group \"" + group.name() + "\" is left open",
          "a run leaves its nodes out: give them in the scenario with their capacity");
    }
  }

  private void report(NodeGroupSource group, Severity severity, String message, String hint) {
    issues.add(
        group
            .document()
            .issue(IssueCode.UNKNOWN_INSTANCE_TYPE, group.path(), message, hint)
            .withSeverity(severity));
  }
}
