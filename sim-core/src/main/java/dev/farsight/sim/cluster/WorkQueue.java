package dev.farsight.sim.cluster;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A rate-limited work queue with its workers, as controllers use client-go's: equal keys coalesce
 * while they wait, one key is never worked on twice at a time, and failures come back after 5 ms
 * doubled each time, at most 1000 s.
 *
 * @see <a
 *     href="https://github.com/kubernetes/client-go/blob/master/util/workqueue/default_rate_limiters.go">client-go
 *     rate limiters</a>
 */
public final class WorkQueue {

  /** First delay after a failure, in nanoseconds (client-go, DefaultControllerRateLimiter). */
  public static final long BASE_DELAY_NANOS = 5_000_000L;

  /** Longest delay after a failure, in nanoseconds (client-go, DefaultControllerRateLimiter). */
  public static final long MAX_DELAY_NANOS = 1_000_000_000_000L;

  /**
   * How long a key waits after a failure: twice as long after each one in a row.
   *
   * @param firstNanos delay after the first failure, in nanoseconds, more than 0
   * @param longestNanos longest delay, in nanoseconds, at least the first
   */
  public record RetryDelay(long firstNanos, long longestNanos) {

    /** What most controllers use. */
    public static final RetryDelay DEFAULT = new RetryDelay(BASE_DELAY_NANOS, MAX_DELAY_NANOS);

    private long afterFailures(int inARow) {
      long delay = firstNanos;
      for (int i = 1; i < inARow && delay < longestNanos; i++) {
        delay = 2 * delay;
      }
      return Math.min(delay, longestNanos);
    }
  }

  /** Works on one key. */
  @FunctionalInterface
  public interface Sync {

    /**
     * Works on a key.
     *
     * @return how long the worker stays busy with it, in nanoseconds, at least 0
     */
    long sync(String key);
  }

  private final Simulator simulator;
  private final Sync sync;
  private final long syncDelayNanos;
  private final RetryDelay retryDelay;
  private final EventType<Subject> started;
  private final EventType<Subject> finished;
  private final EventType<Subject> delayed;
  private final EventType<Subject> retried;
  private final ArrayDeque<String> queue = new ArrayDeque<>();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> processing = new LinkedHashSet<>();
  private final Map<String, Integer> failures = new LinkedHashMap<>();
  private final Map<String, Long> delayedUntilNanos = new LinkedHashMap<>();
  private int idleWorkers;

  /**
   * Makes a queue with the retries that most controllers use.
   *
   * @param simulator event list
   * @param name name of the controller, as traces show it
   * @param workerCount keys worked on at a time, at least 1
   * @param syncDelayNanos time from taking a key to acting on it, in nanoseconds, at least 0
   * @param sync works on a key
   */
  public WorkQueue(
      Simulator simulator, String name, int workerCount, long syncDelayNanos, Sync sync) {
    this(simulator, name, workerCount, syncDelayNanos, RetryDelay.DEFAULT, sync);
  }

  /**
   * Makes a queue.
   *
   * @param simulator event list
   * @param name name of the controller, as traces show it
   * @param workerCount keys worked on at a time, at least 1
   * @param syncDelayNanos time from taking a key to acting on it, in nanoseconds, at least 0
   * @param retryDelay how long a key waits after a failure
   * @param sync works on a key
   */
  public WorkQueue(
      Simulator simulator,
      String name,
      int workerCount,
      long syncDelayNanos,
      RetryDelay retryDelay,
      Sync sync) {
    this.retryDelay = retryDelay;
    this.simulator = simulator;
    this.sync = sync;
    this.syncDelayNanos = syncDelayNanos;
    this.idleWorkers = workerCount;
    this.started = simulator.declare(name + ".sync", Priority.CONTROL, this::onStarted);
    this.finished = simulator.declare(name + ".synced", Priority.CONTROL, this::onFinished);
    this.delayed = simulator.declare(name + ".requeue", Priority.CONTROL, this::onDelayed);
    this.retried =
        simulator.declareMaintenance(
            name + ".retry", Priority.CONTROL, retryDelay.longestNanos(), this::onDelayed);
  }

  /** Adds a key; a key that waits already is not added twice. */
  public void add(String key) {
    if (!dirty.add(key) || processing.contains(key)) {
      return;
    }
    queue.add(key);
    startIdleWorkers();
  }

  /** Adds a key after a delay in nanoseconds; of several delays of a key the earliest counts. */
  public void addAfter(String key, long delayNanos) {
    addAfter(key, delayNanos, delayed);
  }

  /** Adds a key after a failure, with a delay that doubles at each failure in a row. */
  public void addRateLimited(String key) {
    addAfter(key, retryDelay.afterFailures(failures.merge(key, 1, Integer::sum)), retried);
  }

  private void addAfter(String key, long delayNanos, EventType<Subject> type) {
    if (delayNanos <= 0) {
      add(key);
      return;
    }
    long at = simulator.now() + delayNanos;
    Long earlier = delayedUntilNanos.get(key);
    if (earlier != null && earlier <= at) {
      return;
    }
    delayedUntilNanos.put(key, at);
    simulator.schedule(delayNanos, type, Subject.of(key));
  }

  /** Forgets the failures of a key. */
  public void forget(String key) {
    failures.remove(key);
  }

  /** Returns how often a key failed in a row. */
  public int failureCount(String key) {
    return failures.getOrDefault(key, 0);
  }

  private void startIdleWorkers() {
    while (idleWorkers > 0 && !queue.isEmpty()) {
      idleWorkers--;
      String key = queue.remove();
      processing.add(key);
      simulator.schedule(syncDelayNanos, started, Subject.of(key));
    }
  }

  private void onStarted(Subject subject) {
    String key = subject.subjectName();
    dirty.remove(key);
    long busyNanos = sync.sync(key);
    if (busyNanos > 0) {
      simulator.schedule(busyNanos, finished, subject);
    } else {
      onFinished(subject);
    }
  }

  private void onFinished(Subject subject) {
    String key = subject.subjectName();
    processing.remove(key);
    if (dirty.contains(key)) {
      queue.add(key);
    }
    idleWorkers++;
    startIdleWorkers();
  }

  private void onDelayed(Subject subject) {
    String key = subject.subjectName();
    Long at = delayedUntilNanos.get(key);
    if (at != null && at <= simulator.now()) {
      delayedUntilNanos.remove(key);
      add(key);
    }
  }
}
