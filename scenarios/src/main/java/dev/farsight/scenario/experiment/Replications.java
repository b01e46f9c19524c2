package dev.farsight.scenario.experiment;

import dev.farsight.sim.engine.RunLimitExceededException;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs replications in parallel and keeps them in their order, so that the number of threads
 * changes nothing but the time it takes.
 */
public final class Replications {

  private final Replication replication;
  private final int threads;
  private final Progress progress;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * Makes a runner.
   *
   * @param replication one run
   * @param threads threads at most, at least 1
   * @param progress hears of finished replications
   */
  public Replications(Replication replication, int threads, Progress progress) {
    this.replication = replication;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * What came out.
   *
   * @param finished finished replications in their order
   * @param failed replications that came upon a limit of the run
   * @param interrupted whether some were left out because of {@link #stop}
   */
  public record Outcome(
      List<RunResult> finished, List<FailedReplication> failed, boolean interrupted) {

    /** Makes the lists unmodifiable. */
    public Outcome {
      finished = List.copyOf(finished);
      failed = List.copyOf(failed);
    }
  }

  /** Lets running replications finish and starts no more. */
  public void stop() {
    stopped.set(true);
  }

  /**
   * Runs replications.
   *
   * @param seed seed of the experiment
   * @param count how many, at least 1
   * @throws ReplicationException if one breaks for another reason than a limit: a bug
   */
  public Outcome run(long seed, int count) {
    Slot[] slots = new Slot[count];
    if (threads == 1 || count == 1) {
      for (int i = 0; i < count && !stopped.get(); i++) {
        slots[i] = runOne(ReplicationSeeds.of(seed, i));
        progress.replicationsFinished(i + 1, count);
      }
    } else {
      runParallel(seed, slots);
    }
    return collect(slots);
  }

  private void runParallel(long seed, Slot[] slots) {
    int workers = Math.min(threads, slots.length);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        futures.add(pool.submit(() -> work(seed, slots, next, done)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a worker broke", e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private void work(long seed, Slot[] slots, AtomicInteger next, AtomicInteger done) {
    while (!stopped.get()) {
      int index = next.getAndIncrement();
      if (index >= slots.length) {
        return;
      }
      Slot slot = runOne(ReplicationSeeds.of(seed, index));
      slots[index] = slot;
      if (slot.broken() != null) {
        stop();
      }
      synchronized (progress) {
        progress.replicationsFinished(done.incrementAndGet(), slots.length);
      }
    }
  }

  private Slot runOne(long seed) {
    try {
      return new Slot(seed, replication.run(seed), null, null);
    } catch (RunLimitExceededException e) {
      return new Slot(seed, null, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return new Slot(seed, null, null, e);
    }
  }

  private Outcome collect(Slot[] slots) {
    List<RunResult> finished = new ArrayList<>();
    List<FailedReplication> failed = new ArrayList<>();
    boolean missing = false;
    for (Slot slot : slots) {
      if (slot == null) {
        missing = true;
      } else if (slot.broken() != null) {
        throw new ReplicationException(slot.seed(), slot.broken());
      } else if (slot.result() != null) {
        finished.add(slot.result());
      } else {
        failed.add(new FailedReplication(slot.seed(), String.valueOf(slot.failure())));
      }
    }
    return new Outcome(finished, failed, missing);
  }

  private record Slot(
      long seed,
      @Nullable RunResult result,
      @Nullable String failure,
      @Nullable Throwable broken) {}
}
