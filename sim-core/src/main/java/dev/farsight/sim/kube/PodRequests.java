package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks of a node in all: containers summed, the greatest init container, sidecars
 * counted with those that run beside them, pod-level requests first, overhead added.
 *
 * @see <a
 *     href="https://github.com/kubernetes/component-helpers/blob/master/resource/helpers.go">upstream
 *     PodRequests</a>
 */
public final class PodRequests {

  private final PodSpec spec;
  private final @Nullable PodStatus status;
  private final Map<String, Quantity> missing;

  private PodRequests(PodSpec spec, @Nullable PodStatus status, Map<String, Quantity> missing) {
    this.spec = spec;
    this.status = status;
    this.missing = missing;
  }

  /** Returns the effective requests of a pod by resource name, in the order of the names. */
  public static Map<String, Quantity> of(PodSpec spec) {
    return isOneContainer(spec)
        ? requestsOf(spec.containers().get(0))
        : new PodRequests(spec, null, FrozenMap.empty()).total();
  }

  /** Returns whether a pod asks for just what its only container asks for, as most pods do. */
  private static boolean isOneContainer(PodSpec spec) {
    ResourceRequirements podLevel = spec.resources();
    return spec.containers().size() == 1
        && spec.initContainers().isEmpty()
        && spec.overhead().isEmpty()
        && (podLevel == null || podLevel.requests().isEmpty());
  }

  private static Map<String, Quantity> requestsOf(Container container) {
    ResourceRequirements resources = container.resources();
    return resources == null ? FrozenMap.empty() : resources.requests();
  }

  /**
   * Returns the effective requests of a pod that may be resized in place: the greatest of what is
   * wanted, admitted and in effect, or without what is wanted if the node can never give it.
   */
  public static Map<String, Quantity> of(Pod pod) {
    return of(pod, FrozenMap.empty());
  }

  /**
   * Returns the effective requests of a pod that may be resized in place.
   *
   * @param pod the pod
   * @param missing what a container is taken to ask for where it asks for nothing
   */
  public static Map<String, Quantity> of(Pod pod, Map<String, Quantity> missing) {
    PodStatus status = pod.status();
    boolean untouched =
        status.resources() == null
            && status.containerStatuses().isEmpty()
            && status.initContainerStatuses().isEmpty();
    if (untouched && missing.isEmpty() && isOneContainer(pod.spec())) {
      return requestsOf(pod.spec().containers().get(0));
    }
    return new PodRequests(pod.spec(), pod.status(), missing).total();
  }

  /**
   * Returns the requests of the containers with the overhead, whatever the pod asks for as a whole.
   *
   * @param spec the pod's spec
   * @param missing what a container is taken to ask for where it asks for nothing
   */
  public static Map<String, Quantity> ofContainers(PodSpec spec, Map<String, Quantity> missing) {
    PodRequests requests = new PodRequests(spec, null, missing);
    return requests.withOverhead(requests.containers());
  }

  private Map<String, Quantity> total() {
    TreeMap<String, Quantity> total = containers();
    ResourceRequirements podLevel = spec.resources();
    if (podLevel != null && !podLevel.requests().isEmpty()) {
      total.putAll(podLevel.requests());
      PodStatus known = status;
      ResourceRequirements actuated = known == null ? null : known.resources();
      if (known != null && actuated != null) {
        Map<String, Quantity> effective =
            effective(known, podLevel.requests(), actuated.requests(), known.allocatedResources());
        podLevel
            .requests()
            .keySet()
            .forEach(name -> total.put(name, effective.getOrDefault(name, Quantity.ZERO)));
      }
    }
    return withOverhead(total);
  }

  private Map<String, Quantity> withOverhead(TreeMap<String, Quantity> total) {
    spec.overhead().forEach((name, amount) -> total.merge(name, amount, Quantity::plus));
    return FrozenMap.copyOf(total);
  }

  private TreeMap<String, Quantity> containers() {
    TreeMap<String, Quantity> running = new TreeMap<>();
    for (Container container : spec.containers()) {
      add(running, requests(container, true));
    }
    TreeMap<String, Quantity> sidecars = new TreeMap<>();
    TreeMap<String, Quantity> starting = new TreeMap<>();
    for (Container init : spec.initContainers()) {
      boolean sidecar = "Always".equals(init.restartPolicy());
      Map<String, Quantity> own = requests(init, sidecar);
      if (sidecar) {
        add(running, own);
        add(sidecars, own);
        raise(starting, sidecars);
      } else {
        TreeMap<String, Quantity> now = new TreeMap<>(sidecars);
        add(now, own);
        raise(starting, now);
      }
    }
    raise(running, starting);
    return running;
  }

  private Map<String, Quantity> requests(Container container, boolean resizable) {
    Map<String, Quantity> own = requestsOf(container);
    PodStatus known = status;
    if (resizable && known != null) {
      own = resized(container.name(), own, known);
    }
    if (missing.isEmpty()) {
      return own;
    }
    Map<String, Quantity> filled = new TreeMap<>(missing);
    filled.putAll(own);
    return filled;
  }

  private static Map<String, Quantity> resized(
      String container, Map<String, Quantity> wanted, PodStatus status) {
    for (List<ContainerStatus> statuses :
        List.of(status.initContainerStatuses(), status.containerStatuses())) {
      for (ContainerStatus each : statuses) {
        if (each.name().equals(container)) {
          ResourceRequirements actuated = each.resources();
          return actuated == null
              ? wanted
              : effective(status, wanted, actuated.requests(), each.allocatedResources());
        }
      }
    }
    return wanted;
  }

  private static Map<String, Quantity> effective(
      PodStatus status,
      Map<String, Quantity> wanted,
      Map<String, Quantity> actuated,
      Map<String, Quantity> allocated) {
    TreeMap<String, Quantity> greatest = new TreeMap<>(actuated);
    raise(greatest, allocated);
    PodCondition pending = status.condition("PodResizePending");
    if (pending == null || !"Infeasible".equals(pending.reason())) {
      raise(greatest, wanted);
    }
    return greatest;
  }

  private static void add(Map<String, Quantity> total, Map<String, Quantity> more) {
    more.forEach((name, amount) -> total.merge(name, amount, Quantity::plus));
  }

  private static void raise(Map<String, Quantity> total, Map<String, Quantity> floor) {
    floor.forEach(
        (name, amount) -> total.merge(name, amount, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }
}
