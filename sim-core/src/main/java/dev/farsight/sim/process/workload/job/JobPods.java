package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pods of one Job in one sync, and how the Job's spec judges them. */
final class JobPods {

  private final Job job;
  private final FailurePolicy failurePolicy;
  private final List<Pod> all;
  private final List<Pod> active = new ArrayList<>();
  private final List<Pod> newSucceeded = new ArrayList<>();
  private final List<Pod> newFailed = new ArrayList<>();
  private int terminating;

  JobPods(Job job, List<Pod> all) {
    this.job = job;
    this.failurePolicy = new FailurePolicy(job.spec().podFailurePolicy());
    this.all = List.copyOf(all);
    for (Pod pod : all) {
      if (PodState.isActive(pod)) {
        active.add(pod);
      }
      terminating += PodState.isTerminating(pod) ? 1 : 0;
      if (isTracked(pod) && counts(pod)) {
        if (PodState.isPhase(pod, "Succeeded")) {
          newSucceeded.add(pod);
        } else if (isFailed(pod)) {
          newFailed.add(pod);
        }
      }
    }
  }

  static int orElse(@Nullable Integer number, int other) {
    return number == null ? other : number;
  }

  Job job() {
    return job;
  }

  FailurePolicy failurePolicy() {
    return failurePolicy;
  }

  List<Pod> all() {
    return all;
  }

  /** Returns the pods that are neither finished nor being deleted. */
  List<Pod> active() {
    return active;
  }

  /** Returns the successful pods that are not counted yet. */
  List<Pod> newSucceeded() {
    return newSucceeded;
  }

  /** Returns the failed pods that are not counted yet. */
  List<Pod> newFailed() {
    return newFailed;
  }

  int terminating() {
    return terminating;
  }

  boolean isIndexed() {
    return "Indexed".equals(job.spec().completionMode());
  }

  int completions() {
    return orElse(job.spec().completions(), 0);
  }

  /** Returns whether a pod is only replaced once it has failed, not as soon as it is deleted. */
  boolean onlyReplacesFailed() {
    return "Failed".equals(job.spec().podReplacementPolicy())
        || job.spec().podFailurePolicy() != null;
  }

  /** Returns whether a pod counts as failed; one that is deleted does, unless others must wait. */
  boolean isFailed(Pod pod) {
    return PodState.isPhase(pod, "Failed")
        || (!onlyReplacesFailed()
            && pod.metadata().isTerminating()
            && !PodState.isPhase(pod, "Succeeded"));
  }

  /** Returns whether the pod has not been counted yet. */
  static boolean isTracked(Pod pod) {
    return pod.metadata().finalizers().contains(JobController.TRACKING_FINALIZER);
  }

  /** Returns whether the pod has an index that the Job still has, if it has to have one. */
  boolean counts(Pod pod) {
    int index = Indexes.of(pod);
    return !isIndexed() || (index >= 0 && index < completions());
  }
}
