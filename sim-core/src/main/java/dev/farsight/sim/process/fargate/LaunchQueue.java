package dev.farsight.sim.process.fargate;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.spec.QuotaSpec;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Launches that wait for a token of the launch rate, first come first served. */
final class LaunchQueue {

  private final Simulator simulator;
  private final Predicate<Launch> throttled;
  private final Consumer<Launch> begin;
  private final LaunchBucket throttledBucket = new LaunchBucket(1, 1);
  private final EventType<Subject> tokens;
  private final ArrayDeque<Launch> queue = new ArrayDeque<>();
  private LaunchBucket bucket;
  private @Nullable LaunchObserver observer;
  private boolean tokensScheduled;
  private int waitingCount;

  /**
   * Makes an empty queue.
   *
   * @param simulator event list
   * @param quotas launch rate at the start
   * @param throttled whether a launch gets no more than one token a second
   * @param begin what a launch does that has got its token
   */
  LaunchQueue(
      Simulator simulator, QuotaSpec quotas, Predicate<Launch> throttled, Consumer<Launch> begin) {
    this.simulator = simulator;
    this.throttled = throttled;
    this.begin = begin;
    this.bucket = new LaunchBucket(quotas.launchBurstCount(), quotas.launchPerSecond());
    this.tokens = simulator.declare("fargate.launch-token", Priority.STATE, this::onToken);
  }

  void observe(LaunchObserver watcher) {
    observer = watcher;
    watcher.tokensLeft(bucket.tokens(simulator.now()));
  }

  void setRate(int burstCount, int perSecond) {
    bucket = bucket.resized(burstCount, perSecond, simulator.now());
    tellTokens();
  }

  void add(Launch launch) {
    queue.add(launch);
    launch.waitsForToken = true;
    launch.queuedNanos = simulator.now();
    waitingCount++;
    serve();
    tellWaiting();
  }

  /** Gives up the place of a launch, if it has one. */
  void leave(Launch launch) {
    if (launch.waitsForToken) {
      launch.waitsForToken = false;
      waitingCount--;
      tellWaiting();
    }
  }

  private void serve() {
    while (!queue.isEmpty()) {
      Launch next = queue.element();
      LaunchBucket limit = throttled.test(next) ? throttledBucket : bucket;
      if (next.waitsForToken && !limit.tryTake(simulator.now())) {
        scheduleTokens(limit);
        return;
      }
      queue.remove();
      if (next.waitsForToken) {
        next.waitsForToken = false;
        waitingCount--;
        tellTokens();
        begin.accept(next);
      }
    }
  }

  private void scheduleTokens(LaunchBucket limit) {
    if (!tokensScheduled) {
      tokensScheduled = true;
      simulator.schedule(
          limit.untilNextNanos(simulator.now()), tokens, Subject.of("fargate-launches"));
    }
  }

  private void onToken(Subject subject) {
    tokensScheduled = false;
    serve();
    tellWaiting();
  }

  /** Tells of the account's bucket: what a fault throttles is another matter. */
  private void tellTokens() {
    if (observer != null) {
      observer.tokensLeft(bucket.tokens(simulator.now()));
    }
  }

  private void tellWaiting() {
    if (observer != null) {
      observer.waiting(waitingCount);
    }
  }
}
