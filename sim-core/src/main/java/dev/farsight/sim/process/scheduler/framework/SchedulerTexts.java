package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Taint;
import java.util.SortedSet;

/**
 * The texts of kube-scheduler that changed from version to version.
 *
 * @param version version of Kubernetes
 */
public record SchedulerTexts(KubernetesVersion version) {

  /** The texts of the version the recorded vectors come from. */
  public static final SchedulerTexts V1_36 = new SchedulerTexts(KubernetesVersion.ofMinor(36));

  /** Returns the reason of a taint that is not tolerated. */
  public String untolerated(Taint taint) {
    String value = taint.value() == null ? "" : taint.value();
    String text = "{" + taint.key() + ": " + value + "}";
    if (!version.isAtLeast(24)) {
      return "node(s) had taint " + text + ", that the pod didn't tolerate";
    }
    if (!version.isAtLeast(34, 2)) {
      return "node(s) had untolerated taint " + text;
    }
    return "node(s) had untolerated taint(s)";
  }

  /** Returns the reason of nodes that a PreFilter result left out. */
  public String leftOut(SortedSet<String> plugins) {
    return version.isAtLeast(32)
        ? "node(s) didn't satisfy plugin(s) [" + String.join(" ", plugins) + "]"
        : "node is filtered out by the prefilter result";
  }

  /** Returns the reason of a volume that the node cannot reach. */
  public String volumeNodeConflict() {
    return version.isAtLeast(31)
        ? "node(s) didn't match PersistentVolume's node affinity"
        : "node(s) had volume node affinity conflict";
  }

  /** Returns the reason of a ReadWriteOncePod claim in use. */
  public String readWriteOncePodConflict() {
    return version.isAtLeast(34)
        ? "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode"
            + " already in-use by another pod"
        : "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access"
            + " mode";
  }

  /** Returns whether DynamicResources takes part in PostFilter. */
  public boolean hasDynamicResources() {
    return version.isAtLeast(34);
  }

  /** Returns whether the message says what became of preemption. */
  public boolean tellsPreemption() {
    return version.isAtLeast(24);
  }

  /** Returns whether NodeResourcesFit filters before the taints are looked at. */
  public boolean filtersResourcesFirst() {
    return !version.isAtLeast(20);
  }
}
