package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Quantity;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An amount of each resource, in the scheduler's integers; mutable, with one owner. */
public final class ComputeResource {

  private long milliCpu;
  private long memoryBytes;
  private long ephemeralStorageBytes;
  private long allowedPodNumber;
  private final Map<String, Long> scalars = new TreeMap<>();

  /** Makes an amount of nothing. */
  public ComputeResource() {}

  /** Returns the amounts of a resource list. */
  public static ComputeResource of(Map<String, Quantity> list) {
    ComputeResource resource = new ComputeResource();
    list.forEach(resource::set);
    return resource;
  }

  private void set(String name, Quantity quantity) {
    switch (name) {
      case "cpu" -> milliCpu = quantity.milliValue();
      case "memory" -> memoryBytes = quantity.value();
      case "ephemeral-storage" -> ephemeralStorageBytes = quantity.value();
      case "pods" -> allowedPodNumber = quantity.value();
      default -> {
        if (isScalar(name)) {
          scalars.put(name, quantity.value());
        }
      }
    }
  }

  /** Returns a copy that may be changed by itself. */
  public ComputeResource copy() {
    ComputeResource copy = new ComputeResource();
    copy.add(this, 1);
    copy.allowedPodNumber = allowedPodNumber;
    return copy;
  }

  /** Adds an amount, or subtracts it with sign -1; the number of pods stays. */
  public void add(ComputeResource other, int sign) {
    milliCpu += sign * other.milliCpu;
    memoryBytes += sign * other.memoryBytes;
    ephemeralStorageBytes += sign * other.ephemeralStorageBytes;
    if (!other.scalars.isEmpty()) {
      other.scalars.forEach((name, amount) -> scalars.merge(name, sign * amount, Long::sum));
    }
  }

  /** Returns whether a resource is counted by the scheduler beside CPU, memory and storage. */
  public static boolean isScalar(String name) {
    return isExtended(name)
        || name.startsWith("hugepages-")
        || name.contains("kubernetes.io/")
        || name.startsWith("attachable-volumes-");
  }

  /** Returns whether a resource has a name outside Kubernetes' own domain. */
  public static boolean isExtended(String name) {
    return name.contains("/") && !name.contains("kubernetes.io/") && !name.startsWith("requests.");
  }

  /** Returns whether nothing at all is asked for, not even an amount of zero of a scalar. */
  public boolean isNothing() {
    return milliCpu == 0 && memoryBytes == 0 && ephemeralStorageBytes == 0 && scalars.isEmpty();
  }

  /** Returns the CPU in thousandths of a core. */
  public long milliCpu() {
    return milliCpu;
  }

  /** Returns the memory in bytes. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /** Returns the ephemeral storage in bytes. */
  public long ephemeralStorageBytes() {
    return ephemeralStorageBytes;
  }

  /** Returns how many pods are allowed. */
  public long allowedPodNumber() {
    return allowedPodNumber;
  }

  /** Returns whether there is any other resource. */
  public boolean hasScalars() {
    return !scalars.isEmpty();
  }

  /** Returns the other resources by name. */
  public Map<String, Long> scalars() {
    return Collections.unmodifiableMap(scalars);
  }

  /** Returns the amount of another resource, 0 if there is none. */
  public long scalar(String name) {
    Long amount = scalars.get(name);
    return amount == null ? 0 : amount;
  }
}
