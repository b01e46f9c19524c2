package dev.farsight.sim.kube;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container does now.
 *
 * @param name name of the container
 * @param restartCount how often it was restarted
 * @param ready whether it passes its readiness probe
 * @param state Waiting, Running or Terminated
 * @param reason reason of the state, such as CrashLoopBackOff or ErrImagePull; absent when not set
 * @param exitCode exit code of a terminated container; absent when not set
 * @param resources requests and limits that the kubelet has put into effect; absent when not set
 * @param allocatedResources requests that the kubelet has admitted, by resource name
 */
public record ContainerStatus(
    String name,
    int restartCount,
    boolean ready,
    String state,
    @Nullable String reason,
    @Nullable Integer exitCode,
    @Nullable ResourceRequirements resources,
    Map<String, Quantity> allocatedResources) {

  /** Makes the map unmodifiable; it iterates in the order of its keys. */
  public ContainerStatus {
    allocatedResources = FrozenMap.copyOf(allocatedResources);
  }

  /** A container whose kubelet says nothing of resources. */
  public ContainerStatus(
      String name,
      int restartCount,
      boolean ready,
      String state,
      @Nullable String reason,
      @Nullable Integer exitCode) {
    this(name, restartCount, ready, state, reason, exitCode, null, FrozenMap.empty());
  }
}
