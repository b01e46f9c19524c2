package dev.farsight.sim.kube;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a pod.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/">upstream
 *     documentation</a>
 * @param initContainers containers that run before the others
 * @param containers containers
 * @param volumes volumes
 * @param nodeName node the pod is bound to; absent when not set
 * @param nodeSelector labels the node must have
 * @param affinity affinity rules; absent when not set
 * @param tolerations taints it tolerates
 * @param topologySpreadConstraints spread rules
 * @param schedulerName scheduler responsible, default-scheduler by default; absent when not set
 * @param schedulingGates gates that hold it back
 * @param priorityClassName name of its PriorityClass; absent when not set
 * @param priority priority, set by admission; absent when not set
 * @param preemptionPolicy PreemptLowerPriority or Never; absent when not set
 * @param restartPolicy Always, OnFailure or Never; absent when not set
 * @param terminationGracePeriodSeconds seconds between TERM and KILL; absent when not set
 * @param activeDeadlineSeconds seconds the pod may be active; absent when not set
 * @param hostNetwork whether it shares the node's network; absent when not set
 * @param hostPID whether it shares the node's process ids; absent when not set
 * @param hostIPC whether it shares the node's IPC; absent when not set
 * @param hostname host name; absent when not set
 * @param subdomain subdomain; absent when not set
 * @param serviceAccountName service account; absent when not set
 * @param runtimeClassName runtime class; absent when not set
 * @param overhead resources the runtime adds
 * @param resources requests and limits of the pod as a whole; absent when not set
 * @param readinessGates extra readiness conditions
 * @param resourceClaims device claims
 * @param securityContext security settings; absent when not set
 * @param os operating system; absent when not set
 */
public record PodSpec(
    List<Container> initContainers,
    List<Container> containers,
    List<Volume> volumes,
    @Nullable String nodeName,
    Map<String, String> nodeSelector,
    @Nullable Affinity affinity,
    List<Toleration> tolerations,
    List<TopologySpreadConstraint> topologySpreadConstraints,
    @Nullable String schedulerName,
    List<PodSchedulingGate> schedulingGates,
    @Nullable String priorityClassName,
    @Nullable Integer priority,
    @Nullable String preemptionPolicy,
    @Nullable String restartPolicy,
    @Nullable Long terminationGracePeriodSeconds,
    @Nullable Long activeDeadlineSeconds,
    @Nullable Boolean hostNetwork,
    @Nullable Boolean hostPID,
    @Nullable Boolean hostIPC,
    @Nullable String hostname,
    @Nullable String subdomain,
    @Nullable String serviceAccountName,
    @Nullable String runtimeClassName,
    Map<String, Quantity> overhead,
    @Nullable ResourceRequirements resources,
    List<PodReadinessGate> readinessGates,
    List<PodResourceClaim> resourceClaims,
    @Nullable PodSecurityContext securityContext,
    @Nullable PodOS os) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodSpec {
    initContainers = List.copyOf(initContainers);
    containers = List.copyOf(containers);
    volumes = List.copyOf(volumes);
    nodeSelector = FrozenMap.copyOf(nodeSelector);
    tolerations = List.copyOf(tolerations);
    topologySpreadConstraints = List.copyOf(topologySpreadConstraints);
    schedulingGates = List.copyOf(schedulingGates);
    overhead = FrozenMap.copyOf(overhead);
    readinessGates = List.copyOf(readinessGates);
    resourceClaims = List.copyOf(resourceClaims);
  }

  /**
   * Returns what the API server makes of a pod of which only the containers are given: it goes to
   * the default scheduler, is restarted always and has 30 s to end.
   *
   * @param containers containers
   */
  public static PodSpec of(List<Container> containers) {
    return new PodSpec(
        List.of(),
        containers,
        List.of(),
        null,
        FrozenMap.empty(),
        null,
        List.of(),
        List.of(),
        "default-scheduler",
        List.of(),
        null,
        null,
        null,
        "Always",
        30L,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        FrozenMap.empty(),
        null,
        List.of(),
        List.of(),
        null,
        null);
  }

  /** Returns a copy with another {@code initContainers}. */
  public PodSpec withInitContainers(List<Container> initContainers) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code containers}. */
  public PodSpec withContainers(List<Container> containers) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code volumes}. */
  public PodSpec withVolumes(List<Volume> volumes) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code nodeName}. */
  public PodSpec withNodeName(@Nullable String nodeName) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code nodeSelector}. */
  public PodSpec withNodeSelector(Map<String, String> nodeSelector) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code affinity}. */
  public PodSpec withAffinity(@Nullable Affinity affinity) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code tolerations}. */
  public PodSpec withTolerations(List<Toleration> tolerations) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code topologySpreadConstraints}. */
  public PodSpec withTopologySpreadConstraints(
      List<TopologySpreadConstraint> topologySpreadConstraints) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code schedulerName}. */
  public PodSpec withSchedulerName(@Nullable String schedulerName) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code schedulingGates}. */
  public PodSpec withSchedulingGates(List<PodSchedulingGate> schedulingGates) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code priorityClassName}. */
  public PodSpec withPriorityClassName(@Nullable String priorityClassName) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code priority}. */
  public PodSpec withPriority(@Nullable Integer priority) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code preemptionPolicy}. */
  public PodSpec withPreemptionPolicy(@Nullable String preemptionPolicy) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code restartPolicy}. */
  public PodSpec withRestartPolicy(@Nullable String restartPolicy) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code terminationGracePeriodSeconds}. */
  public PodSpec withTerminationGracePeriodSeconds(@Nullable Long terminationGracePeriodSeconds) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code overhead}. */
  public PodSpec withOverhead(Map<String, Quantity> overhead) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** Returns a copy with another {@code resources}. */
  public PodSpec withResources(@Nullable ResourceRequirements resources) {
    return new PodSpec(
        initContainers,
        containers,
        volumes,
        nodeName,
        nodeSelector,
        affinity,
        tolerations,
        topologySpreadConstraints,
        schedulerName,
        schedulingGates,
        priorityClassName,
        priority,
        preemptionPolicy,
        restartPolicy,
        terminationGracePeriodSeconds,
        activeDeadlineSeconds,
        hostNetwork,
        hostPID,
        hostIPC,
        hostname,
        subdomain,
        serviceAccountName,
        runtimeClassName,
        overhead,
        resources,
        readinessGates,
        resourceClaims,
        securityContext,
        os);
  }

  /** As the compiler would write it, in plain calls: every change of every pod asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PodSpec that
            && Objects.equals(nodeName, that.nodeName)
            && Arrays.equals(components(), that.components()));
  }

  /**
   * What tells pods of one cluster apart in large numbers is hashed: their templates, the affinity
   * of a DaemonSet's, the host name and the volumes of a StatefulSet's.
   */
  @Override
  public int hashCode() {
    int hash = 31 * containers.hashCode() + nodeSelector.hashCode();
    hash = 31 * hash + Objects.hashCode(affinity);
    hash = 31 * hash + Objects.hashCode(hostname);
    return 31 * hash + volumes.hashCode();
  }

  private @Nullable Object[] components() {
    return new @Nullable Object[] {
      initContainers,
      containers,
      volumes,
      nodeName,
      nodeSelector,
      affinity,
      tolerations,
      topologySpreadConstraints,
      schedulerName,
      schedulingGates,
      priorityClassName,
      priority,
      preemptionPolicy,
      restartPolicy,
      terminationGracePeriodSeconds,
      activeDeadlineSeconds,
      hostNetwork,
      hostPID,
      hostIPC,
      hostname,
      subdomain,
      serviceAccountName,
      runtimeClassName,
      overhead,
      resources,
      readinessGates,
      resourceClaims,
      securityContext,
      os
    };
  }
}
