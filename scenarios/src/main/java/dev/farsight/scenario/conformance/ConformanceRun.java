package dev.farsight.scenario.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays recordings on several threads; outcomes come in the order of the cases. */
public final class ConformanceRun {

  private final int threads;

  /**
   * Makes a player.
   *
   * @param threads threads at most, at least 1
   */
  public ConformanceRun(int threads) {
    this.threads = threads;
  }

  /** Hears of a recording that was played as a whole, in the order of the recordings. */
  @FunctionalInterface
  public interface Listener<E extends Exception> {

    /**
     * Takes the outcomes of one recording.
     *
     * @param recording the recording
     * @param outcomes one outcome per case, in its order
     * @throws E if the outcomes cannot be kept
     */
    void played(Recording recording, List<CaseOutcome> outcomes) throws E;
  }

  /**
   * Plays all cases.
   *
   * @throws E what the listener throws
   */
  public <E extends Exception> void play(List<Recording> recordings, Listener<E> listener)
      throws E {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<List<Future<CaseOutcome>>> running = new ArrayList<>();
      for (Recording recording : recordings) {
        List<Future<CaseOutcome>> futures = new ArrayList<>();
        recording.cases().forEach(one -> futures.add(pool.submit(one::play)));
        running.add(futures);
      }
      for (int i = 0; i < recordings.size(); i++) {
        List<CaseOutcome> outcomes = new ArrayList<>();
        for (Future<CaseOutcome> future : running.get(i)) {
          outcomes.add(outcomeOf(future));
        }
        listener.played(recordings.get(i), outcomes);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static CaseOutcome outcomeOf(Future<CaseOutcome> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while playing recorded cases", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a recorded case broke its player", e.getCause());
    }
  }
}
