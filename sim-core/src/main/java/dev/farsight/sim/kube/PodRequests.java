package dev.farsight.sim.kube;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a pod asks of a node in all: containers summed, the greatest init container, sidecars
 * counted with those that run beside them, pod-level requests first, overhead added.
 *
 * @see <a
 *     href="https://github.com/kubernetes/component-helpers/blob/master/resource/helpers.go">upstream
 *     PodRequests</a>
 */
public final class PodRequests {

  private PodRequests() {}

  /** Returns the effective requests of a pod by resource name, in the order of the names. */
  public static Map<String, Quantity> of(PodSpec spec) {
    TreeMap<String, Quantity> total = containers(spec);
    ResourceRequirements podLevel = spec.resources();
    if (podLevel != null) {
      total.putAll(podLevel.requests());
    }
    spec.overhead().forEach((name, amount) -> total.merge(name, amount, Quantity::plus));
    return FrozenMap.copyOf(total);
  }

  private static TreeMap<String, Quantity> containers(PodSpec spec) {
    TreeMap<String, Quantity> running = new TreeMap<>();
    for (Container container : spec.containers()) {
      add(running, requests(container));
    }
    TreeMap<String, Quantity> sidecars = new TreeMap<>();
    TreeMap<String, Quantity> starting = new TreeMap<>();
    for (Container init : spec.initContainers()) {
      Map<String, Quantity> own = requests(init);
      if ("Always".equals(init.restartPolicy())) {
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

  private static Map<String, Quantity> requests(Container container) {
    ResourceRequirements resources = container.resources();
    return resources == null ? FrozenMap.empty() : resources.requests();
  }

  private static void add(Map<String, Quantity> total, Map<String, Quantity> more) {
    more.forEach((name, amount) -> total.merge(name, amount, Quantity::plus));
  }

  private static void raise(Map<String, Quantity> total, Map<String, Quantity> floor) {
    floor.forEach(
        (name, amount) -> total.merge(name, amount, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }
}
