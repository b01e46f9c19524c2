package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Repels pods from a node.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">upstream
 *     documentation</a>
 * @param key taint key
 * @param value taint value; absent when not set
 * @param effect NoSchedule, PreferNoSchedule or NoExecute
 * @param timeAdded when a NoExecute taint was added; absent when not set
 */
public record Taint(
    String key, @Nullable String value, String effect, @Nullable Timestamp timeAdded) {}
