package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kubelet writes into the status of a pod. */
final class PodStatuses {

  private static final String RUNNING = "Running";
  private static final String WAITING = "Waiting";
  private static final String TERMINATED = "Terminated";

  private PodStatuses() {}

  static Pod running(Pod pod, PodRun run, Timestamp now) {
    PodStatus status = pod.status();
    if (status.startTime() == null) {
      status = status.withStartTime(new Timestamp(run.acceptedNanos));
    }
    status = status.withCondition(condition("Initialized", true, null, now));
    status = ready(status, false, now);
    return pod.withStatus(
        status
            .withPhase(RUNNING)
            .withContainerStatuses(containers(pod, run.restarts, false, RUNNING, null, null)));
  }

  static Pod ready(Pod pod, PodRun run, boolean ready, Timestamp now) {
    return pod.withStatus(
        ready(pod.status(), ready, now)
            .withContainerStatuses(containers(pod, run.restarts, ready, RUNNING, null, null)));
  }

  static Pod waiting(
      Pod pod, PodRun run, String reason, @Nullable Integer exitCode, Timestamp now) {
    PodStatus status = ready(pod.status(), false, now);
    return pod.withStatus(
        status.withContainerStatuses(
            containers(pod, run.restarts, false, WAITING, reason, exitCode)));
  }

  static Pod finished(Pod pod, PodRun run, String phase, int exitCode, Timestamp now) {
    String reason = exitCode == 0 ? "Completed" : "Error";
    return pod.withStatus(
        ready(pod.status(), false, now)
            .withPhase(phase)
            .withContainerStatuses(
                containers(pod, run.restarts, false, TERMINATED, reason, exitCode)));
  }

  private static PodStatus ready(PodStatus status, boolean ready, Timestamp now) {
    String reason = ready ? null : "ContainersNotReady";
    return status
        .withCondition(condition("Ready", ready, reason, now))
        .withCondition(condition("ContainersReady", ready, reason, now));
  }

  private static PodCondition condition(
      String type, boolean holds, @Nullable String reason, Timestamp now) {
    return new PodCondition(type, holds ? "True" : "False", reason, null, now);
  }

  private static List<ContainerStatus> containers(
      Pod pod,
      int restarts,
      boolean ready,
      String state,
      @Nullable String reason,
      @Nullable Integer exitCode) {
    List<ContainerStatus> statuses = new ArrayList<>();
    for (Container container : pod.spec().containers()) {
      statuses.add(new ContainerStatus(container.name(), restarts, ready, state, reason, exitCode));
    }
    return statuses;
  }
}
