package dev.farsight.sim.process.quota;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.LimitRangeItem;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives containers the default requests and limits of the LimitRanges of their namespace, and
 * refuses what is below the minimum or above the maximum.
 */
public final class LimitRanger implements AdmissionPlugin<Pod> {

  private final Cluster cluster;

  /** Makes it over an API server. */
  public LimitRanger(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod admit(Pod pod) {
    Pod result = pod;
    for (LimitRange range : cluster.store(Kinds.LIMIT_RANGE).listNamespace(pod.namespace())) {
      for (LimitRangeItem item : range.spec().limits()) {
        if (item.type().equals("Container")) {
          result =
              result.withSpec(
                  result
                      .spec()
                      .withContainers(defaulted(result.spec().containers(), item))
                      .withInitContainers(defaulted(result.spec().initContainers(), item)));
          check(result, item);
        }
      }
    }
    return result;
  }

  private static List<Container> defaulted(List<Container> containers, LimitRangeItem item) {
    List<Container> result = new ArrayList<>(containers.size());
    for (Container container : containers) {
      ResourceRequirements own = container.resources();
      Map<String, Quantity> limits =
          new TreeMap<>(own == null ? FrozenMap.<Quantity>empty() : own.limits());
      Map<String, Quantity> requests =
          new TreeMap<>(own == null ? FrozenMap.<Quantity>empty() : own.requests());
      item.defaultLimits().forEach(limits::putIfAbsent);
      item.defaultRequest().forEach(requests::putIfAbsent);
      limits.forEach(requests::putIfAbsent);
      boolean none = limits.isEmpty() && requests.isEmpty();
      result.add(
          none ? container : container.withResources(new ResourceRequirements(requests, limits)));
    }
    return result;
  }

  private static void check(Pod pod, LimitRangeItem item) {
    List<String> refusals = new ArrayList<>();
    for (Container container : pod.spec().containers()) {
      ResourceRequirements own = container.resources();
      Map<String, Quantity> requests = own == null ? FrozenMap.empty() : own.requests();
      Map<String, Quantity> limits = own == null ? FrozenMap.empty() : own.limits();
      item.min()
          .forEach(
              (name, least) -> {
                Quantity request = requests.get(name);
                String stem = "minimum " + name + " usage per Container is " + least;
                if (request == null) {
                  refusals.add(stem + ".  No request is specified");
                } else if (request.compareTo(least) < 0) {
                  refusals.add(stem + ", but request is " + request);
                }
              });
      item.max()
          .forEach(
              (name, most) -> {
                Quantity limit = limits.get(name);
                String stem = "maximum " + name + " usage per Container is " + most;
                if (limit == null) {
                  refusals.add(stem + ".  No limit is specified");
                } else if (limit.compareTo(most) > 0) {
                  refusals.add(stem + ", but limit is " + limit);
                }
              });
    }
    if (!refusals.isEmpty()) {
      String why = refusals.size() == 1 ? refusals.get(0) : "[" + String.join(", ", refusals) + "]";
      throw ApiException.forbidden("pods", pod.name(), why);
    }
  }
}
