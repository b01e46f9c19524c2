package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node with its pods and what they take; mutable, with one owner. */
public final class NodeInfo {

  private Node node;
  private ComputeResource allocatable;
  private final List<PodInfo> pods;
  private final List<PodInfo> podsWithAffinity;
  private final List<PodInfo> podsWithRequiredAntiAffinity;
  private final ComputeResource requested;
  private long nonZeroMilliCpu;
  private long nonZeroMemoryBytes;
  private int position = -1;

  /** Makes a node without pods. */
  public NodeInfo(Node node) {
    this.node = node;
    this.allocatable = ComputeResource.of(node.status().allocatable());
    this.pods = new ArrayList<>();
    this.podsWithAffinity = new ArrayList<>(0);
    this.podsWithRequiredAntiAffinity = new ArrayList<>(0);
    this.requested = new ComputeResource();
  }

  private NodeInfo(NodeInfo other) {
    this.node = other.node;
    this.allocatable = other.allocatable;
    this.pods = new ArrayList<>(other.pods);
    this.podsWithAffinity = new ArrayList<>(other.podsWithAffinity);
    this.podsWithRequiredAntiAffinity = new ArrayList<>(other.podsWithRequiredAntiAffinity);
    this.requested = other.requested.copy();
    this.nonZeroMilliCpu = other.nonZeroMilliCpu;
    this.nonZeroMemoryBytes = other.nonZeroMemoryBytes;
    this.position = other.position;
  }

  /** Returns a copy that may be changed by itself. */
  public NodeInfo copy() {
    return new NodeInfo(this);
  }

  /** Returns the index in {@link ClusterSnapshot#nodes()} as last asked for; -1 if in none. */
  public int position() {
    return position;
  }

  void setPosition(int position) {
    this.position = position;
  }

  /** Replaces the node by a newer version of it. */
  public void setNode(Node newer) {
    this.node = newer;
    this.allocatable = ComputeResource.of(newer.status().allocatable());
  }

  /** Adds a pod. */
  public void addPod(PodInfo pod) {
    pods.add(pod);
    if (pod.isWithAffinity()) {
      podsWithAffinity.add(pod);
    }
    if (!pod.requiredAntiAffinity().isEmpty()) {
      podsWithRequiredAntiAffinity.add(pod);
    }
    update(pod, 1);
  }

  /** Removes a pod by its UID and returns it; null if it is not there. */
  public @Nullable PodInfo removePod(Pod pod) {
    remove(podsWithAffinity, pod);
    remove(podsWithRequiredAntiAffinity, pod);
    PodInfo removed = remove(pods, pod);
    if (removed != null) {
      update(removed, -1);
    }
    return removed;
  }

  /** Removes the very pod if it is there, as nearly always; else one of its uid. */
  @SuppressWarnings("ReferenceEquality")
  private static @Nullable PodInfo remove(List<PodInfo> list, Pod pod) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).pod() == pod) {
        return list.remove(i);
      }
    }
    String uid = pod.metadata().uid();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).pod().metadata().uid().equals(uid)) {
        return list.remove(i);
      }
    }
    return null;
  }

  private void update(PodInfo pod, int sign) {
    requested.add(pod.requests(), sign);
    nonZeroMilliCpu += sign * pod.nonZeroMilliCpu();
    nonZeroMemoryBytes += sign * pod.nonZeroMemoryBytes();
  }

  /** Returns the node. */
  public Node node() {
    return node;
  }

  /** Returns the name of the node. */
  public String name() {
    return node.name();
  }

  /** Returns the value of a label of the node, or null. */
  public @Nullable String label(String key) {
    return node.metadata().labels().get(key);
  }

  /** Returns what pods may take. */
  public ComputeResource allocatable() {
    return allocatable;
  }

  /** Returns what the pods asked for. */
  public ComputeResource requested() {
    return requested;
  }

  /** Returns the CPU that scoring assumes of the pods, in thousandths of a core. */
  public long nonZeroMilliCpu() {
    return nonZeroMilliCpu;
  }

  /** Returns the memory that scoring assumes of the pods, in bytes. */
  public long nonZeroMemoryBytes() {
    return nonZeroMemoryBytes;
  }

  /** Returns the number of pods. */
  public int podCount() {
    return pods.size();
  }

  /** Returns the pods; a view. */
  public List<PodInfo> pods() {
    return Collections.unmodifiableList(pods);
  }

  /** Returns the pods with pod affinity or anti-affinity; a view. */
  public List<PodInfo> podsWithAffinity() {
    return Collections.unmodifiableList(podsWithAffinity);
  }

  /** Returns the pods with required anti-affinity; a view. */
  public List<PodInfo> podsWithRequiredAntiAffinity() {
    return Collections.unmodifiableList(podsWithRequiredAntiAffinity);
  }
}
