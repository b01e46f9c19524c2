package dev.farsight.sim.process.nodelifecycle;

import java.util.LinkedHashSet;
import java.util.function.Consumer;

/**
 * Nodes of one zone that wait for their NoExecute taint: one at a time, at a rate that depends on
 * how much of the zone is NotReady.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go">upstream
 *     RateLimitedTimedQueue</a>
 */
final class TaintQueue {

  /** Time between two taints of a zone, in nanoseconds (--node-eviction-rate 0.1 per second). */
  static final long NORMAL_NANOS = 10_000_000_000L;

  /** The same of a large zone that is partly disrupted (--secondary-node-eviction-rate 0.01). */
  static final long SECONDARY_NANOS = 100_000_000_000L;

  /** No taints at all. */
  static final long NEVER = Long.MAX_VALUE;

  private final LinkedHashSet<String> nodes = new LinkedHashSet<>();
  private long periodNanos = NORMAL_NANOS;
  private long nextNanos = Long.MIN_VALUE;

  void add(String node) {
    nodes.remove(node);
    nodes.add(node);
  }

  void remove(String node) {
    nodes.remove(node);
  }

  /** Changes the rate; a limiter that is used up stays used up. */
  void setPeriod(long nanos, long now) {
    if (nanos == periodNanos) {
      return;
    }
    boolean usedUp = nextNanos > now;
    periodNanos = nanos;
    nextNanos = usedUp && nanos != NEVER ? now + nanos : now;
  }

  /** Lets nodes go as far as the rate allows. */
  void work(long now, Consumer<String> taint) {
    while (!nodes.isEmpty() && periodNanos != NEVER && nextNanos <= now) {
      nextNanos = now + periodNanos;
      String node = nodes.iterator().next();
      nodes.remove(node);
      taint.accept(node);
    }
  }

  /** Returns when the next node may go, or {@link #NEVER}. */
  long nextNanos() {
    return nodes.isEmpty() || periodNanos == NEVER ? NEVER : nextNanos;
  }
}
