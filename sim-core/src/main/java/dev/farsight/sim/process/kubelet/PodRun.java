package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.engine.Subject;
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

  @Override
  public long subjectId() {
    return subjectId;
  }

  @Override
  public String subjectName() {
    return "pod/" + podKey;
  }
}
