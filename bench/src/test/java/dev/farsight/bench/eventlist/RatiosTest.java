package dev.farsight.bench.eventlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * That neither event list nor engine has collapsed: bounds of three times the target, so that noise
 * never fails.
 */
class RatiosTest {

  private static final int HOLDS = 100_000;
  private static final int ROUNDS = 7;

  @ParameterizedTest
  @CsvSource({"EXPONENTIAL, 10000, 0.45", "BIMODAL, 1000, 0.6", "TIES, 10000, 0.2"})
  void radixWheelStaysFarBelowPriorityQueue(Increments increments, int pending, double target) {
    HoldModel wheel = new HoldModel(PendingEvents.of("radixWheel"), increments.table(), pending);
    HoldModel queue = new HoldModel(PendingEvents.of("priorityQueue"), increments.table(), pending);
    long wheelNanos = Long.MAX_VALUE;
    long queueNanos = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      long expected = queue.holdMany(HOLDS);
      long middle = System.nanoTime();
      assertThat(wheel.holdMany(HOLDS)).isEqualTo(expected);
      wheelNanos = Math.min(wheelNanos, System.nanoTime() - middle);
      queueNanos = Math.min(queueNanos, middle - begin);
    }
    assertThat((double) wheelNanos / queueNanos).isLessThan(3 * target);
  }

  @Test
  void scheduleAndDispatchStayFarBelowALoopOverPriorityQueue() {
    EngineLoopBenchmark loop = new EngineLoopBenchmark();
    loop.pending = 10_000;
    loop.prepare();
    assertThat(ratio(3, loop::simulator, loop::priorityQueue)).isLessThan(3 * 0.5);
  }

  @Test
  void timerResetsStayFarBelowPriorityQueue() {
    TimerResetBenchmark timers = new TimerResetBenchmark();
    timers.pending = 10_000;
    timers.fill();
    assertThat(ratio(30, timers::simulator, timers::priorityQueue)).isLessThan(3 * 0.1);
  }

  /** Returns the ratio of the shortest times; both have to give the same answers. */
  private static double ratio(int rounds, LongSupplier one, LongSupplier other) {
    long oneNanos = Long.MAX_VALUE;
    long otherNanos = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long begin = System.nanoTime();
      long expected = other.getAsLong();
      long middle = System.nanoTime();
      assertThat(one.getAsLong()).isEqualTo(expected);
      oneNanos = Math.min(oneNanos, System.nanoTime() - middle);
      otherNanos = Math.min(otherNanos, middle - begin);
    }
    return (double) oneNanos / otherNanos;
  }
}
