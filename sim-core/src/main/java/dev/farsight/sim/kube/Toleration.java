package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Lets a pod tolerate a taint.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">upstream
 *     documentation</a>
 * @param key taint key; absent with operator Exists matches every key
 * @param operator Equal (also when absent) or Exists
 * @param value taint value that Equal compares; absent when not set
 * @param effect NoSchedule, PreferNoSchedule or NoExecute; absent matches all
 * @param tolerationSeconds how long a NoExecute taint is tolerated, in seconds; absent means for
 *     ever
 */
public record Toleration(
    @Nullable String key,
    @Nullable String operator,
    @Nullable String value,
    @Nullable String effect,
    @Nullable Long tolerationSeconds) {}
