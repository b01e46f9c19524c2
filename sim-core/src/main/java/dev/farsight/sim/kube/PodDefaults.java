package dev.farsight.sim.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the API server completes in a pod, and only in a pod: templates keep what their author
 * wrote.
 *
 * <p>A pod made from a template has to pass through here when it is created: requests that are
 * absent come from limits, host ports from container ports under {@code hostNetwork}, and {@code
 * matchLabelKeys} are merged into the selectors of affinity terms and spread constraints.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/v1/defaults.go">SetDefaults_Pod</a>
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/registry/core/pod/strategy.go">the
 *     pod strategy's create step</a>
 */
public final class PodDefaults {

  /** Resources that may be requested for a pod as a whole. */
  private static final Set<String> POD_LEVEL = Set.of("cpu", "memory");

  private PodDefaults() {}

  /**
   * Returns the pod with everything completed, itself if nothing is missing; completing twice
   * changes nothing more.
   */
  public static Pod complete(Pod pod) {
    return isComplete(pod.spec()) ? pod : completed(pod);
  }

  /** Returns whether a spec leaves nothing to complete, which holds for most pods. */
  private static boolean isComplete(PodSpec spec) {
    boolean plain =
        !Boolean.TRUE.equals(spec.hostNetwork())
            && spec.affinity() == null
            && spec.topologySpreadConstraints().isEmpty();
    return plain
        && (spec.resources() == null || spec.resources().limits().isEmpty())
        && haveRequests(spec.containers())
        && haveRequests(spec.initContainers());
  }

  /** Returns whether all containers request what they limit. */
  private static boolean haveRequests(List<Container> containers) {
    for (Container container : containers) {
      ResourceRequirements resources = container.resources();
      if (resources != null
          && !resources.requests().keySet().containsAll(resources.limits().keySet())) {
        return false;
      }
    }
    return true;
  }

  /** Completes part by part, as {@link #complete} does where something may be missing. */
  static Pod completed(Pod pod) {
    PodSpec spec = pod.spec();
    boolean hostNetwork = Boolean.TRUE.equals(spec.hostNetwork());
    Map<String, String> labels = pod.metadata().labels();
    PodSpec containers =
        spec.withInitContainers(complete(spec.initContainers(), hostNetwork))
            .withContainers(complete(spec.containers(), hostNetwork));
    return pod.withSpec(
        containers
            .withResources(podResources(containers))
            .withAffinity(complete(spec.affinity(), labels))
            .withTopologySpreadConstraints(spread(spec.topologySpreadConstraints(), labels)));
  }

  private static List<Container> complete(List<Container> containers, boolean hostNetwork) {
    List<Container> completed = new ArrayList<>(containers.size());
    for (Container container : containers) {
      Container changed = container;
      ResourceRequirements resources = container.resources();
      if (resources != null && !resources.limits().isEmpty()) {
        changed = changed.withResources(requestsFromLimits(resources));
      }
      if (hostNetwork && !container.ports().isEmpty()) {
        changed = changed.withPorts(hostPorts(container.ports()));
      }
      completed.add(changed);
    }
    return completed;
  }

  private static ResourceRequirements requestsFromLimits(ResourceRequirements resources) {
    Map<String, Quantity> requests = new TreeMap<>(resources.requests());
    resources.limits().forEach(requests::putIfAbsent);
    return new ResourceRequirements(requests, resources.limits());
  }

  private static List<ContainerPort> hostPorts(List<ContainerPort> ports) {
    List<ContainerPort> completed = new ArrayList<>(ports.size());
    for (ContainerPort port : ports) {
      Integer hostPort = port.hostPort();
      completed.add(
          hostPort == null || hostPort == 0
              ? new ContainerPort(
                  port.name(),
                  port.containerPort(),
                  port.containerPort(),
                  port.hostIP(),
                  port.protocol())
              : port);
    }
    return completed;
  }

  /** Completes requests of the pod as a whole, where it has limits of its own. */
  private static @Nullable ResourceRequirements podResources(PodSpec spec) {
    ResourceRequirements resources = spec.resources();
    if (resources == null || resources.limits().isEmpty()) {
      return resources;
    }
    Map<String, Quantity> requests = new TreeMap<>(resources.requests());
    containerRequests(spec)
        .forEach(
            (name, quantity) -> {
              if (POD_LEVEL.contains(name)) {
                requests.putIfAbsent(name, quantity);
              }
            });
    resources
        .limits()
        .forEach(
            (name, quantity) -> {
              if (POD_LEVEL.contains(name) || name.startsWith("hugepages-")) {
                requests.putIfAbsent(name, quantity);
              }
            });
    return new ResourceRequirements(requests, resources.limits());
  }

  /**
   * Returns what the containers request together: the greater of their sum (with the init
   * containers that keep running) and the largest init container beside those that run already.
   */
  public static Map<String, Quantity> containerRequests(PodSpec spec) {
    return sum(spec, PodDefaults::requestsOf);
  }

  /** Returns what the containers have together of something that each of them has. */
  static Map<String, Quantity> sum(PodSpec spec, Function<Container, Map<String, Quantity>> of) {
    Map<String, Quantity> sum = new TreeMap<>();
    for (Container container : spec.containers()) {
      add(sum, of.apply(container));
    }
    Map<String, Quantity> sidecars = new TreeMap<>();
    Map<String, Quantity> largest = new TreeMap<>();
    for (Container container : spec.initContainers()) {
      Map<String, Quantity> requests = of.apply(container);
      if ("Always".equals(container.restartPolicy())) {
        add(sum, requests);
        add(sidecars, requests);
        raise(largest, sidecars);
      } else {
        Map<String, Quantity> beside = new TreeMap<>(sidecars);
        add(beside, requests);
        raise(largest, beside);
      }
    }
    raise(sum, largest);
    return sum;
  }

  private static Map<String, Quantity> requestsOf(Container container) {
    ResourceRequirements resources = container.resources();
    return resources == null ? FrozenMap.empty() : resources.requests();
  }

  private static void add(Map<String, Quantity> sum, Map<String, Quantity> more) {
    more.forEach((name, quantity) -> sum.merge(name, quantity, Quantity::plus));
  }

  private static void raise(Map<String, Quantity> largest, Map<String, Quantity> other) {
    other.forEach(
        (name, quantity) -> largest.merge(name, quantity, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }

  private static @Nullable Affinity complete(
      @Nullable Affinity affinity, Map<String, String> labels) {
    if (affinity == null) {
      return null;
    }
    PodAffinity near = affinity.podAffinity();
    PodAntiAffinity far = affinity.podAntiAffinity();
    return new Affinity(
        affinity.nodeAffinity(),
        near == null
            ? null
            : new PodAffinity(
                required(near.requiredDuringSchedulingIgnoredDuringExecution(), labels),
                preferred(near.preferredDuringSchedulingIgnoredDuringExecution(), labels)),
        far == null
            ? null
            : new PodAntiAffinity(
                required(far.requiredDuringSchedulingIgnoredDuringExecution(), labels),
                preferred(far.preferredDuringSchedulingIgnoredDuringExecution(), labels)));
  }

  private static List<PodAffinityTerm> required(
      List<PodAffinityTerm> terms, Map<String, String> labels) {
    List<PodAffinityTerm> completed = new ArrayList<>(terms.size());
    for (PodAffinityTerm term : terms) {
      completed.add(complete(term, labels));
    }
    return completed;
  }

  private static List<WeightedPodAffinityTerm> preferred(
      List<WeightedPodAffinityTerm> terms, Map<String, String> labels) {
    List<WeightedPodAffinityTerm> completed = new ArrayList<>(terms.size());
    for (WeightedPodAffinityTerm term : terms) {
      completed.add(
          new WeightedPodAffinityTerm(term.weight(), complete(term.podAffinityTerm(), labels)));
    }
    return completed;
  }

  private static PodAffinityTerm complete(PodAffinityTerm term, Map<String, String> labels) {
    LabelSelector merged = merge(term.labelSelector(), "In", term.matchLabelKeys(), labels);
    return new PodAffinityTerm(
        merge(merged, "NotIn", term.mismatchLabelKeys(), labels),
        term.namespaces(),
        term.topologyKey(),
        term.namespaceSelector(),
        term.matchLabelKeys(),
        term.mismatchLabelKeys());
  }

  private static List<TopologySpreadConstraint> spread(
      List<TopologySpreadConstraint> constraints, Map<String, String> labels) {
    List<TopologySpreadConstraint> completed = new ArrayList<>(constraints.size());
    for (TopologySpreadConstraint constraint : constraints) {
      completed.add(
          new TopologySpreadConstraint(
              constraint.maxSkew(),
              constraint.topologyKey(),
              constraint.whenUnsatisfiable(),
              merge(constraint.labelSelector(), "In", constraint.matchLabelKeys(), labels),
              constraint.minDomains(),
              constraint.nodeAffinityPolicy(),
              constraint.nodeTaintsPolicy(),
              constraint.matchLabelKeys()));
    }
    return completed;
  }

  /**
   * Merges the pod's values of some label keys into a selector; an absent selector selects nothing.
   */
  private static @Nullable LabelSelector merge(
      @Nullable LabelSelector selector,
      String operator,
      List<String> keys,
      Map<String, String> labels) {
    if (selector == null || keys.isEmpty()) {
      return selector;
    }
    List<LabelSelectorRequirement> expressions = new ArrayList<>(selector.matchExpressions());
    for (String key : keys) {
      String value = labels.get(key);
      if (value != null) {
        LabelSelectorRequirement merged =
            new LabelSelectorRequirement(key, operator, List.of(value));
        if (!expressions.contains(merged)) {
          expressions.add(merged);
        }
      }
    }
    return new LabelSelector(selector.matchLabels(), expressions);
  }
}
