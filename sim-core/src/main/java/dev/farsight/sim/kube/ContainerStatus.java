package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a container does now.
 *
 * @param name name of the container
 * @param restartCount how often it was restarted
 * @param ready whether it passes its readiness probe
 * @param state Waiting, Running or Terminated
 * @param reason reason of the state, such as CrashLoopBackOff or ErrImagePull; absent when not set
 * @param exitCode exit code of a terminated container; absent when not set
 */
public record ContainerStatus(
    String name,
    int restartCount,
    boolean ready,
    String state,
    @Nullable String reason,
    @Nullable Integer exitCode) {}
