package dev.farsight.sim.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one pod: everything that {@code why} and the diagnosis read.
 *
 * @param step timeline step that led to its creation, such as {@code apply keda.yaml}; null where
 *     none did
 * @param ownerChain owners from the nearest to the top, such as {@code ReplicaSet/web-7f9} and
 *     {@code Deployment/web}
 * @param labels labels after admission
 * @param annotations annotations after admission by which EKS decides or tells something
 * @param nodeSelector wanted node labels
 * @param pinnedNode node that the controller of a DaemonSet aimed the pod at
 * @param priority priority after admission
 * @param toleratesFargate whether the pod tolerates the taint of Fargate nodes
 * @param cpuMilli requested CPU in thousandths, init containers counted
 * @param memoryBytes requested memory in bytes, without Fargate's overhead
 * @param webhookInstalled whether the Fargate webhook existed when the pod was created
 * @param profiles every profile that existed at the pod's admission, and how it stood then
 * @param events distinct events about the pod, in the order of their first occurrence; scheduling
 *     verdicts are among them
 * @param queueMoves why it entered the parts of kube-scheduler's queue, in the order of the first
 *     time
 * @param runningNanos time at which its containers first ran
 */
public record PodStory(
    @Nullable String step,
    List<String> ownerChain,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, String> nodeSelector,
    @Nullable String pinnedNode,
    long priority,
    boolean toleratesFargate,
    long cpuMilli,
    long memoryBytes,
    boolean webhookInstalled,
    List<ProfileSnapshot> profiles,
    List<EventRecord> events,
    List<QueueMove> queueMoves,
    @Nullable Long runningNanos) {

  /** Makes lists and maps unmodifiable, keeping their order. */
  public PodStory {
    ownerChain = List.copyOf(ownerChain);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    nodeSelector = Collections.unmodifiableMap(new LinkedHashMap<>(nodeSelector));
    profiles = List.copyOf(profiles);
    events = List.copyOf(events);
    queueMoves = List.copyOf(queueMoves);
  }
}
