package dev.farsight.sim.process.quota;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LimitRange;
import dev.farsight.sim.kube.LimitRangeRules;
import dev.farsight.sim.kube.Pod;
import java.util.Collection;

/**
 * Gives containers the default requests and limits of the LimitRanges of their namespace, and
 * refuses pods that lie outside of their bounds.
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
    Collection<LimitRange> ranges = cluster.store(Kinds.LIMIT_RANGE).listNamespace(pod.namespace());
    if (ranges.isEmpty()) {
      return pod;
    }
    Pod completed = LimitRangeRules.complete(pod, ranges);
    String invalid = LimitRangeRules.invalid(completed);
    if (invalid != null) {
      throw ApiException.invalid("Pod", pod.name(), invalid);
    }
    for (LimitRange range : ranges) {
      String refusal = LimitRangeRules.refusal(completed, range);
      if (refusal != null) {
        throw ApiException.forbidden("pods", pod.name(), refusal);
      }
    }
    return completed;
  }
}
