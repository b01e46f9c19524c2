package dev.farsight.sim.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pods that a Fargate profile takes: a namespace and labels, both with wildcards.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html">upstream
 *     documentation</a>
 * @param namespace namespace pattern
 * @param labels label patterns, all of which must match
 */
public record FargateProfileSelector(String namespace, Map<String, String> labels) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public FargateProfileSelector {
    labels = FrozenMap.copyOf(labels);
  }

  /** Returns whether a pod of a namespace, with these labels, is selected. */
  public boolean selects(String podNamespace, Map<String, String> podLabels) {
    if (!Wildcards.matches(namespace, podNamespace)) {
      return false;
    }
    for (Map.Entry<String, String> wanted : labels.entrySet()) {
      if (!hasLabel(wanted.getKey(), wanted.getValue(), podLabels)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the labels that this asks for and a pod does not have, each with what the pod has
   * instead: {@code stage=prod (the pod has stage=beta)}.
   */
  public List<String> differences(Map<String, String> podLabels) {
    List<String> differences = new ArrayList<>();
    labels.forEach(
        (key, value) -> {
          if (!hasLabel(key, value, podLabels)) {
            String own = podLabels.get(key);
            String has = own == null ? "the pod lacks it" : "the pod has " + key + "=" + own;
            differences.add(key + "=" + value + " (" + has + ")");
          }
        });
    return differences;
  }

  private static boolean hasLabel(String key, String value, Map<String, String> podLabels) {
    for (Map.Entry<String, String> label : podLabels.entrySet()) {
      if (Wildcards.matches(key, label.getKey()) && Wildcards.matches(value, label.getValue())) {
        return true;
      }
    }
    return false;
  }
}
