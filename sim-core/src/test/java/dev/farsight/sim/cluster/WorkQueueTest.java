package dev.farsight.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The work queue against one that keeps each fact in a set or map of its own, as client-go's. */
final class WorkQueueTest {

  private static final long SYNC_NANOS = 3;

  /** What a controller calls. */
  private interface Queue {
    void add(String key);

    void addAfter(String key, long delayNanos);

    void addRateLimited(String key);

    void forget(String key);

    int failureCount(String key);
  }

  /** The plain way. */
  private static final class PlainQueue implements Queue {
    private final Simulator simulator;
    private final WorkQueue.Sync sync;
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

    PlainQueue(Simulator simulator, int workerCount, WorkQueue.Sync sync) {
      this.simulator = simulator;
      this.sync = sync;
      this.idleWorkers = workerCount;
      this.started = simulator.declare("q.sync", Priority.CONTROL, this::onStarted);
      this.finished = simulator.declare("q.synced", Priority.CONTROL, this::onFinished);
      this.delayed = simulator.declare("q.requeue", Priority.CONTROL, this::onDelayed);
      this.retried =
          simulator.declareMaintenance(
              "q.retry", Priority.CONTROL, WorkQueue.MAX_DELAY_NANOS, this::onDelayed);
    }

    @Override
    public void add(String key) {
      if (dirty.add(key) && !processing.contains(key)) {
        queue.add(key);
        startIdleWorkers();
      }
    }

    @Override
    public void addAfter(String key, long delayNanos) {
      addAfter(key, delayNanos, delayed);
    }

    @Override
    public void addRateLimited(String key) {
      int inARow = failures.merge(key, 1, Integer::sum);
      long delay = WorkQueue.BASE_DELAY_NANOS << Math.min(inARow - 1, 30);
      addAfter(key, Math.min(delay, WorkQueue.MAX_DELAY_NANOS), retried);
    }

    private void addAfter(String key, long delayNanos, EventType<Subject> type) {
      if (delayNanos <= 0) {
        add(key);
        return;
      }
      long at = simulator.now() + delayNanos;
      Long earlier = delayedUntilNanos.get(key);
      if (earlier == null || earlier > at) {
        delayedUntilNanos.put(key, at);
        simulator.schedule(delayNanos, type, Subject.of(key));
      }
    }

    @Override
    public void forget(String key) {
      failures.remove(key);
    }

    @Override
    public int failureCount(String key) {
      return failures.getOrDefault(key, 0);
    }

    private void startIdleWorkers() {
      while (idleWorkers > 0 && !queue.isEmpty()) {
        idleWorkers--;
        String key = queue.remove();
        processing.add(key);
        simulator.schedule(SYNC_NANOS, started, Subject.of(key));
      }
    }

    private void onStarted(Subject subject) {
      dirty.remove(subject.subjectName());
      long busyNanos = sync.sync(subject.subjectName());
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
      Long at = delayedUntilNanos.get(subject.subjectName());
      if (at != null && at <= simulator.now()) {
        delayedUntilNanos.remove(subject.subjectName());
        add(subject.subjectName());
      }
    }
  }

  private record Fast(WorkQueue queue) implements Queue {
    @Override
    public void add(String key) {
      queue.add(key);
    }

    @Override
    public void addAfter(String key, long delayNanos) {
      queue.addAfter(key, delayNanos);
    }

    @Override
    public void addRateLimited(String key) {
      queue.addRateLimited(key);
    }

    @Override
    public void forget(String key) {
      queue.forget(key);
    }

    @Override
    public int failureCount(String key) {
      return queue.failureCount(key);
    }
  }

  /** A controller that works, fails and asks for more at random; returns what it did when. */
  private static List<String> play(long seed, boolean plain) {
    SplittableRandom random = new SplittableRandom(seed);
    Simulator simulator = new Simulator();
    List<String> done = new ArrayList<>();
    Queue[] queue = new Queue[1];
    WorkQueue.Sync sync =
        key -> {
          done.add(simulator.now() + " " + key + " failed " + queue[0].failureCount(key));
          act(queue[0], key, random);
          return random.nextInt(3) * 5L;
        };
    int workers = 1 + (int) (seed % 3);
    queue[0] =
        plain
            ? new PlainQueue(simulator, workers, sync)
            : new Fast(new WorkQueue(simulator, "q", workers, SYNC_NANOS, sync));
    EventType<Subject> told =
        simulator.declare(
            "told", Priority.STATE, subject -> act(queue[0], subject.subjectName(), random));
    for (int i = 0; i < 200; i++) {
      simulator.schedule(random.nextInt(1000), told, Subject.of("shop/web-" + random.nextInt(8)));
    }
    simulator.run(20_000_000_000L);
    done.add("digest " + simulator.digest());
    return done;
  }

  private static void act(Queue queue, String key, SplittableRandom random) {
    switch (random.nextInt(8)) {
      case 0, 1 -> queue.add(key);
      case 2 -> queue.addAfter(key, random.nextInt(40) - 2);
      case 3 -> queue.addRateLimited(key);
      case 4 -> queue.add("shop/web-" + random.nextInt(8));
      default -> queue.forget(key);
    }
  }

  @Test
  void keysAreWorkedOnWhenThePlainQueueWorksOnThem() {
    for (long seed = 0; seed < 60; seed++) {
      assertThat(play(seed, false)).hasSizeGreaterThan(20).isEqualTo(play(seed, true));
    }
  }

  @Test
  void keysThatNobodyNamesAgainAreForgotten() {
    Simulator simulator = new Simulator();
    int[] syncCount = new int[1];
    WorkQueue[] queue = new WorkQueue[1];
    queue[0] =
        new WorkQueue(
            simulator,
            "q",
            1,
            SYNC_NANOS,
            key -> {
              syncCount[0]++;
              return 0;
            });
    queue[0].addRateLimited("job/failed");
    for (int i = 0; i < 100_000; i++) {
      queue[0].add("job/" + i);
      queue[0].addAfter("job/" + i, 1);
      simulator.run();
    }
    assertThat(syncCount[0]).isEqualTo(100_001);
    assertThat(queue[0].keptCount()).as("keys kept").isLessThan(2100);
    assertThat(queue[0].failureCount("job/failed")).isEqualTo(1);
  }
}
