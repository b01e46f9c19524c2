package dev.farsight.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulator beside the plainest loop that keeps its promises: objects in a priority queue, an
 * object cancelled by a mark. Both live through the same storm of events that schedule and cancel
 * one another.
 */
final class PlainLoopTest {

  private static final int EVENTS = 60_000;
  private static final int SUBJECTS = 40;

  /** What the storm asks of a loop. */
  private interface Loop {
    long now();

    /** Schedules an event and returns what it can be cancelled by. */
    Object schedule(long delayNanos, int type, int subject);

    boolean isPending(Object event);

    boolean cancel(Object event);
  }

  /** Events that schedule and cancel others, drawn from one sequence. */
  private static final class Storm {
    private final SplittableRandom random;
    private final List<Object> planned = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int scheduled;

    Storm(long seed) {
      random = new SplittableRandom(seed);
    }

    void begin(Loop loop) {
      for (int i = 0; i < 200; i++) {
        plan(loop, random.nextInt(SUBJECTS));
      }
    }

    void happen(Loop loop, int type, int subject) {
      log.add(loop.now() + " " + type + " " + subject);
      // A little more than one new event for each, until enough have been scheduled.
      int count = random.nextInt(4) > 0 ? 1 : random.nextInt(4);
      for (int i = 0; i < count && scheduled < EVENTS; i++) {
        plan(loop, random.nextBoolean() ? subject : random.nextInt(SUBJECTS));
      }
      for (int i = random.nextInt(3); i > 0 && !planned.isEmpty(); i--) {
        Object event = planned.get(random.nextInt(planned.size()));
        boolean pending = loop.isPending(event);
        boolean cancelled = loop.cancel(event);
        log.add(pending + " " + cancelled);
        if (cancelled && scheduled < EVENTS && random.nextInt(4) > 0) {
          plan(loop, subject);
        }
      }
    }

    private void plan(Loop loop, int subject) {
      scheduled++;
      long delay =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1_000_000_000L * random.nextInt(3);
            case 2 -> random.nextLong(1_000_000);
            default -> random.nextLong(300_000_000_000L);
          };
      Object event = loop.schedule(delay, random.nextInt(Priority.values().length), subject);
      if (planned.size() < 5000) {
        planned.add(event);
      } else {
        planned.set(random.nextInt(planned.size()), event);
      }
    }
  }

  private static String typeName(int type) {
    return "type-" + type;
  }

  private static String subjectName(int subject) {
    return "pod/" + subject;
  }

  private static final class SimulatorLoop implements Loop {
    private final Simulator simulator;
    private final List<EventType<Subject>> types = new ArrayList<>();
    private final List<Subject> subjects = new ArrayList<>();
    private @Nullable Storm storm;

    SimulatorLoop(EventQueue queue) {
      simulator = new Simulator(queue, RunLimits.DEFAULT);
      for (Priority priority : Priority.values()) {
        int type = types.size();
        types.add(
            simulator.declare(
                typeName(type), priority, subject -> happen(type, subjects.indexOf(subject))));
      }
      for (int i = 0; i < SUBJECTS; i++) {
        subjects.add(Subject.of(subjectName(i)));
      }
    }

    private void happen(int type, int subject) {
      if (storm != null) {
        storm.happen(this, type, subject);
      }
    }

    @Override
    public long now() {
      return simulator.now();
    }

    @Override
    public Object schedule(long delayNanos, int type, int subject) {
      return simulator.schedule(delayNanos, types.get(type), subjects.get(subject));
    }

    @Override
    public boolean isPending(Object event) {
      return simulator.isPending((Long) event);
    }

    @Override
    public boolean cancel(Object event) {
      return simulator.cancel((Long) event);
    }

    void run(Storm events) {
      storm = events;
      events.begin(this);
      simulator.run();
      assertThat(simulator.pendingEventCount()).isZero();
    }

    long digest() {
      return simulator.digest();
    }
  }

  private static final class PlainLoop implements Loop {
    private final PriorityQueue<Event> queue =
        new PriorityQueue<>(
            Comparator.<Event>comparingLong(event -> event.time)
                .thenComparingInt(event -> event.type)
                .thenComparingLong(event -> event.sequence));
    private long now;
    private long nextSequence;
    private long digest = Digests.START;

    private static final class Event {
      private final long time;
      private final int type;
      private final long sequence;
      private final int subject;
      private boolean pending = true;

      Event(long time, int type, long sequence, int subject) {
        this.time = time;
        this.type = type;
        this.sequence = sequence;
        this.subject = subject;
      }
    }

    @Override
    public long now() {
      return now;
    }

    @Override
    public Object schedule(long delayNanos, int type, int subject) {
      Event event = new Event(now + delayNanos, type, nextSequence++, subject);
      queue.add(event);
      return event;
    }

    @Override
    public boolean isPending(Object event) {
      return ((Event) event).pending;
    }

    @Override
    public boolean cancel(Object event) {
      boolean pending = isPending(event);
      ((Event) event).pending = false;
      return pending;
    }

    void run(Storm storm) {
      storm.begin(this);
      while (!queue.isEmpty()) {
        Event event = queue.remove();
        if (event.pending) {
          event.pending = false;
          now = event.time;
          long typeKey = Digests.mix(Subject.idOf(typeName(event.type)));
          digest = Digests.fold(digest, now, typeKey, Subject.idOf(subjectName(event.subject)));
          storm.happen(this, event.type, event.subject);
        }
      }
    }

    long digest() {
      return digest;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theSimulatorDoesWhatThePlainestLoopDoes(long seed) {
    Storm expected = new Storm(seed);
    PlainLoop plain = new PlainLoop();
    plain.run(expected);
    assertThat(expected.log.size()).as("happenings").isGreaterThan(EVENTS);
    for (EventQueue queue : List.of(new RadixWheelEventQueue(), new HeapEventQueue())) {
      Storm actual = new Storm(seed);
      SimulatorLoop loop = new SimulatorLoop(queue);
      loop.run(actual);
      assertThat(actual.log.equals(expected.log)).as("the same happens").isTrue();
      assertThat(loop.digest()).isEqualTo(plain.digest());
    }
  }
}
