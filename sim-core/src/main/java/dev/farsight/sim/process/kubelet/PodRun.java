package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.engine.EventHandler;
import dev.farsight.sim.engine.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kubelet knows of one pod; mutable, owned by {@link Kubelets}. */
final class PodRun implements Subject {

  final String podKey;
  final String podUid;
  final String node;
  private final long subjectId;
  boolean started;
  boolean running;
  boolean terminating;
  int mountFailures;
  int pullFailures;
  int restarts;
  int crashesInRow;
  StartObstacles.@Nullable PullFailure pullFailure;
  StartObstacles.@Nullable Crash crash;
  final List<EventHandler<PodRun>> missed = new ArrayList<>(0);
  long acceptedNanos;
  long runningSinceNanos;
  long nextHandle;
  long readyHandle;
  long endHandle;

  PodRun(String podKey, String podUid, String node) {
    this.podKey = podKey;
    this.podUid = podUid;
    this.node = node;
    this.subjectId = Subject.idOf("Pod", podKey);
  }

  /** Does what came due while the kubelet was dead, in that order. */
  void catchUp() {
    List<EventHandler<PodRun>> due = List.copyOf(missed);
    missed.clear();
    due.forEach(handler -> handler.handle(this));
  }

  @Override
  public long subjectId() {
    return subjectId;
  }

  @Override
  public String subjectName() {
    return "pod/" + podKey;
  }
}
