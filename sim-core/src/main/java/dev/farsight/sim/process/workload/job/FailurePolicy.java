package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodFailurePolicy;
import dev.farsight.sim.kube.PodFailurePolicyOnExitCodesRequirement;
import dev.farsight.sim.kube.PodFailurePolicyOnPodConditionsPattern;
import dev.farsight.sim.kube.PodFailurePolicyRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rule of a pod failure policy holds for a failed pod ({@code pod_failure_policy.go}). */
final class FailurePolicy {

  private final @Nullable PodFailurePolicy policy;

  FailurePolicy(@Nullable PodFailurePolicy policy) {
    this.policy = policy;
  }

  /** Returns whether the failure counts towards the back-off limit. */
  boolean counts(Pod pod) {
    PodFailurePolicyRule rule = rule(pod);
    return rule == null || !rule.action().equals("Ignore");
  }

  /** Returns whether the failure is the end of the pod's index. */
  boolean failsIndex(Pod pod) {
    PodFailurePolicyRule rule = rule(pod);
    return rule != null && rule.action().equals("FailIndex");
  }

  /** Returns why the whole Job fails because of one of the pods, or null. */
  @Nullable String failJobMessage(List<Pod> pods) {
    for (Pod pod : pods) {
      if (!"Failed".equals(pod.status().phase())) {
        continue;
      }
      PodFailurePolicyRule rule = rule(pod);
      if (policy != null && rule != null && rule.action().equals("FailJob")) {
        int index = policy.rules().indexOf(rule);
        return rule.onExitCodes() != null
            ? exitCodeMessage(pod, rule.onExitCodes(), index)
            : "Pod "
                + pod.key()
                + " has condition "
                + matching(pod, rule)
                + " matching FailJob rule at index "
                + index;
      }
    }
    return null;
  }

  private static String exitCodeMessage(
      Pod pod, PodFailurePolicyOnExitCodesRequirement wanted, int index) {
    ContainerStatus status = matching(pod, wanted);
    return "Container "
        + (status == null ? "" : status.name())
        + " for pod "
        + pod.key()
        + " failed with exit code "
        + (status == null ? "" : status.exitCode())
        + " matching FailJob rule at index "
        + index;
  }

  private @Nullable PodFailurePolicyRule rule(Pod pod) {
    if (policy == null) {
      return null;
    }
    for (PodFailurePolicyRule rule : policy.rules()) {
      boolean matches =
          rule.onExitCodes() != null
              ? matching(pod, rule.onExitCodes()) != null
              : matching(pod, rule) != null;
      if (matches) {
        return rule;
      }
    }
    return null;
  }

  private static @Nullable ContainerStatus matching(
      Pod pod, PodFailurePolicyOnExitCodesRequirement wanted) {
    for (ContainerStatus status : pod.status().containerStatuses()) {
      Integer code = status.exitCode();
      if (code == null
          || code == 0
          || (wanted.containerName() != null && !wanted.containerName().equals(status.name()))) {
        continue;
      }
      if (wanted.values().contains(code) == wanted.operator().equals("In")) {
        return status;
      }
    }
    return null;
  }

  private static @Nullable String matching(Pod pod, PodFailurePolicyRule rule) {
    for (PodCondition condition : pod.status().conditions()) {
      for (PodFailurePolicyOnPodConditionsPattern pattern : rule.onPodConditions()) {
        String status = pattern.status() == null ? "True" : pattern.status();
        if (condition.type().equals(pattern.type()) && condition.status().equals(status)) {
          return condition.type();
        }
      }
    }
    return null;
  }
}
