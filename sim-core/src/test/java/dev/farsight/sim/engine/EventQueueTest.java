package dev.farsight.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every event list. */
final class EventQueueTest {

  static Stream<EventQueue> queues() {
    return Stream.of(
        new HeapEventQueue(),
        new RadixWheelEventQueue(),
        new CheckedEventQueue(new RadixWheelEventQueue()));
  }

  @ParameterizedTest
  @MethodSource("queues")
  void eventsComeInTheOrderOfTheirTimes(EventQueue queue) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      queue.add(random.nextLong(1L << 62), i);
    }
    long last = 0;
    for (int i = 0; i < 10_000; i++) {
      long key = queue.peekKey();
      assertThat(key).isGreaterThanOrEqualTo(last);
      last = key;
      queue.poll();
    }
    assertThat(queue.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("queues")
  void simultaneousEventsComeByPriorityThenInsertion(EventQueue queue) {
    int slot = 0;
    Priority[] shuffled = {
      Priority.SAMPLE, Priority.STATE, Priority.SCHEDULE, Priority.CONTROL, Priority.STATE
    };
    for (int round = 0; round < 200; round++) {
      for (Priority priority : shuffled) {
        queue.add(EventQueue.key(7_000_000_000L, priority), slot++);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (queue.size() > 0) {
      order.add((int) queue.poll());
    }
    List<Integer> expected = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      for (int i = 0; i < slot; i++) {
        if (shuffled[i % shuffled.length] == priority) {
          expected.add(i);
        }
      }
    }
    assertThat(order).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void anEmptyListHasNoFirstEvent(EventQueue queue) {
    assertThat(queue.peekKey()).isEqualTo(EventQueue.NONE);
    assertThat(queue.size()).isZero();
    assertThatThrownBy(queue::poll).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void lookingAtTheFirstEventDoesNotKeepEarlierOnesOut(EventQueue queue) {
    for (int i = 0; i < 1000; i++) {
      queue.add(EventQueue.key(3_600_000_000_000L + i, Priority.STATE), i);
    }
    assertThat(EventQueue.timeNanos(queue.peekKey())).isEqualTo(3_600_000_000_000L);
    for (int i = 999; i >= 0; i--) {
      queue.add(EventQueue.key(i, Priority.CONTROL), 1000 + i);
      assertThat(EventQueue.timeNanos(queue.peekKey())).isEqualTo(i);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(queue.poll()).isEqualTo(1000 + i);
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(queue.poll()).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void theWholeRangeOfTimesCanBeHeld(EventQueue queue) {
    long[] times = {EventQueue.LAST_NANOS, 0, 1, EventQueue.LAST_NANOS - 1, 1L << 60, 1L << 40};
    for (int copy = 0; copy < 20; copy++) {
      for (int i = 0; i < times.length; i++) {
        queue.add(EventQueue.key(times[i], Priority.SAMPLE), i);
      }
    }
    int[] order = {1, 2, 5, 4, 3, 0};
    for (int index : order) {
      for (int copy = 0; copy < 20; copy++) {
        assertThat(queue.poll()).isEqualTo(index);
      }
    }
    queue.add(EventQueue.key(EventQueue.LAST_NANOS, Priority.SAMPLE), 9);
    assertThat(queue.poll()).isEqualTo(9);
  }

  /** How far ahead events are scheduled. */
  enum Increments {
    EXPONENTIAL,
    UNIFORM,
    BIMODAL,
    TIES,
    BIMODAL_TIES,
    TRIANGULAR,
    ZERO,
    DRIFTING,
    GEOMETRIC_SCALE;

    long next(SplittableRandom random) {
      return switch (this) {
        case EXPONENTIAL -> (long) (-1e9 * Math.log(1 - random.nextDouble()));
        case UNIFORM -> random.nextLong(2_000_000_000L);
        case BIMODAL ->
            random.nextInt(10) > 0
                ? (long) (-1e7 * Math.log(1 - random.nextDouble()))
                : 40_000_000_000L + random.nextLong(40_000_000_000L);
        case TIES -> 1_000_000_000L * (1 + random.nextInt(10));
        case BIMODAL_TIES ->
            random.nextInt(10) > 0 ? 10_000_000L : 1_000_000_000L * (40 + random.nextInt(40));
        case TRIANGULAR -> random.nextLong(1_000_000_000L) + random.nextLong(1_000_000_000L);
        case ZERO -> random.nextInt(100) > 0 ? 0 : 1;
        case DRIFTING -> 1_000_000 + random.nextInt(3);
        case GEOMETRIC_SCALE -> random.nextLong(1L << random.nextInt(1, 50));
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Increments.class)
  void theWheelAgreesWithTheHeap(Increments increments) {
    for (int pending : new int[] {1, 10, 40, 70, 300, 3_000, 40_000}) {
      Rivals rivals = new Rivals(RadixWheelEventQueue::new, pending * 31L + increments.ordinal());
      rivals.fill(pending, increments);
      rivals.hold(Math.max(20_000, 2 * pending), increments);
      rivals.drain();
    }
  }

  @ParameterizedTest
  @EnumSource(Increments.class)
  void theWheelAgreesWithTheHeapOverAMillionOperations(Increments increments) {
    Rivals rivals = new Rivals(RadixWheelEventQueue::new, 7 + increments.ordinal());
    rivals.wander(1_000_000, increments);
    rivals.drain();
  }

  /** The event list under test and the plain heap, side by side. */
  private static final class Rivals {
    private final EventQueue heap = new HeapEventQueue();
    private final EventQueue queue;
    private final SplittableRandom random;
    private long now;
    private int nextSlot;

    Rivals(Supplier<EventQueue> queue, long seed) {
      this.queue = queue.get();
      this.random = new SplittableRandom(seed);
    }

    void add(long delay, Priority priority) {
      long key = EventQueue.key(now + delay, priority);
      heap.add(key, nextSlot);
      queue.add(key, nextSlot);
      nextSlot++;
    }

    Priority anyPriority() {
      return Priority.values()[random.nextInt(4)];
    }

    void poll() {
      long key = heap.peekKey();
      if (random.nextInt(4) == 0 && queue.peekKey() != key) {
        assertThat(queue.peekKey()).isEqualTo(key);
      }
      now = Math.max(now, EventQueue.timeNanos(key));
      long expected = heap.poll();
      long actual = queue.poll();
      if (expected != actual) {
        assertThat(actual).isEqualTo(expected);
      }
    }

    void fill(int pending, Increments increments) {
      for (int i = 0; i < pending; i++) {
        add(increments.next(random), anyPriority());
      }
    }

    void hold(int count, Increments increments) {
      for (int i = 0; i < count; i++) {
        poll();
        add(increments.next(random), anyPriority());
        if (random.nextInt(200) == 0) {
          burstNow();
        }
      }
    }

    /** Several events at the present instant, of any priority, and away again. */
    void burstNow() {
      int count = random.nextInt(1, 20);
      for (int i = 0; i < count; i++) {
        add(0, anyPriority());
      }
      for (int i = 0; i < count; i++) {
        poll();
      }
    }

    /** Phases of growth and shrinkage, purges, jumps of the clock without any event. */
    void wander(int operationCount, Increments increments) {
      int target = 100;
      for (int i = 0; i < operationCount; i++) {
        if (random.nextInt(20_000) == 0) {
          target = 1 << random.nextInt(18);
        }
        int step = random.nextInt(100_000);
        if (step < 5) {
          purge(random.nextInt(2, 5));
        } else if (step < 40) {
          now += Math.min(increments.next(random), 1L << 50) / 8;
        } else if (step < 60) {
          // A simulation that dropped cancelled events may have polled beyond its clock.
          now -= Math.min(now, increments.next(random) / 4);
        } else if (queue.size() > random.nextInt(2 * target) && queue.size() > 0) {
          poll();
        } else {
          add(increments.next(random), anyPriority());
        }
      }
    }

    void purge(int divisor) {
      heap.removeIf(slot -> slot % divisor == 0);
      queue.removeIf(slot -> slot % divisor == 0);
      assertThat(queue.size()).isEqualTo(heap.size());
    }

    void drain() {
      while (heap.size() > 0) {
        poll();
      }
      assertThat(queue.size()).isZero();
      assertThat(queue.peekKey()).isEqualTo(EventQueue.NONE);
    }
  }
}
