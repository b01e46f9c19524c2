package dev.farsight.sim.run;

import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.QueueMove;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run has seen of one pod so far. */
final class PodRecord {

  private static final Taint FARGATE_TAINT =
      new Taint(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE, WellKnown.NO_SCHEDULE, null);

  final List<String> ownerChain;
  final @Nullable String step;
  final long createdNanos;
  final Map<RunRecorder.Said, EventRecord> events = new LinkedHashMap<>();
  final Map<RunRecorder.Move, QueueMove> queueMoves = new LinkedHashMap<>();
  final List<long[]> readySpans = new ArrayList<>();
  Pod last;
  @Nullable Long boundNanos;
  @Nullable Long runningNanos;
  @Nullable Long readyNanos;
  @Nullable Long finishedNanos;
  @Nullable Long deletedNanos;
  @Nullable String message;
  long attempts;
  boolean boundLater;
  boolean deletedLater;
  private long readySinceNanos = -1;
  private boolean seen;
  private @Nullable String object;

  PodRecord(Pod pod, List<String> ownerChain, @Nullable String step, long createdNanos) {
    this.last = pod;
    this.ownerChain = ownerChain;
    this.step = step;
    this.createdNanos = createdNanos;
  }

  /** Returns how events name the pod: one text for all that name it rightly. */
  String objectOf(ObjectReference reference) {
    if (!last.name().equals(reference.name()) || !last.namespace().equals(reference.namespace())) {
      return RunRecorder.object(reference);
    }
    String text = object;
    if (text == null) {
      text = RunRecorder.object(reference);
      object = text;
    }
    return text;
  }

  /** Takes in the pod as it is now. */
  void update(Pod pod, long nowNanos) {
    last = pod;
    if (boundNanos == null && pod.spec().nodeName() != null) {
      boundNanos = since("PodScheduled", nowNanos);
    }
    String phase = pod.status().phase();
    if (runningNanos == null && "Running".equals(phase)) {
      runningNanos = since("PodScheduled", nowNanos);
    }
    if (finishedNanos == null && ("Succeeded".equals(phase) || "Failed".equals(phase))) {
      finishedNanos = since("Ready", nowNanos);
    }
    boolean ready = is("Ready");
    if (ready && readyNanos == null) {
      readyNanos = since("Ready", nowNanos);
    }
    if (ready && readySinceNanos < 0) {
      readySinceNanos = nowNanos;
    } else if (!ready) {
      endReady(nowNanos);
    }
    PodCondition scheduled = condition("PodScheduled");
    if (scheduled != null && scheduled.status().equals("False") && scheduled.message() != null) {
      message = scheduled.message();
    }
    seen = true;
  }

  /**
   * Returns since when something holds: since now, or for a pod that is seen for the first time,
   * since the condition says so, which may be before the run.
   */
  private long since(String type, long nowNanos) {
    PodCondition condition = seen ? null : condition(type);
    Timestamp time = condition == null ? null : condition.lastTransitionTime();
    return time == null ? nowNanos : Math.min(time.nanos(), nowNanos);
  }

  /** Takes notice that the pod is gone. */
  void delete(long nowNanos) {
    deletedNanos = nowNanos;
    endReady(nowNanos);
  }

  private void endReady(long nowNanos) {
    if (readySinceNanos >= 0) {
      readySpans.add(new long[] {readySinceNanos, nowNanos});
      readySinceNanos = -1;
    }
  }

  /** Closes what is still open at the end of the run. */
  void close(long endNanos) {
    endReady(Math.max(endNanos, readySinceNanos));
  }

  /** Returns whether the pod was pending when the run, or its life, ended. */
  boolean endsPending() {
    return boundNanos == null && finishedNanos == null;
  }

  /** Returns whether fargate-scheduler has refused the pod once and for all. */
  boolean isRefusedForEver() {
    PodCondition scheduled = condition("PodScheduled");
    String reason = scheduled == null ? null : scheduled.reason();
    return isFargate() && reason != null && !reason.equals("Unschedulable");
  }

  boolean isFargate() {
    return "fargate-scheduler".equals(last.spec().schedulerName());
  }

  /** Returns whether the pod tolerates the taint of Fargate nodes. */
  boolean toleratesFargate() {
    return last.spec().tolerations().stream()
        .anyMatch(toleration -> toleration.tolerates(FARGATE_TAINT));
  }

  PodState state() {
    String phase = last.status().phase();
    if (deletedNanos != null) {
      return PodState.DELETED;
    } else if ("Succeeded".equals(phase)) {
      return PodState.SUCCEEDED;
    } else if ("Failed".equals(phase)) {
      return PodState.FAILED;
    } else if (boundNanos == null) {
      return PodState.PENDING;
    } else if (is("Ready")) {
      return PodState.READY;
    }
    return "Running".equals(phase) ? PodState.RUNNING : PodState.STARTING;
  }

  private boolean is(String type) {
    PodCondition condition = condition(type);
    return condition != null && condition.status().equals("True");
  }

  private @Nullable PodCondition condition(String type) {
    for (PodCondition condition : last.status().conditions()) {
      if (condition.type().equals(type)) {
        return condition;
      }
    }
    return null;
  }
}
