package dev.farsight.sim.kube;

import java.util.Map;

/**
 * Pods that a Fargate profile takes: a namespace and labels, both with wildcards.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html">upstream documentation</a>
 * @param namespace namespace pattern
 * @param labels label patterns, all of which must match
 */
public record FargateProfileSelector(String namespace, Map<String, String> labels) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public FargateProfileSelector {
    labels = FrozenMap.copyOf(labels);
  }
}
