package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.ContainerImage;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.ComputeResource;
import dev.farsight.sim.process.scheduler.framework.NodeChanges;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are alike: the same labels, taints, images, allocatable, requests and number of pods.
 * Nodes of a class get the same verdict of every plugin that reads no more of a node ({@link
 * NodeReads}). Names and labels in which nearly every node differs, such as the host name, are left
 * out of account, else every node were a class of its own.
 *
 * <p>A changed node costs O(1), a node more or less O(n) simple steps.
 */
final class NodeClasses {

  private static final String HOSTNAME = "kubernetes.io/hostname";

  /** Classes that are kept although no node may be in them any more, beside two for each node. */
  private static final int KEPT_CLASSES = 4096;

  /** What nodes of one kind have in common. */
  private record Traits(
      Map<String, String> labels,
      List<Taint> taints,
      @Nullable Boolean unschedulable,
      Map<String, Quantity> allocatable,
      List<ContainerImage> images) {

    /** As the compiler would write it, in plain calls: every node that changes asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Traits that
          && labels.equals(that.labels)
          && taints.equals(that.taints)
          && Objects.equals(unschedulable, that.unschedulable)
          && allocatable.equals(that.allocatable)
          && images.equals(that.images);
    }

    @Override
    public int hashCode() {
      return 31 * labels.hashCode() + allocatable.hashCode();
    }
  }

  /** Traits and load. */
  private record Load(
      int traits,
      int pods,
      long milliCpu,
      long memoryBytes,
      long ephemeralStorageBytes,
      long nonZeroMilliCpu,
      long nonZeroMemoryBytes,
      Map<String, Long> scalars) {

    /** As the compiler would write it, in plain calls: every pod that is placed asks. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Load that
          && traits == that.traits
          && pods == that.pods
          && milliCpu == that.milliCpu
          && memoryBytes == that.memoryBytes
          && ephemeralStorageBytes == that.ephemeralStorageBytes
          && nonZeroMilliCpu == that.nonZeroMilliCpu
          && nonZeroMemoryBytes == that.nonZeroMemoryBytes
          && scalars.equals(that.scalars);
    }

    @Override
    public int hashCode() {
      int hash = 31 * traits + pods;
      hash = 31 * hash + Long.hashCode(nonZeroMilliCpu);
      hash = 31 * hash + Long.hashCode(nonZeroMemoryBytes);
      return 31 * hash + scalars.hashCode();
    }
  }

  /** A node and the number of its traits. */
  private record Known(Node node, int traits) {}

  private final ClusterSnapshot cluster;
  private final SortedSet<String> differingLabels = new TreeSet<>();
  private final Map<Traits, Integer> traitsIds = new LinkedHashMap<>();
  private final Map<Load, Integer> classIds = new LinkedHashMap<>();
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** The traits of each node by its position: the same as are known by name, found sooner. */
  private @Nullable Known[] knownByPosition = {};

  private int[] classes = new int[0];
  private final ClassMembers members = new ClassMembers();
  private long numbering;
  private long layout = -1;
  private long read;

  NodeClasses(ClusterSnapshot cluster) {
    this.cluster = cluster;
    differingLabels.add(HOSTNAME);
  }

  /** Takes in what has changed since the last time. */
  void refresh() {
    List<NodeInfo> nodes = cluster.nodes();
    NodeChanges changes = cluster.changes();
    if (layout != cluster.layoutVersion()
        || !changes.reachesBackTo(read)
        || classIds.size() > 2 * nodes.size() + KEPT_CLASSES) {
      classifyAll(nodes);
      members.reset(classes, bound());
    } else {
      for (long i = read; i < changes.count(); i++) {
        NodeInfo node = changes.get(i);
        if (node.position() >= 0 && !changes.isRepeated(i)) {
          int before = classes[node.position()];
          int now = classify(node);
          classes[node.position()] = now;
          members.move(before, now, node.position());
        }
      }
    }
    layout = cluster.layoutVersion();
    read = changes.count();
  }

  /** Returns the classes of all nodes by their position; not to be changed. */
  int[] classes() {
    return classes;
  }

  /** Returns which nodes are in each class. */
  ClassMembers members() {
    return members;
  }

  /** Returns which numbering of the classes is in use: numbers of another mean other classes. */
  long numbering() {
    return numbering;
  }

  /** Returns a bound above all numbers of classes. */
  int bound() {
    return classIds.size();
  }

  /** Returns whether nodes of a class cannot differ in what a plugin reads. */
  boolean coversAll(NodeReads reads) {
    return reads.isIndependentOf(differingLabels);
  }

  private void classifyAll(List<NodeInfo> nodes) {
    if (known.size() > 2 * nodes.size()) {
      known.clear();
    }
    if (classIds.size() > 2 * nodes.size() + KEPT_CLASSES) {
      numberAnew();
    }
    classes = Arrays.copyOf(classes, nodes.size());
    knownByPosition = new @Nullable Known[nodes.size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = classify(nodes.get(i));
    }
    if (traitsIds.size() > 64 + nodes.size() / 16 && leaveOutMoreLabels(nodes)) {
      traitsIds.clear();
      known.clear();
      numberAnew();
      classifyAll(nodes);
    }
  }

  private void numberAnew() {
    classIds.clear();
    numbering++;
  }

  /** Leaves labels with very many values out of account; returns whether there were any. */
  private boolean leaveOutMoreLabels(List<NodeInfo> nodes) {
    Map<String, SortedSet<String>> values = new TreeMap<>();
    for (NodeInfo node : nodes) {
      node.node()
          .metadata()
          .labels()
          .forEach((key, value) -> values.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    values.values().removeIf(each -> each.size() <= 16 + nodes.size() / 64);
    return differingLabels.addAll(values.keySet());
  }

  private int classify(NodeInfo node) {
    ComputeResource requested = node.requested();
    Load load =
        new Load(
            traits(node),
            node.podCount(),
            requested.milliCpu(),
            requested.memoryBytes(),
            requested.ephemeralStorageBytes(),
            node.nonZeroMilliCpu(),
            node.nonZeroMemoryBytes(),
            requested.hasScalars() ? FrozenMap.copyOf(requested.scalars()) : FrozenMap.empty());
    return classIds.computeIfAbsent(load, each -> classIds.size());
  }

  @SuppressWarnings("ReferenceEquality") // the very same node has the very same traits
  private int traits(NodeInfo info) {
    Known before = knownByPosition[info.position()];
    if (before == null || before.node() != info.node()) {
      before = known.get(info.name());
      if (before == null || before.node() != info.node()) {
        before = new Known(info.node(), traits(info.node()));
        known.put(info.name(), before);
      }
      knownByPosition[info.position()] = before;
    }
    return before.traits();
  }

  private int traits(Node node) {
    Map<String, String> labels = node.metadata().labels();
    for (String key : differingLabels) {
      labels = FrozenMap.without(labels, key);
    }
    Traits traits =
        new Traits(
            labels,
            node.spec().taints(),
            node.spec().unschedulable(),
            node.status().allocatable(),
            node.status().images());
    return traitsIds.computeIfAbsent(traits, each -> traitsIds.size());
  }
}
