package dev.farsight.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SimulatorTest {

  private static final Subject POD = Subject.of("pod/shop/web-1");
  private static final long SECOND = 1_000_000_000L;

  private final Simulator sim = new Simulator();
  private final List<String> log = new ArrayList<>();

  private EventType<Subject> logged(String name, Priority priority) {
    return sim.declare(name, priority, subject -> log.add(name + "@" + sim.now()));
  }

  @Test
  void simultaneousEventsRunByPriorityThenInsertion() {
    EventType<Subject> sample = logged("sample", Priority.SAMPLE);
    EventType<Subject> state = logged("state", Priority.STATE);
    EventType<Subject> other = logged("other", Priority.STATE);
    sim.schedule(5, sample, POD);
    sim.schedule(5, other, POD);
    sim.schedule(5, state, POD);
    sim.schedule(3, sample, POD);
    sim.run();
    assertThat(log).containsExactly("sample@3", "other@5", "state@5", "sample@5");
  }

  @Test
  void anyNumberOfTypesMayBeDeclared() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      names.add("type-" + i);
      sim.schedule(i, logged("type-" + i, Priority.STATE), POD);
    }
    assertThat(sim.eventTypes()).extracting(EventType::name).containsExactlyElementsOf(names);
    sim.run();
    assertThat(log).hasSize(300).startsWith("type-0@0").endsWith("type-299@299");
  }

  @Test
  void anEventOfEarlierPriorityScheduledForNowIsNext() {
    EventType<Subject> state = logged("state", Priority.STATE);
    EventType<Subject> control =
        sim.declare(
            "control",
            Priority.CONTROL,
            subject -> {
              log.add("control@" + sim.now());
              sim.schedule(0, state, subject);
            });
    sim.schedule(7, control, POD);
    sim.schedule(7, control, POD);
    sim.run();
    assertThat(log).containsExactly("control@7", "state@7", "control@7", "state@7");
  }

  @Test
  void aCancelledEventNeverRunsAndItsHandleIsDead() {
    EventType<Subject> type = logged("type", Priority.STATE);
    long first = sim.schedule(1, type, POD);
    long second = sim.schedule(2, type, POD);
    assertThat(sim.isPending(first)).isTrue();
    assertThat(sim.cancel(first)).isTrue();
    assertThat(sim.cancel(first)).isFalse();
    assertThat(sim.isPending(first)).isFalse();
    assertThat(sim.pendingEventCount()).isEqualTo(1);
    sim.run();
    assertThat(log).containsExactly("type@2");
    assertThat(sim.isPending(second)).isFalse();
    assertThat(sim.cancel(second)).isFalse();
    assertThat(sim.executedEventCount()).isEqualTo(1);
  }

  @Test
  void aHandleDoesNotReachTheNextEventInItsSlot() {
    EventType<Subject> type = logged("type", Priority.STATE);
    long old = sim.schedule(1, type, POD);
    sim.run();
    long fresh = sim.schedule(1, type, POD);
    assertThat(Slots.slot(fresh)).isEqualTo(Slots.slot(old));
    assertThat(sim.cancel(old)).isFalse();
    assertThat(sim.isPending(fresh)).isTrue();
    assertThat(sim.cancel(0)).isFalse();
    assertThat(sim.cancel(-1)).isFalse();
    assertThat(sim.cancel(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void cancelledEventsArePurgedWhenTheyAreAThird() {
    EventQueue queue = new RadixWheelEventQueue();
    Simulator leases = new Simulator(queue, RunLimits.DEFAULT);
    EventType<Subject> lease =
        leases.declare("lease", Priority.STATE, subject -> log.add("lease@" + leases.now()));
    List<Long> handles = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      handles.add(leases.schedule(3600 * SECOND + i, lease, POD));
    }
    SplittableRandom random = new SplittableRandom(3);
    int most = 0;
    int longest = 0;
    for (int i = 0; i < 200_000; i++) {
      int renewed = random.nextInt(1000);
      assertThat(leases.cancel(handles.get(renewed))).isTrue();
      long handle = leases.schedule(3600 * SECOND + i, lease, POD);
      handles.set(renewed, handle);
      most = Math.max(most, Slots.slot(handle));
      longest = Math.max(longest, queue.size());
    }
    assertThat(leases.pendingEventCount()).isEqualTo(1000);
    assertThat(most).as("last slot ever used").isLessThan(1000);
    assertThat(longest).as("events in the list, cancelled ones too").isLessThan(1600);
    leases.run();
    assertThat(log).hasSize(1000);
  }

  @Test
  void theClockStopsAtTheInstantAsked() {
    EventType<Subject> type = logged("type", Priority.STATE);
    sim.schedule(10, type, POD);
    sim.schedule(20, type, POD);
    assertThat(sim.run(15)).isFalse();
    assertThat(sim.now()).isEqualTo(15);
    sim.schedule(1, type, POD);
    assertThat(sim.run(100)).isTrue();
    assertThat(log).containsExactly("type@10", "type@16", "type@20");
    assertThat(sim.now()).isEqualTo(20);
    sim.runUntil(100);
    assertThat(sim.now()).isEqualTo(100);
  }

  @Test
  void aRunIsQuiescentWhenARoundOfMaintenanceChangedNothing() {
    long[] version = {0};
    sim.observeState(() -> version[0]);
    int[] resyncs = {0};
    List<EventType<Subject>> resync = new ArrayList<>();
    resync.add(
        sim.declareMaintenance(
            "resync",
            Priority.CONTROL,
            30 * SECOND,
            subject -> {
              resyncs[0]++;
              sim.schedule(30 * SECOND, resync.get(0), subject);
            }));
    sim.schedule(30 * SECOND, resync.get(0), POD);
    EventType<Subject> change = sim.declare("change", Priority.STATE, subject -> version[0]++);
    sim.schedule(100 * SECOND, change, POD);
    assertThat(sim.run(Long.MAX_VALUE)).isTrue();
    assertThat(sim.lastChangeNanos()).isEqualTo(100 * SECOND);
    assertThat(resyncs[0]).as("at 30, 60, 90 and, after the change, 120 s").isEqualTo(4);
    assertThat(sim.now()).isEqualTo(120 * SECOND);
  }

  @Test
  void maintenanceThatChangesStateKeepsTheRunGoing() {
    long[] version = {0};
    sim.observeState(() -> version[0]);
    List<EventType<Subject>> retry = new ArrayList<>();
    retry.add(
        sim.declareMaintenance(
            "retry",
            Priority.CONTROL,
            SECOND,
            subject -> {
              if (sim.now() < 5 * SECOND) {
                version[0]++;
              }
              sim.schedule(SECOND, retry.get(0), subject);
            }));
    sim.schedule(SECOND, retry.get(0), POD);
    sim.run();
    assertThat(sim.now()).isEqualTo(5 * SECOND);
  }

  @Test
  void runUntilGoesOnAfterQuiescence() {
    List<EventType<Subject>> lease = new ArrayList<>();
    lease.add(
        sim.declareMaintenance(
            "lease",
            Priority.STATE,
            SECOND,
            subject -> {
              log.add("lease");
              sim.schedule(SECOND, lease.get(0), subject);
            }));
    sim.schedule(SECOND, lease.get(0), POD);
    sim.runUntil(10 * SECOND);
    assertThat(log).hasSize(10);
    assertThat(sim.now()).isEqualTo(10 * SECOND);
  }

  @Test
  void aCancelledProgressEventDoesNotKeepTheRunGoing() {
    EventType<Subject> type = logged("type", Priority.STATE);
    sim.cancel(sim.schedule(50, type, POD));
    assertThat(sim.run(100)).isTrue();
    assertThat(sim.now()).isZero();
  }

  @Test
  void maintenanceMustNotBeScheduledFartherThanItsLongestPeriod() {
    EventType<Subject> retry = sim.declareMaintenance("retry", Priority.CONTROL, 10, subject -> {});
    assertThatThrownBy(() -> sim.schedule(11, retry, POD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retry")
        .hasMessageContaining("longest period");
  }

  @Test
  void thereAreAsManyTypesAsAHandleCanTell() {
    List<EventType<Subject>> types = new ArrayList<>();
    for (int i = 0; i < Slots.MAX_TYPES; i++) {
      types.add(logged("type " + i, Priority.STATE));
    }
    assertThatThrownBy(() -> logged("one more", Priority.STATE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("16384");
    for (EventType<Subject> type : types) {
      sim.schedule(type.index(), type, POD);
    }
    sim.run();
    assertThat(log).hasSize(Slots.MAX_TYPES).first().isEqualTo("type 0@0");
    assertThat(log).last().isEqualTo("type 16383@16383");
  }

  @Test
  void aTypeOfAnotherSimulatorIsRefused() {
    EventType<Subject> type = logged("type", Priority.STATE);
    Simulator other = new Simulator();
    assertThatThrownBy(() -> other.schedule(1, type, POD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another simulator");
    other.declare("own", Priority.STATE, subject -> log.add("own"));
    assertThatThrownBy(() -> other.schedule(1, type, POD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eventsInThePastOrBeyondTheLastInstantAreRefused() {
    EventType<Subject> type = logged("type", Priority.STATE);
    sim.schedule(10, type, POD);
    sim.run();
    assertThatThrownBy(() -> sim.schedule(-1, type, POD)).hasMessageContaining("past");
    assertThatThrownBy(() -> sim.scheduleAt(9, type, POD)).hasMessageContaining("before now");
    assertThatThrownBy(() -> sim.schedule(Long.MAX_VALUE, type, POD))
        .hasMessageContaining("last instant");
    sim.scheduleAt(EventQueue.LAST_NANOS, type, POD);
    sim.run();
    assertThat(sim.now()).isEqualTo(EventQueue.LAST_NANOS);
  }

  @Test
  void anEndlessExchangeAtOneInstantIsStopped() {
    Simulator limited = new Simulator(new RadixWheelEventQueue(), new RunLimits(1_000_000, 1000));
    List<EventType<Subject>> echo = new ArrayList<>();
    echo.add(
        limited.declare(
            "echo", Priority.CONTROL, subject -> limited.schedule(0, echo.get(0), subject)));
    limited.schedule(5, echo.get(0), POD);
    assertThatThrownBy(limited::run)
        .isInstanceOfSatisfying(
            RunLimitExceededException.class,
            exceeded -> {
              assertThat(exceeded.limit())
                  .isEqualTo(RunLimitExceededException.Limit.EVENTS_AT_ONE_INSTANT);
              assertThat(exceeded.limitValue()).isEqualTo(1000);
              assertThat(exceeded.timeNanos()).isEqualTo(5);
              assertThat(exceeded.event()).isEqualTo("echo");
              assertThat(exceeded.subjectName()).isEqualTo("pod/shop/web-1");
            });
    assertThat(limited.executedEventCount()).isEqualTo(1000);
  }

  @Test
  void limitsOnEventsAndTimeStopTheRun() {
    for (RunLimits limits :
        List.of(new RunLimits(10, 1000), new RunLimits(1000, 1000, 10 * SECOND))) {
      Simulator limited = new Simulator(new RadixWheelEventQueue(), limits, Checks.RECOMPUTATION);
      List<EventType<Subject>> tick = new ArrayList<>();
      tick.add(
          limited.declare(
              "tick", Priority.STATE, subject -> limited.schedule(SECOND, tick.get(0), subject)));
      limited.schedule(SECOND, tick.get(0), POD);
      assertThatThrownBy(limited::run)
          .isInstanceOfSatisfying(
              RunLimitExceededException.class,
              exceeded -> assertThat(exceeded.timeNanos()).isEqualTo(11 * SECOND));
      assertThat(limited.executedEventCount()).isEqualTo(10);
      assertThat(limited.now()).isEqualTo(10 * SECOND);
    }
  }

  @Test
  void observersSeeEveryExecutedEvent() {
    EventType<Subject> type = sim.declare("kubelet.pod-ready", Priority.STATE, subject -> {});
    List<String> seen = new ArrayList<>();
    sim.addObserver((time, event, subject) -> seen.add(time + " " + event));
    sim.addObserver((time, event, subject) -> seen.add(subject.subjectName()));
    sim.schedule(3, type, POD);
    sim.cancel(sim.schedule(4, type, POD));
    sim.run();
    assertThat(seen).containsExactly("3 kubelet.pod-ready", "pod/shop/web-1");
  }

  @Test
  void theDigestTellsRunsApartByTimeTypeSubjectAndOrder() {
    long plain = digestOf(1, "a", "x", 2, "b", "y");
    assertThat(digestOf(1, "a", "x", 2, "b", "y")).isEqualTo(plain);
    assertThat(
            List.of(
                plain,
                digestOf(1, "a", "x", 3, "b", "y"),
                digestOf(1, "b", "x", 2, "b", "y"),
                digestOf(1, "a", "y", 2, "b", "y"),
                digestOf(1, "b", "y", 2, "a", "x"),
                digestOf(1, "a", "y", 2, "b", "x"),
                digestOf(0, "a", "x", 2, "b", "y")))
        .doesNotHaveDuplicates();
    assertThat(new Simulator().digest()).isNotEqualTo(plain);
  }

  private static long digestOf(
      long time, String type, String subject, long time2, String type2, String subject2) {
    Simulator sim = new Simulator();
    sim.scheduleAt(time, sim.declare(type, Priority.STATE, s -> {}), Subject.of(subject));
    sim.scheduleAt(time2, sim.declare(type2, Priority.STATE, s -> {}), Subject.of(subject2));
    sim.run();
    return sim.digest();
  }

  /** Subjects that reschedule themselves, cancel one another and burst; driven by a fixed seed. */
  private static Simulator turmoil(EventQueue queue, Checks checks, long seed) {
    Simulator sim = new Simulator(queue, RunLimits.DEFAULT, checks);
    SplittableRandom random = new SplittableRandom(seed);
    List<EventType<Subject>> types = new ArrayList<>();
    List<Long> handles = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      subjects.add(Subject.of("pod/" + i));
    }
    for (Priority priority : Priority.values()) {
      types.add(
          sim.declare(
              "type." + priority,
              priority,
              subject -> {
                if (sim.executedEventCount() > 40_000) {
                  return;
                }
                int births = random.nextInt(3) == 0 ? random.nextInt(5) : 1;
                for (int i = 0; i < births; i++) {
                  long delay =
                      random.nextInt(5) == 0 ? 0 : random.nextLong(1L << random.nextInt(40));
                  Subject next = subjects.get(random.nextInt(subjects.size()));
                  handles.add(sim.schedule(delay, types.get(random.nextInt(4)), next));
                }
                if (random.nextInt(4) == 0) {
                  sim.cancel(handles.get(random.nextInt(handles.size())));
                }
              }));
    }
    for (int i = 0; i < 500; i++) {
      handles.add(sim.schedule(random.nextLong(1L << 35), types.get(i % 4), subjects.get(i)));
    }
    sim.run();
    return sim;
  }

  @Test
  @Tag("determinism")
  void equalSeedsGiveEqualDigestsWithEveryEventList() {
    for (long seed = 0; seed < 10; seed++) {
      Simulator wheel = turmoil(new RadixWheelEventQueue(), Checks.OFF, seed);
      Simulator again = turmoil(new RadixWheelEventQueue(), Checks.INVARIANTS, seed);
      Simulator heap = turmoil(new HeapEventQueue(), Checks.OFF, seed);
      Simulator both = turmoil(new RadixWheelEventQueue(), Checks.RECOMPUTATION, seed);
      assertThat(wheel.executedEventCount()).isGreaterThan(500);
      assertThat(List.of(again.digest(), heap.digest(), both.digest()))
          .containsOnly(wheel.digest());
      assertThat(wheel.digest())
          .isNotEqualTo(turmoil(new RadixWheelEventQueue(), Checks.OFF, seed + 1).digest());
    }
  }

  @Test
  void schedulingAndRunningAllocatesNothingInSteadyState() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Simulator timers = new Simulator(new RadixWheelEventQueue(), new RunLimits(1L << 40, 1 << 20));
    long[] state = {1};
    List<EventType<Subject>> tick = new ArrayList<>();
    tick.add(
        timers.declare(
            "tick",
            Priority.STATE,
            subject -> {
              state[0] = state[0] * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
              timers.schedule(state[0] >>> 34, tick.get(0), subject);
              timers.cancel(timers.schedule(state[0] >>> 40, tick.get(0), subject));
            }));
    for (int i = 0; i < 10_000; i++) {
      timers.schedule(i * 100_000L, tick.get(0), POD);
    }
    long second = SECOND;
    timers.runUntil(20 * second);
    long executedBefore = timers.executedEventCount();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    timers.runUntil(60 * second);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    long executed = timers.executedEventCount() - executedBefore;
    assertThat(executed).isGreaterThan(500_000);
    assertThat((double) allocated / executed).as("bytes per event").isLessThan(0.2);
  }
}
