package dev.farsight.sim.process.workload.daemonset;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a DaemonSet waits per node before it replaces a failed pod: 1 s, doubled up to 15 min.
 */
final class FailureBackoff {

  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 900_000_000_000L;

  private final Map<String, long[]> byNode = new LinkedHashMap<>();

  /**
   * Returns how long to wait still in nanoseconds; 0 lets the replacement go and lengthens the
   * next.
   */
  long tryReplace(String node, long nowNanos) {
    long[] entry = byNode.get(node);
    if (entry != null && nowNanos - entry[1] < entry[0]) {
      return entry[0];
    }
    boolean fresh = entry == null || nowNanos - entry[1] > 2 * LONGEST_NANOS;
    long next = fresh || entry == null ? FIRST_NANOS : Math.min(2 * entry[0], LONGEST_NANOS);
    byNode.put(node, new long[] {next, nowNanos});
    return 0;
  }
}
