package dev.farsight.sim.spec;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import java.util.List;
import java.util.Map;

/**
 * Alike EC2 nodes.
 *
 * @param name name of the node, or of the group if there are several
 * @param count how many, at least 0
 * @param numbered whether names are {@code name-1}, {@code name-2} ...; without it {@code count} is
 *     1
 * @param labels labels besides those that every node has (os, arch, hostname, region)
 * @param taints taints
 * @param capacity capacity and allocatable: cpu, memory, pods and more
 * @param zones zones that the nodes are spread over, one after the other; empty if not known
 */
public record NodeTemplate(
    String name,
    int count,
    boolean numbered,
    Map<String, String> labels,
    List<Taint> taints,
    Map<String, Quantity> capacity,
    List<String> zones) {

  /** Makes lists and maps unmodifiable and refuses several nodes of one name. */
  public NodeTemplate {
    labels = FrozenMap.copyOf(labels);
    taints = List.copyOf(taints);
    capacity = FrozenMap.copyOf(capacity);
    zones = List.copyOf(zones);
    if (count < 0 || (!numbered && count != 1)) {
      throw new IllegalArgumentException(count + " nodes cannot all be called \"" + name + "\"");
    }
  }

  /** Makes nodes of which no zone is known, but for what their labels say. */
  public NodeTemplate(
      String name,
      int count,
      boolean numbered,
      Map<String, String> labels,
      List<Taint> taints,
      Map<String, Quantity> capacity) {
    this(name, count, numbered, labels, taints, capacity, List.of());
  }

  /** Returns the name of a node of the group, counted from 0. */
  public String nodeName(int index) {
    return numbered ? name + "-" + (index + 1) : name;
  }
}
