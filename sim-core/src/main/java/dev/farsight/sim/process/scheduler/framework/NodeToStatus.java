package dev.farsight.sim.process.scheduler.framework;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Why nodes were ruled out, by name; nodes that are absent share one status. */
public final class NodeToStatus {

  private final Map<String, Status> explicit = new TreeMap<>();
  private Status absent = Status.unresolvable("");

  /** Makes an empty map whose absent nodes are ruled out without a reason. */
  public NodeToStatus() {}

  /** Returns the status of a node. */
  public Status get(String nodeName) {
    return explicit.getOrDefault(nodeName, absent);
  }

  /** Sets the status of a node. */
  public void set(String nodeName, Status status) {
    explicit.put(nodeName, status);
  }

  /** Returns the statuses that were set, by node name. */
  public Map<String, Status> explicit() {
    return Collections.unmodifiableMap(explicit);
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
