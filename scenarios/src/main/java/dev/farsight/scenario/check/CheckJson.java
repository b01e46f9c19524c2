package dev.farsight.scenario.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateSize;

/** The report of {@code check} as JSON, format {@value #FORMAT}: every field is always there. */
public final class CheckJson {

  /** Name and version of the format. */
  public static final String FORMAT = "farsight.dev/check/v1alpha1";

  private CheckJson() {}

  /** Returns the report as a tree. */
  public static ObjectNode of(CheckReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("formatVersion", FORMAT);
    ObjectNode summary = root.putObject("summary");
    summary.put("files", report.files());
    summary.put("objects", report.objects());
    summary.put("workloads", report.workloads().size());
    summary.put("pods", report.pods());
    summary.put("errors", report.count(Severity.ERROR));
    summary.put("warnings", report.count(Severity.WARNING));
    summary.put("notes", report.count(Severity.NOTE));
    ArrayNode workloads = root.putArray("workloads");
    report.workloads().forEach(workload -> write(workload, workloads.addObject()));
    ArrayNode profiles = root.putArray("profiles");
    report.profiles().forEach(profile -> write(profile, profiles.addObject()));
    ArrayNode groups = root.putArray("nodeGroups");
    report.nodeGroups().forEach(group -> write(group, groups.addObject()));
    ArrayNode issues = root.putArray("issues");
    report.issues().forEach(issue -> write(issue, issues.addObject()));
    return root;
  }

  private static void write(WorkloadReport workload, ObjectNode node) {
    node.put("file", workload.file());
    node.put("line", workload.line());
    node.put("apiVersion", workload.apiVersion());
    node.put("kind", workload.kind());
    node.put("namespace", workload.namespace());
    node.put("name", workload.name());
    node.put("pods", workload.pods());
    ObjectNode requests = node.putObject("requests");
    requests.put("cpuMilli", workload.cpuMilli());
    requests.put("memoryBytes", workload.memoryBytes());
    FargateAnswer answer = workload.fargate();
    if (answer == null) {
      node.putNull("fargate");
      return;
    }
    ObjectNode fargate = node.putObject("fargate");
    FargateSize size = answer.size();
    fargate.put("verdict", answer.verdict().label());
    fargate.put("profile", answer.profile());
    fargate.put("size", size == null ? null : size.toString());
    fargate.put("usdPerMonth", answer.usdPerMonth());
    ArrayNode reasons = fargate.putArray("reasons");
    answer.reasons().forEach(reasons::add);
  }

  private static void write(ProfileSource profile, ObjectNode node) {
    node.put("file", profile.document().file());
    node.put("line", profile.line());
    node.put("name", profile.name());
    node.put("status", profile.status());
    ArrayNode selectors = node.putArray("selectors");
    for (FargateProfileSelector selector : profile.spec().selectors()) {
      ObjectNode written = selectors.addObject();
      written.put("namespace", selector.namespace());
      ObjectNode labels = written.putObject("labels");
      selector.labels().forEach(labels::put);
    }
  }

  private static void write(NodeGroupSource group, ObjectNode node) {
    node.put("file", group.document().file());
    node.put("line", group.line());
    node.put("name", group.name());
    node.put("count", group.count());
    node.put("instanceType", group.instanceType());
  }

  private static void write(Issue issue, ObjectNode node) {
    node.put("code", issue.code().id());
    node.put("severity", issue.severity().label());
    node.put("file", issue.file());
    node.put("line", issue.line());
    node.put("column", issue.column());
    node.put("path", issue.path());
    node.put("message", issue.message());
    node.put("hint", issue.hint());
  }
}
