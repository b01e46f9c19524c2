package dev.farsight.sim.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pod.
 *
 * @param phase Pending, Running, Succeeded or Failed; absent when not set
 * @param conditions conditions
 * @param nominatedNodeName node that preemption made room on; absent when not set
 * @param startTime when the kubelet accepted the pod; absent when not set
 * @param reason why the pod is in this phase; absent when not set
 * @param message text for people; absent when not set
 * @param containerStatuses states of the containers
 * @param podIP address of the pod; absent when not set
 * @param qosClass Guaranteed, Burstable or BestEffort; absent when not set
 * @param initContainerStatuses states of the init containers
 * @param resources pod-level requests and limits that are in effect; absent when not set
 * @param allocatedResources pod-level requests that the kubelet has admitted, by resource name
 */
public record PodStatus(
    @Nullable String phase,
    List<PodCondition> conditions,
    @Nullable String nominatedNodeName,
    @Nullable Timestamp startTime,
    @Nullable String reason,
    @Nullable String message,
    List<ContainerStatus> containerStatuses,
    @Nullable String podIP,
    @Nullable String qosClass,
    List<ContainerStatus> initContainerStatuses,
    @Nullable ResourceRequirements resources,
    Map<String, Quantity> allocatedResources) {

  /** Status of a pod that was just created. */
  public static final PodStatus PENDING =
      new PodStatus("Pending", List.of(), null, null, null, null, List.of(), null, null);

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodStatus {
    conditions = List.copyOf(conditions);
    containerStatuses = List.copyOf(containerStatuses);
    initContainerStatuses = List.copyOf(initContainerStatuses);
    allocatedResources = FrozenMap.copyOf(allocatedResources);
  }

  /** A pod whose kubelet says nothing of init containers and resources. */
  public PodStatus(
      @Nullable String phase,
      List<PodCondition> conditions,
      @Nullable String nominatedNodeName,
      @Nullable Timestamp startTime,
      @Nullable String reason,
      @Nullable String message,
      List<ContainerStatus> containerStatuses,
      @Nullable String podIP,
      @Nullable String qosClass) {
    this(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        List.of(),
        null,
        FrozenMap.empty());
  }

  /** Returns a copy with another {@code phase}. */
  public PodStatus withPhase(@Nullable String phase) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code conditions}. */
  public PodStatus withConditions(List<PodCondition> conditions) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code nominatedNodeName}. */
  public PodStatus withNominatedNodeName(@Nullable String nominatedNodeName) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code startTime}. */
  public PodStatus withStartTime(@Nullable Timestamp startTime) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code reason}. */
  public PodStatus withReason(@Nullable String reason) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code message}. */
  public PodStatus withMessage(@Nullable String message) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns a copy with another {@code containerStatuses}. */
  public PodStatus withContainerStatuses(List<ContainerStatus> containerStatuses) {
    return new PodStatus(
        phase,
        conditions,
        nominatedNodeName,
        startTime,
        reason,
        message,
        containerStatuses,
        podIP,
        qosClass,
        initContainerStatuses,
        resources,
        allocatedResources);
  }

  /** Returns the condition of a type, or null. */
  public @Nullable PodCondition condition(String type) {
    for (PodCondition condition : conditions) {
      if (condition.type().equals(type)) {
        return condition;
      }
    }
    return null;
  }

  /** As the compiler would write it, in plain calls: every change of every pod asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PodStatus that
            && Objects.equals(phase, that.phase)
            && conditions.equals(that.conditions)
            && Objects.equals(nominatedNodeName, that.nominatedNodeName)
            && Objects.equals(startTime, that.startTime)
            && Objects.equals(reason, that.reason)
            && Objects.equals(message, that.message)
            && containerStatuses.equals(that.containerStatuses)
            && Objects.equals(podIP, that.podIP)
            && Objects.equals(qosClass, that.qosClass)
            && initContainerStatuses.equals(that.initContainerStatuses)
            && Objects.equals(resources, that.resources)
            && allocatedResources.equals(that.allocatedResources));
  }

  @Override
  public int hashCode() {
    return Objects.hash(phase, conditions, containerStatuses);
  }

  /** Returns whether the condition Ready is True. */
  public boolean isReady() {
    PodCondition ready = condition("Ready");
    return ready != null && ready.status().equals("True");
  }

  /**
   * Returns a copy with a condition added, or put in the place of the one of its type; the time of
   * the last transition is kept while the status stays the same.
   */
  public PodStatus withCondition(PodCondition wanted) {
    PodCondition before = condition(wanted.type());
    PodCondition next =
        before != null && before.status().equals(wanted.status())
            ? new PodCondition(
                wanted.type(),
                wanted.status(),
                wanted.reason(),
                wanted.message(),
                before.lastTransitionTime())
            : wanted;
    List<PodCondition> changed = new ArrayList<>(conditions);
    if (before == null) {
      changed.add(next);
    } else {
      changed.set(changed.indexOf(before), next);
    }
    return withConditions(changed);
  }
}
