package dev.farsight.sim.process.scheduler.queue;

import static dev.farsight.sim.process.scheduler.queue.QueuePods.pod;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEvent;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.plugin.PrioritySort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SchedulingQueueTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ClusterEvent NODE_ADD = new ClusterEvent(EventResource.NODE, ActionType.ADD);
  private static final ClusterEvent NODE_TAINT =
      new ClusterEvent(EventResource.NODE, ActionType.UPDATE_NODE_TAINT);
  private static final ClusterEvent CLASS_ADD =
      new ClusterEvent(EventResource.STORAGE_CLASS, ActionType.ADD);

  private long now;
  private boolean gateOpen = true;
  private final List<String> moves = new ArrayList<>();
  private final Map<String, Pod> known = new LinkedHashMap<>();
  private final SchedulingQueue queue = queue(QueueSettings.DEFAULT);

  private SchedulingQueue queue(QueueSettings settings) {
    QueueingHints hints =
        new QueueingHints(
            List.of(
                plugin("Picky", ClusterEventWithHint.always(EventResource.NODE, ActionType.ADD)),
                plugin(
                    "Deaf",
                    ClusterEventWithHint.of(
                        EventResource.NODE,
                        ActionType.ADD | ActionType.UPDATE_NODE_TAINT,
                        (pod, oldObj, newObj) -> QueueingHint.QUEUE_SKIP)),
                plugin(
                    "Gate", ClusterEventWithHint.always(EventResource.NODE, ActionType.DELETE))));
    QueueProfile profile =
        new QueueProfile(hints, List.of(new PreEnqueueGate("Gate", pod -> gateOpen)));
    return new SchedulingQueue(
        new PrioritySort(),
        Map.of("default-scheduler", profile),
        settings,
        () -> now,
        known::get,
        (pod, name, event) -> moves.add(pod.name() + " " + name.text() + " " + event));
  }

  private static EnqueueExtensions plugin(String name, ClusterEventWithHint... events) {
    return new EnqueueExtensions() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<ClusterEventWithHint> eventsToRegister() {
        return List.of(events);
      }
    };
  }

  private QueuedPodInfo pop() {
    return requireNonNull(queue.pop());
  }

  private void fail(QueuedPodInfo pod, String... plugins) {
    pod.setRejectorPlugins(List.of(plugins), List.of());
    queue.addUnschedulableIfNotPresent(pod);
  }

  private void event(ClusterEvent event) {
    queue.moveAllToActiveOrBackoffQueue(event, null, null, pod -> true);
  }

  @Test
  void podsOfHigherPriorityLeaveFirstThenThoseThatWaitLonger() {
    queue.add(pod("a", 0));
    now++;
    queue.add(pod("b", 5));
    now++;
    queue.add(pod("c", 0));
    assertThat(List.of(pop().pod().name(), pop().pod().name(), pop().pod().name()))
        .containsExactly("b", "a", "c");
    assertThat(queue.pop()).isNull();
  }

  @Test
  void rejectedPodWaitsForAnEventOfThePluginThatRejectedIt() {
    queue.add(pod("a", 0));
    fail(pop(), "Deaf");
    now = 20 * SECOND;
    event(NODE_ADD);
    event(CLASS_ADD);
    assertThat(queue.canPop()).isFalse();
    assertThat(queue.unschedulablePods()).hasSize(1);
  }

  @Test
  void pluginThatHearsOfNodesIsToldOfTaintsAsWell() {
    queue.add(pod("a", 0));
    fail(pop(), "Picky");
    now = 20 * SECOND;
    event(NODE_TAINT);
    assertThat(queue.activePods()).hasSize(1);
    assertThat(moves)
        .containsExactly(
            "a Active UnschedulablePodAdd",
            "a Unschedulable ScheduleAttemptFailure",
            "a Active NodeUpdateNodeTaint");
  }

  @Test
  void backoffLastsToTheSecondWholeSecondAndIdleSchedulerPopsEarlier() {
    now = SECOND / 2;
    queue.add(pod("a", 0));
    fail(pop(), "Picky");
    event(NODE_ADD);
    QueuedPodInfo backingOff = queue.backoffPods().get(0);
    assertThat(queue.backoffTimeNanos(backingOff)).isEqualTo(SECOND);
    now = SECOND;
    queue.flushBackoffQCompleted();
    assertThat(queue.activePods()).isEmpty();
    now = 2 * SECOND;
    queue.flushBackoffQCompleted();
    assertThat(queue.activePods()).hasSize(1);
    fail(pop(), "Picky");
    event(NODE_ADD);
    assertThat(pop().attemptCount()).isEqualTo(3);
  }

  @Test
  void podThatNoPluginIsToBlameForIsNeverPoppedBeforeItsTime() {
    queue.add(pod("a", 0));
    List<Long> ends = new ArrayList<>();
    for (int attempt = 0; attempt < 6; attempt++) {
      fail(pop());
      assertThat(queue.canPop()).isFalse();
      ends.add(queue.earliestBackoffTimeNanos() - now);
      now = queue.earliestBackoffTimeNanos() + SECOND;
      queue.flushBackoffQCompleted();
    }
    assertThat(ends)
        .containsExactly(SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 10 * SECOND, 10 * SECOND);
  }

  @Test
  void eventDuringTheAttemptRetriesThePodAfterItsFailure() {
    queue.add(pod("a", 0));
    QueuedPodInfo first = pop();
    event(NODE_ADD);
    fail(first, "Picky");
    assertThat(queue.backoffPods()).hasSize(1);
    QueuedPodInfo second = pop();
    fail(second, "Picky");
    assertThat(queue.unschedulablePods()).containsExactly(second);
    assertThat(queue.inFlightPods()).isEmpty();
  }

  @Test
  void flushRetriesPodsThatWaitLongerThanFiveMinutes() {
    queue.add(pod("a", 0));
    fail(pop(), "Deaf");
    now = 300 * SECOND;
    queue.flushUnschedulablePodsLeftover();
    assertThat(queue.canPop()).isFalse();
    now = 330 * SECOND;
    queue.flushUnschedulablePodsLeftover();
    QueuedPodInfo retried = pop();
    assertThat(retried.wasFlushed()).isTrue();
    fail(retried, "Deaf");
    assertThat(retried.wasFlushed()).isFalse();
  }

  @Test
  void gatedPodWaitsForItsGateAndNoFlushMovesIt() {
    gateOpen = false;
    queue.add(pod("a", 0));
    now = 1000 * SECOND;
    queue.flushUnschedulablePodsLeftover();
    event(NODE_ADD);
    assertThat(queue.canPop()).isFalse();
    assertThat(requireNonNull(queue.get("default/a")).gatingPlugin()).isEqualTo("Gate");
    gateOpen = true;
    event(new ClusterEvent(EventResource.NODE, ActionType.DELETE));
    assertThat(pop().isGated()).isFalse();
  }

  @Test
  void nominationIsKeptUntilThePodIsGoneOrTheStatusSaysOtherwise() {
    Pod plain = pod("a", 0);
    known.put(plain.key(), plain);
    queue.add(plain);
    QueuedPodInfo popped = pop();
    fail(popped, "Deaf");
    queue.addNominatedPod(plain, NominatingInfo.to("node-a"));
    Pod touched = plain.withMetadata(plain.metadata().withResourceVersion(7));
    queue.update(plain, touched);
    assertThat(queue.nominatedPodsForNode("node-a")).containsExactly(touched);
    Pod moved = pod("a", 0, "node-b");
    queue.update(touched, moved);
    assertThat(queue.nominatedPodsForNode("node-a")).isEmpty();
    assertThat(queue.nominatedPodsForNode("node-b")).containsExactly(moved);
    queue.delete(moved);
    assertThat(queue.hasNominatedPods()).isFalse();
  }

  @Test
  void activatedPodSkipsItsBackoff() {
    Pod plain = pod("a", 0);
    queue.add(plain);
    fail(pop());
    queue.activate(List.of(plain));
    QueuedPodInfo retried = pop();
    queue.activate(List.of(plain));
    fail(retried, "Deaf");
    assertThat(queue.backoffPods()).containsExactly(retried);
  }

  @Test
  void pendingPluginSendsThePodStraightToTheActiveQueue() {
    queue.add(pod("a", 0));
    QueuedPodInfo popped = pop();
    popped.setRejectorPlugins(List.of("Deaf"), List.of("Picky"));
    queue.addUnschedulableIfNotPresent(popped);
    event(NODE_ADD);
    assertThat(queue.activePods()).containsExactly(popped);
  }

  @Test
  void podCannotComeBackTwice() {
    queue.add(pod("a", 0));
    QueuedPodInfo popped = pop();
    fail(popped, "Deaf");
    assertThatThrownBy(() -> queue.addUnschedulableIfNotPresent(popped))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void heapAgreesWithSortingForAnyMixtureOfChanges() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      PodHeap heap = new PodHeap(new PrioritySort());
      List<QueuedPodInfo> oracle = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        int kind = random.nextInt(4);
        if (kind < 2) {
          QueuedPodInfo added =
              new QueuedPodInfo(pod("p" + step, random.nextInt(5)), step / 3, step);
          heap.addOrUpdate(added);
          oracle.add(added);
        } else if (!oracle.isEmpty() && kind == 2) {
          QueuedPodInfo removed = oracle.remove(random.nextInt(oracle.size()));
          assertThat(heap.remove(removed.key())).isSameAs(removed);
        } else if (!oracle.isEmpty()) {
          QueuedPodInfo changed = oracle.get(random.nextInt(oracle.size()));
          changed.update(pod(changed.pod().name(), random.nextInt(5)));
          heap.addOrUpdate(changed);
        }
        oracle.sort(new PrioritySort());
        assertThat(heap.peek()).isSameAs(oracle.isEmpty() ? null : oracle.get(0));
      }
      assertThat(heap.inOrder()).isEqualTo(oracle);
    }
  }
}
