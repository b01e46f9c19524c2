package dev.farsight.sim.process.scheduler.framework;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Why nodes were ruled out; nodes that were not looked at share one status. */
public final class NodeToStatus {

  private final List<NodeInfo> nodes;
  private @Nullable Status[] byPosition = {};
  private int explicitCount;
  private Status absent = Status.unresolvable("");

  /**
   * Makes a map whose absent nodes are ruled out without a reason.
   *
   * @param nodes all nodes, as {@link ClusterSnapshot#nodes()} lists them
   */
  public NodeToStatus(List<NodeInfo> nodes) {
    this.nodes = nodes;
  }

  /** Returns the status of the node at a position of the list. */
  public Status get(int position) {
    Status status = explicitCount == 0 ? null : byPosition[position];
    return status == null ? absent : status;
  }

  /** Returns the status of a node. */
  public Status get(NodeInfo node) {
    return get(node.position());
  }

  /** Sets the status of the node at a position of the list. */
  public void set(int position, Status status) {
    if (explicitCount == 0) {
      byPosition = new @Nullable Status[nodes.size()];
    }
    if (byPosition[position] == null) {
      explicitCount++;
    }
    byPosition[position] = status;
  }

  /** Returns how many statuses were set. */
  public int explicitCount() {
    return explicitCount;
  }

  /** Returns the statuses that were set, by node name; a copy. */
  public Map<String, Status> explicit() {
    Map<String, Status> explicit = new TreeMap<>();
    for (int i = 0; i < byPosition.length; i++) {
      Status status = byPosition[i];
      if (status != null) {
        explicit.put(nodes.get(i).name(), status);
      }
    }
    return Collections.unmodifiableMap(explicit);
  }

  /** Visits the statuses of all nodes, each with the number of nodes in a row that have it. */
  @SuppressWarnings("ReferenceEquality") // nodes that are alike share a status
  void forEachRun(ObjIntConsumer<Status> visitor) {
    int begin = 0;
    for (int i = 1; i <= nodes.size(); i++) {
      if (i == nodes.size() || get(i) != get(begin)) {
        visitor.accept(get(begin), i - begin);
        begin = i;
      }
    }
  }

  /** Returns the status of all other nodes. */
  public Status absent() {
    return absent;
  }

  /** Sets the status of all other nodes. */
  public void setAbsent(Status status) {
    this.absent = status;
  }
}
