package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.scenario.manifest.ProfileSource;
import java.util.List;

/**
 * Everything that {@code check} has to say.
 *
 * @param files how many inputs were read
 * @param objects how many objects they hold
 * @param workloads the workloads
 * @param profiles the Fargate profiles
 * @param nodeGroups the groups of EC2 nodes
 * @param issues all issues, in file order
 */
public record CheckReport(
    int files,
    int objects,
    List<WorkloadReport> workloads,
    List<ProfileSource> profiles,
    List<NodeGroupSource> nodeGroups,
    List<Issue> issues) {

  /** Makes the lists unmodifiable. */
  public CheckReport {
    workloads = List.copyOf(workloads);
    profiles = List.copyOf(profiles);
    nodeGroups = List.copyOf(nodeGroups);
    issues = List.copyOf(issues);
  }

  /** Returns how many pods the workloads make at once. */
  public long pods() {
    return workloads.stream().mapToLong(WorkloadReport::pods).sum();
  }

  /** Returns how many issues of a severity there are. */
  public long count(Severity severity) {
    return issues.stream().filter(issue -> issue.severity() == severity).count();
  }
}
