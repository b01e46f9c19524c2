package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Affinity;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodAffinity;
import dev.farsight.sim.kube.PodAntiAffinity;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pod with everything that plugins derive from its spec, computed once. */
public final class PodInfo {

  /** CPU that scoring assumes of a container without a request, in thousandths of a core. */
  public static final long DEFAULT_MILLI_CPU_REQUEST = 100;

  /** Memory that scoring assumes of a container without a request, in bytes. */
  public static final long DEFAULT_MEMORY_REQUEST_BYTES = 200L * 1024 * 1024;

  private static final Map<String, Quantity> DEFAULT_REQUESTS =
      FrozenMap.copyOf(
          Map.of(
              "cpu",
              Quantity.ofMilli(DEFAULT_MILLI_CPU_REQUEST),
              "memory",
              Quantity.ofUnits(DEFAULT_MEMORY_REQUEST_BYTES)));

  private final Pod pod;
  private final ComputeResource requests;
  private final long nonZeroMilliCpu;
  private final long nonZeroMemoryBytes;
  private final List<HostPorts> hostPorts;
  private final List<AffinityTerm> requiredAffinity;
  private final List<AffinityTerm> requiredAntiAffinity;
  private final List<AffinityTerm> preferredAffinity;
  private final List<AffinityTerm> preferredAntiAffinity;
  private final boolean withAffinity;
  private @Nullable ComputeResource scoredRequests;

  /** Derives everything from a pod. */
  public PodInfo(Pod pod) {
    this.pod = pod;
    PodSpec spec = pod.spec();
    Map<String, Quantity> list = PodRequests.of(pod);
    this.requests = ComputeResource.of(list);
    boolean asks = asksForCpuAndMemory(pod);
    Map<String, Quantity> nonZero = asks ? list : nonZeroRequests(pod, list);
    this.nonZeroMilliCpu = nonZero.getOrDefault("cpu", Quantity.ZERO).milliValue();
    this.nonZeroMemoryBytes = nonZero.getOrDefault("memory", Quantity.ZERO).value();
    this.scoredRequests = asks ? requests : null;
    this.hostPorts = List.copyOf(HostPorts.of(spec));
    Affinity affinity = spec.affinity();
    PodAffinity near = affinity == null ? null : affinity.podAffinity();
    PodAntiAffinity far = affinity == null ? null : affinity.podAntiAffinity();
    this.withAffinity = near != null || far != null;
    this.requiredAffinity =
        near == null
            ? List.of()
            : AffinityTerm.required(pod, near.requiredDuringSchedulingIgnoredDuringExecution());
    this.preferredAffinity =
        near == null
            ? List.of()
            : AffinityTerm.preferred(pod, near.preferredDuringSchedulingIgnoredDuringExecution());
    this.requiredAntiAffinity =
        far == null
            ? List.of()
            : AffinityTerm.required(pod, far.requiredDuringSchedulingIgnoredDuringExecution());
    this.preferredAntiAffinity =
        far == null
            ? List.of()
            : AffinityTerm.preferred(pod, far.preferredDuringSchedulingIgnoredDuringExecution());
  }

  private PodInfo(Pod pod, PodInfo like) {
    this.pod = pod;
    this.requests = like.requests;
    this.nonZeroMilliCpu = like.nonZeroMilliCpu;
    this.nonZeroMemoryBytes = like.nonZeroMemoryBytes;
    this.hostPorts = like.hostPorts;
    this.requiredAffinity = like.requiredAffinity;
    this.requiredAntiAffinity = like.requiredAntiAffinity;
    this.preferredAffinity = like.preferredAffinity;
    this.preferredAntiAffinity = like.preferredAntiAffinity;
    this.withAffinity = like.withAffinity;
    this.scoredRequests = like.scoredRequests;
  }

  /** Returns the same for another pod, derived anew only if it is not of the same template. */
  @SuppressWarnings("ReferenceEquality") // a quick look; what differs is derived anew
  PodInfo forPod(Pod other) {
    if (other == pod) {
      return this;
    }
    PodSpec own = pod.spec();
    PodSpec spec = other.spec();
    boolean sameTemplate =
        own == spec
            || (own.containers() == spec.containers()
                && own.initContainers() == spec.initContainers()
                && own.affinity() == spec.affinity()
                && own.resources() == spec.resources()
                && own.overhead() == spec.overhead()
                && Objects.equals(own.hostNetwork(), spec.hostNetwork()));
    return sameTemplate && other.namespace().equals(pod.namespace())
        ? new PodInfo(other, this)
        : new PodInfo(other);
  }

  /**
   * Returns whether no default takes effect: every container asks, and nothing but the spec counts.
   */
  private static boolean asksForCpuAndMemory(Pod pod) {
    PodSpec spec = pod.spec();
    PodStatus status = pod.status();
    return spec.resources() == null
        && status.containerStatuses().isEmpty()
        && status.initContainerStatuses().isEmpty()
        && allAsk(spec.containers())
        && allAsk(spec.initContainers());
  }

  private static boolean allAsk(List<Container> containers) {
    for (Container container : containers) {
      ResourceRequirements resources = container.resources();
      if (resources == null
          || !resources.requests().containsKey("cpu")
          || !resources.requests().containsKey("memory")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the requests with defaults where a container (or, with pod-level requests, the pod)
   * asks for none; only scoring uses them.
   */
  private static Map<String, Quantity> nonZeroRequests(Pod pod, Map<String, Quantity> requests) {
    Map<String, Quantity> missing = new TreeMap<>();
    ResourceRequirements podLevel = pod.spec().resources();
    boolean podLevelSet =
        podLevel != null
            && (podLevel.requests().containsKey("cpu")
                || podLevel.requests().containsKey("memory")
                || podLevel.requests().keySet().stream().anyMatch(k -> k.startsWith("hugepages-")));
    if (!podLevelSet || !requests.containsKey("cpu")) {
      missing.put("cpu", Quantity.ofMilli(DEFAULT_MILLI_CPU_REQUEST));
    }
    if (!podLevelSet || !requests.containsKey("memory")) {
      missing.put("memory", Quantity.ofUnits(DEFAULT_MEMORY_REQUEST_BYTES));
    }
    return missing.isEmpty() ? requests : PodRequests.of(pod, missing);
  }

  /** Returns the pod. */
  public Pod pod() {
    return pod;
  }

  /** Returns the priority; 0 where none is set. */
  public int priority() {
    return priority(pod);
  }

  /** Returns the priority of a pod; 0 where none is set. */
  public static int priority(Pod pod) {
    Integer priority = pod.spec().priority();
    return priority == null ? 0 : priority;
  }

  /** Returns what the pod asks for; not to be changed. */
  public ComputeResource requests() {
    return requests;
  }

  /** Returns the CPU that scoring assumes, in thousandths of a core. */
  public long nonZeroMilliCpu() {
    return nonZeroMilliCpu;
  }

  /** Returns the memory that scoring assumes, in bytes. */
  public long nonZeroMemoryBytes() {
    return nonZeroMemoryBytes;
  }

  /**
   * Returns what NodeResourcesFit takes the pod to ask for when it scores nodes for it: the
   * containers' requests, with defaults where they ask for none. Upstream's scorer does not look at
   * pod-level requests.
   */
  public ComputeResource scoredRequests() {
    ComputeResource known = scoredRequests;
    if (known == null) {
      known = ComputeResource.of(PodRequests.ofContainers(pod.spec(), DEFAULT_REQUESTS));
      scoredRequests = known;
    }
    return known;
  }

  /** Returns the ports of the node it takes. */
  public List<HostPorts> hostPorts() {
    return hostPorts;
  }

  /** Returns the required terms of pod affinity. */
  public List<AffinityTerm> requiredAffinity() {
    return requiredAffinity;
  }

  /** Returns the required terms of pod anti-affinity. */
  public List<AffinityTerm> requiredAntiAffinity() {
    return requiredAntiAffinity;
  }

  /** Returns the preferred terms of pod affinity. */
  public List<AffinityTerm> preferredAffinity() {
    return preferredAffinity;
  }

  /** Returns the preferred terms of pod anti-affinity. */
  public List<AffinityTerm> preferredAntiAffinity() {
    return preferredAntiAffinity;
  }

  /** Returns whether it has any pod affinity or anti-affinity. */
  public boolean isWithAffinity() {
    return withAffinity;
  }
}
