package dev.farsight.scenario.check;

import dev.farsight.scenario.manifest.ManifestObject;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.LimitRangeRules;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the LimitRanges of the inputs do to the pods of their namespaces at admission. */
final class LimitRanges {

  private final Map<String, List<LimitRange>> byNamespace = new TreeMap<>();

  LimitRanges(List<ManifestObject> objects) {
    for (ManifestObject object : objects) {
      if (object.object() instanceof LimitRange range) {
        byNamespace.computeIfAbsent(range.namespace(), key -> new ArrayList<>()).add(range);
      }
    }
  }

  /** Returns the pod with requests and limits that its namespace gives. */
  Pod apply(Pod pod) {
    List<LimitRange> ranges = byNamespace.get(pod.namespace());
    return ranges == null ? pod : LimitRangeRules.complete(PodDefaults.complete(pod), ranges);
  }

  /** Returns why a pod to which the ranges were applied is refused; null if it is not. */
  @Nullable String refusal(Pod pod) {
    List<LimitRange> ranges = byNamespace.get(pod.namespace());
    if (ranges == null) {
      return null;
    }
    String invalid = LimitRangeRules.invalid(pod);
    if (invalid != null) {
      return "with its LimitRanges " + invalid;
    }
    for (LimitRange range : ranges) {
      String refusal = LimitRangeRules.refusal(pod, range);
      if (refusal != null) {
        return "LimitRange \"" + range.name() + "\": " + refusal;
      }
    }
    return null;
  }
}
