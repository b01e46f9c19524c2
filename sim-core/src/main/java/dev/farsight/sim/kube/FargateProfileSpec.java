package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Fargate profile says; immutable.
 *
 * @param selectors alternatives
 * @param subnets subnets, empty means one in which addresses never run out
 * @param podExecutionRoleArn role of the pods' infrastructure; absent when not set
 */
public record FargateProfileSpec(
    List<FargateProfileSelector> selectors,
    List<FargateSubnet> subnets,
    @Nullable String podExecutionRoleArn) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public FargateProfileSpec {
    selectors = List.copyOf(selectors);
    subnets = List.copyOf(subnets);
  }

  /** Returns whether any selector selects a pod of a namespace with these labels. */
  public boolean selects(String podNamespace, Map<String, String> podLabels) {
    for (FargateProfileSelector selector : selectors) {
      if (selector.selects(podNamespace, podLabels)) {
        return true;
      }
    }
    return false;
  }
}
