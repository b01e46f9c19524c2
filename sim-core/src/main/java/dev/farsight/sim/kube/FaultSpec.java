package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is broken, and for which pods.
 *
 * @param kind word of the fault, such as nat-down
 * @param namespace namespace of the pods it hits; absent for all
 * @param selector labels of the pods it hits; absent for all
 * @param names names of the pods it hits; empty for all
 * @param node node of the pods it hits; absent for all
 * @param zones availability zones it is in; empty for all
 * @param message what fargate-scheduler says because of it, as it was seen; absent for the text of
 *     the kind
 */
public record FaultSpec(
    String kind,
    @Nullable String namespace,
    @Nullable LabelSelector selector,
    List<String> names,
    @Nullable String node,
    List<String> zones,
    @Nullable String message) {

  /** Kind of a fault that only dumps tell: containers that crash, for reasons of their own. */
  public static final String CONTAINER_CRASHING = "container-crashing";

  /** Kind of a fault that only dumps tell: the image does not fit on the disk that is usual. */
  public static final String IMAGE_TOO_LARGE = "image-too-large";

  /** Kind of a fault that only dumps tell: the API server refuses to create pods. */
  public static final String CREATION_REFUSED = "creation-refused";

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public FaultSpec {
    names = List.copyOf(names);
    zones = List.copyOf(zones);
  }

  /** A fault that shows as its kind does. */
  public FaultSpec(
      String kind,
      @Nullable String namespace,
      @Nullable LabelSelector selector,
      List<String> names,
      @Nullable String node,
      List<String> zones) {
    this(kind, namespace, selector, names, node, zones, null);
  }

  /** A fault of all zones. */
  public FaultSpec(
      String kind,
      @Nullable String namespace,
      @Nullable LabelSelector selector,
      List<String> names,
      @Nullable String node) {
    this(kind, namespace, selector, names, node, List.of());
  }

  /** Returns whether the fault makes no choice among pods. */
  public boolean hitsAllPods() {
    return namespace == null && selector == null && names.isEmpty() && node == null;
  }

  /** Returns whether the fault hits a pod. */
  public boolean hits(Pod pod) {
    return (namespace == null || namespace.equals(pod.namespace()))
        && (selector == null || selector.matches(pod.metadata().labels()))
        && (names.isEmpty() || names.contains(pod.name()))
        && (node == null || node.equals(pod.spec().nodeName()));
  }
}
