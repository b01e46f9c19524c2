package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.LimitRangeItem;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDefaults;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The defaults that LimitRanges of the inputs give to containers, as the LimitRanger plugin does.
 */
final class LimitRanges {

  private final Map<String, List<LimitRangeItem>> byNamespace = new TreeMap<>();

  LimitRanges(List<ManifestObject> objects) {
    for (ManifestObject object : objects) {
      if (object.object() instanceof LimitRange range) {
        for (LimitRangeItem item : range.spec().limits()) {
          if (item.type().equals("Container")) {
            byNamespace.computeIfAbsent(range.namespace(), key -> new ArrayList<>()).add(item);
          }
        }
      }
    }
  }

  /** Returns the pod with requests and limits that its namespace gives. */
  Pod apply(Pod pod) {
    List<LimitRangeItem> items = byNamespace.get(pod.namespace());
    if (items == null) {
      return pod;
    }
    Pod completed = PodDefaults.complete(pod);
    return completed.withSpec(
        completed
            .spec()
            .withInitContainers(apply(completed.spec().initContainers(), items))
            .withContainers(apply(completed.spec().containers(), items)));
  }

  private static List<Container> apply(List<Container> containers, List<LimitRangeItem> items) {
    List<Container> changed = new ArrayList<>();
    for (Container container : containers) {
      ResourceRequirements resources = container.resources();
      Map<String, Quantity> requests =
          new TreeMap<>(resources == null ? Map.of() : resources.requests());
      Map<String, Quantity> limits =
          new TreeMap<>(resources == null ? Map.of() : resources.limits());
      for (LimitRangeItem item : items) {
        item.defaultRequest().forEach(requests::putIfAbsent);
        item.defaultLimits().forEach(limits::putIfAbsent);
      }
      changed.add(container.withResources(new ResourceRequirements(requests, limits)));
    }
    return changed;
  }
}
