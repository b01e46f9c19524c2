package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PriorityClass;
import dev.farsight.sim.kube.WellKnown;
import org.jspecify.annotations.Nullable;

/**
 * The Priority admission plugin: turns the name of a PriorityClass into a number.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/admission/priority/admission.go">upstream
 *     source</a>
 */
public final class PriorityAdmission {

  private static final String PREEMPT_LOWER_PRIORITY = "PreemptLowerPriority";

  private PriorityAdmission() {}

  /**
   * Returns a pod with priority and preemption policy of its class.
   *
   * @param pod pod to be created
   * @param classes PriorityClass objects of the cluster; the two built-in ones need not be there
   * @throws ApiException if it names a class that does not exist, or a priority that is not that of
   *     its class
   */
  public static Pod admit(Pod pod, Iterable<PriorityClass> classes) {
    PodSpec spec = pod.spec();
    String name = spec.priorityClassName();
    PriorityClass chosen = name == null || name.isEmpty() ? defaultOf(classes) : null;
    String effectiveName = chosen != null ? chosen.name() : name;
    int priority = 0;
    String policy = PREEMPT_LOWER_PRIORITY;
    if (effectiveName != null && !effectiveName.isEmpty()) {
      if (chosen == null) {
        chosen = find(classes, effectiveName);
      }
      priority = chosen != null ? chosen.value() : builtIn(pod, effectiveName);
      policy =
          chosen != null && chosen.preemptionPolicy() != null
              ? chosen.preemptionPolicy()
              : PREEMPT_LOWER_PRIORITY;
    }
    Integer given = spec.priority();
    if (given != null && given != priority) {
      throw ApiException.forbidden(
          "pods",
          pod.name(),
          "the integer value of priority ("
              + given
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority
              + " from the given PriorityClass name");
    }
    PodSpec wanted = withPriority(spec, effectiveName, priority, policy);
    return wanted == spec ? pod : pod.withSpec(wanted);
  }

  private static PodSpec withPriority(
      PodSpec spec, @Nullable String className, int priority, String policy) {
    PodSpec result = spec;
    if (className != null && !className.isEmpty() && !className.equals(spec.priorityClassName())) {
      result = result.withPriorityClassName(className);
    }
    if (spec.priority() == null) {
      result = result.withPriority(priority);
    }
    return spec.preemptionPolicy() == null ? result.withPreemptionPolicy(policy) : result;
  }

  private static @Nullable PriorityClass defaultOf(Iterable<PriorityClass> classes) {
    PriorityClass lowest = null;
    for (PriorityClass candidate : classes) {
      if (Boolean.TRUE.equals(candidate.globalDefault())
          && (lowest == null || candidate.value() < lowest.value())) {
        lowest = candidate;
      }
    }
    return lowest;
  }

  private static @Nullable PriorityClass find(Iterable<PriorityClass> classes, String name) {
    for (PriorityClass candidate : classes) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    return null;
  }

  private static int builtIn(Pod pod, String name) {
    return switch (name) {
      case WellKnown.SYSTEM_NODE_CRITICAL -> WellKnown.SYSTEM_NODE_CRITICAL_PRIORITY;
      case WellKnown.SYSTEM_CLUSTER_CRITICAL -> WellKnown.SYSTEM_CLUSTER_CRITICAL_PRIORITY;
      default ->
          throw ApiException.forbidden(
              "pods", pod.name(), "no PriorityClass with name " + name + " was found");
    };
  }
}
