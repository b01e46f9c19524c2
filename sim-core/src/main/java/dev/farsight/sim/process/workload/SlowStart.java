package dev.farsight.sim.process.workload;

import dev.farsight.sim.cluster.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes pods in batches of 1, 2, 4 ...: the calls of a batch run side by side, and the next batch
 * begins when all of them are answered. After a batch with a refusal there is no other ({@code
 * slowStartBatch}).
 */
public final class SlowStart {

  /** Makes one pod. */
  @FunctionalInterface
  public interface Call {

    /**
     * Makes the pod of an index.
     *
     * @param answeredAfterNanos when the call is answered, in nanoseconds from now
     * @throws ApiException if it is refused
     */
    void make(int index, long answeredAfterNanos);
  }

  /** So many calls side by side take twice as long as one: answers come one after the other. */
  private static final int SIDE_BY_SIDE = 10;

  private long busyNanos;
  private int made;
  private @Nullable ApiException refusal;

  private SlowStart() {}

  /**
   * Makes pods.
   *
   * @param count how many, at least 0
   * @param timing how long calls take: one that is refused as long as any other, for it never gets
   *     to the storage
   * @param call makes one; a refusal because the namespace is being deleted counts as made
   */
  public static SlowStart run(int count, ControllerTiming timing, Call call) {
    SlowStart run = new SlowStart();
    int attempted = 0;
    int batch = Math.min(count, 1);
    while (batch > 0 && run.refusal == null) {
      run.makeBatch(attempted, batch, timing, call);
      attempted += batch;
      batch = Math.min(2 * batch, count - attempted);
    }
    return run;
  }

  private void makeBatch(int from, int size, ControllerTiming timing, Call call) {
    long answeredNanos = busyNanos + timing.podCreateNanos();
    long longestNanos = busyNanos + timing.apiCallNanos();
    for (int i = from; i < from + size; i++) {
      if (makeOne(i, answeredNanos, call)) {
        longestNanos = answeredNanos;
        answeredNanos += timing.podCreateNanos() / SIDE_BY_SIDE;
      }
    }
    busyNanos = longestNanos;
  }

  private boolean makeOne(int index, long answeredNanos, Call call) {
    try {
      call.make(index, answeredNanos);
      made++;
      return true;
    } catch (ApiException e) {
      if (e.isNamespaceTerminating()) {
        made++;
      } else if (refusal == null) {
        refusal = e;
      }
      return false;
    }
  }

  /** Returns how long all of it keeps the worker busy, in nanoseconds. */
  public long busyNanos() {
    return busyNanos;
  }

  /** Returns how many were made. */
  public int made() {
    return made;
  }

  /** Returns the first refusal, or null. */
  public @Nullable ApiException refusal() {
    return refusal;
  }
}
