package dev.farsight.sim.cluster;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** A key with all that there is to know about it, so that its events need not look it up. */
  private static final class Item implements Subject {
    private static final long NEVER_NANOS = -1;

    private final String key;
    private final long subjectId;
    private boolean dirty;
    private boolean processing;
    private int failureCount;
    private long delayedUntilNanos = NEVER_NANOS;

    /** Delayed events that are to come, those that an earlier one has made needless among them. */
    private int delayedCount;

    Item(String key) {
      this.key = key;
      this.subjectId = Subject.idOf(key);
    }

    /** Returns whether there is nothing to know about it. */
    boolean isForgotten() {
      return !dirty && !processing && failureCount == 0 && delayedCount == 0;
    }

    @Override
    public long subjectId() {
      return subjectId;
    }

    @Override
    public String subjectName() {
      return key;
    }
  }

  /** Keys of which nothing need be forgotten yet. */
  private static final int FEW = 1024;

  private final Simulator simulator;
  private final Sync sync;
  private final long syncDelayNanos;
  private final RetryDelay retryDelay;
  private final EventType<Item> started;
  private final EventType<Item> finished;
  private final EventType<Item> delayed;
  private final EventType<Item> retried;
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private int idleWorkers;

  /** Keys at which those are dropped about which there is nothing to know. */
  private int mostItems = FEW;

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

  private Item item(String key) {
    Item item = items.get(key);
    if (item == null) {
      item = new Item(key);
      items.put(key, item);
      if (items.size() > mostItems) {
        items.values().removeIf(Item::isForgotten);
        items.put(key, item);
        mostItems = Math.max(FEW, 2 * items.size());
      }
    }
    return item;
  }

  /** Returns how many keys something is kept about. */
  int keptCount() {
    return items.size();
  }

  /** Adds a key; a key that waits already is not added twice. */
  public void add(String key) {
    add(item(key));
  }

  private void add(Item item) {
    boolean known = item.dirty;
    item.dirty = true;
    if (!known && !item.processing) {
      queue.add(item);
      startIdleWorkers();
    }
  }

  /** Adds a key after a delay in nanoseconds; of several delays of a key the earliest counts. */
  public void addAfter(String key, long delayNanos) {
    addAfter(item(key), delayNanos, delayed);
  }

  /** Adds a key after a failure, with a delay that doubles at each failure in a row. */
  public void addRateLimited(String key) {
    Item item = item(key);
    item.failureCount++;
    addAfter(item, retryDelay.afterFailures(item.failureCount), retried);
  }

  private void addAfter(Item item, long delayNanos, EventType<Item> type) {
    if (delayNanos <= 0) {
      add(item);
      return;
    }
    long at = simulator.now() + delayNanos;
    if (item.delayedUntilNanos == Item.NEVER_NANOS || item.delayedUntilNanos > at) {
      item.delayedUntilNanos = at;
      item.delayedCount++;
      simulator.schedule(delayNanos, type, item);
    }
  }

  /** Forgets the failures of a key. */
  public void forget(String key) {
    Item item = items.get(key);
    if (item != null) {
      item.failureCount = 0;
    }
  }

  /** Returns how often a key failed in a row. */
  public int failureCount(String key) {
    Item item = items.get(key);
    return item == null ? 0 : item.failureCount;
  }

  private void startIdleWorkers() {
    while (idleWorkers > 0 && !queue.isEmpty()) {
      idleWorkers--;
      Item item = queue.remove();
      item.processing = true;
      simulator.schedule(syncDelayNanos, started, item);
    }
  }

  private void onStarted(Item item) {
    item.dirty = false;
    long busyNanos = sync.sync(item.key);
    if (busyNanos > 0) {
      simulator.schedule(busyNanos, finished, item);
    } else {
      onFinished(item);
    }
  }

  private void onFinished(Item item) {
    item.processing = false;
    if (item.dirty) {
      queue.add(item);
    }
    idleWorkers++;
    startIdleWorkers();
  }

  private void onDelayed(Item item) {
    item.delayedCount--;
    long at = item.delayedUntilNanos;
    if (at != Item.NEVER_NANOS && at <= simulator.now()) {
      item.delayedUntilNanos = Item.NEVER_NANOS;
      add(item);
    }
  }
}
