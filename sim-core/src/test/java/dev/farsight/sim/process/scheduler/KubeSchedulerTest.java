package dev.farsight.sim.process.scheduler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.NominatedPods;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import dev.farsight.sim.process.scheduler.queue.QueueProfile;
import dev.farsight.sim.process.scheduler.queue.QueueingHints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The process with a profile that puts one pod on each node and preempts the first lesser one. */
class KubeSchedulerTest {

  private static final long SECOND = 1_000_000_000L;

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 1_000_000L);
  private final List<Long> attempts = new ArrayList<>();
  private int cycles;

  private void start(KubeSchedulerSettings settings) {
    simulator.observeState(cluster::stateVersion);
    new KubeScheduler(
            simulator,
            cluster,
            new InformerFactory(cluster, 1_000_000L),
            settings,
            this::onePodPerNode,
            new SchedulerProbe() {
              @Override
              public void onAttempt(long timeNanos, Pod pod) {
                attempts.add(timeNanos / 1_000_000);
              }
            })
        .start();
  }

  private SchedulerFramework onePodPerNode(NominatedPods nominatedPods) {
    OnePodPerNode profile = new OnePodPerNode();
    return new SchedulerFramework(profile, List.of(profile));
  }

  /** A profile small enough to be checked by eye. */
  private final class OnePodPerNode implements SchedulerProfile, ClusterView, EnqueueExtensions {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Pod> podOfNode = new LinkedHashMap<>();

    @Override
    public String schedulerName() {
      return "default-scheduler";
    }

    @Override
    public QueueProfile queueProfile() {
      return new QueueProfile(new QueueingHints(List.of(this)), List.of());
    }

    @Override
    public String name() {
      return "OnePodPerNode";
    }

    @Override
    public List<ClusterEventWithHint> eventsToRegister() {
      return List.of(
          ClusterEventWithHint.always(EventResource.NODE, ActionType.ADD),
          ClusterEventWithHint.always(EventResource.POD, ActionType.DELETE));
    }

    @Override
    public CycleOutcome schedule(Pod pod) {
      cycles++;
      if (nodes.isEmpty()) {
        return failed("no nodes available to schedule pods", List.of(), null);
      }
      for (String node : nodes.keySet()) {
        if (!podOfNode.containsKey(node)) {
          return CycleOutcome.found(node, List.of(node));
        }
      }
      for (Pod other : podOfNode.values()) {
        if (PodInfo.priority(other) < PodInfo.priority(pod)) {
          return failed("full", List.of(name()), other);
        }
      }
      return failed("full", List.of(name()), null);
    }

    private CycleOutcome failed(String message, List<String> plugins, @Nullable Pod victim) {
      return CycleOutcome.failed(
          new CycleOutcome.Failure(
              message,
              true,
              plugins,
              List.of(),
              NominatingInfo.to(victim == null ? null : victim.spec().nodeName()),
              victim == null ? List.of() : List.of(victim),
              0));
    }

    @Override
    public void setNode(Node node) {
      nodes.put(node.name(), node);
    }

    @Override
    public void removeNode(String name) {
      nodes.remove(name);
    }

    @Override
    public void addPod(Pod pod) {
      podOfNode.put(requireNonNull(pod.spec().nodeName()), pod);
    }

    @Override
    public void setObject(KubeObject object) {}

    @Override
    public void removeObject(KubeObject object) {}

    @Override
    public void removePod(Pod pod) {
      podOfNode.remove(requireNonNull(pod.spec().nodeName()));
    }
  }

  /** Keeps the run from ending early because nothing can change any more. */
  private void keepRunning() {
    simulator.schedule(
        2000 * SECOND,
        simulator.declare("test.end", Priority.STATE, subject -> {}),
        Subject.of("test"));
  }

  private static Pod pod(String name, int priority) {
    Container container = Container.of("c", "c:1");
    PodSpec spec =
        PodSpec.of(List.of(container)).withPriority(priority).withTerminationGracePeriodSeconds(0L);
    return new Pod(ObjectMeta.named("default", name), spec, PodStatus.PENDING);
  }

  private static Node node(String name) {
    return new Node(
        ObjectMeta.named("", name),
        new NodeSpec(null, List.of(), null),
        new NodeStatus(FrozenMap.empty(), FrozenMap.empty(), List.of(), List.of()));
  }

  private Pod get(String name) {
    return requireNonNull(cluster.get(Kinds.POD, "default/" + name));
  }

  private List<Integer> eventCounts(String reason) {
    return cluster.store(Kinds.EVENT).list().stream()
        .filter(event -> event.reason().equals(reason))
        .map(Event::count)
        .sorted()
        .toList();
  }

  @Test
  void podIsBoundToANodeThatIsThere() {
    start(KubeSchedulerSettings.DEFAULT);
    cluster.create(node("node-a"));
    cluster.create(pod("a", 0));
    simulator.run(SECOND);
    assertThat(get("a").spec().nodeName()).isEqualTo("node-a");
    assertThat(get("a").status().conditions())
        .extracting(PodCondition::type, PodCondition::status)
        .containsExactly(tuple("PodScheduled", "True"));
    assertThat(eventCounts("Scheduled")).containsExactly(1);
  }

  @Test
  void withoutNodesThePodIsTriedForEverAfterOneTwoFourEightTenSeconds() {
    keepRunning();
    start(KubeSchedulerSettings.DEFAULT.withPhases(662_000_000L, 22_749_000_000L));
    cluster.create(pod("a", 0));
    simulator.run(50 * SECOND);
    assertThat(attempts).containsExactly(1L, 1662L, 4662L, 9662L, 18662L, 29662L, 40662L);
    assertThat(cycles).isEqualTo(1);
    assertThat(get("a").status().conditions())
        .extracting(PodCondition::message)
        .containsExactly("no nodes available to schedule pods");
  }

  @Test
  void eventSeriesIsWrittenAtItsSecondOccurrenceAndWhenItIsFinished() {
    keepRunning();
    start(KubeSchedulerSettings.DEFAULT.withPhases(662_000_000L, 22_749_000_000L));
    cluster.create(pod("a", 0));
    simulator.run(20 * SECOND);
    assertThat(eventCounts("FailedScheduling")).containsExactly(1, 2);
    cluster.delete(Kinds.POD, "default/a", DeleteOptions.NOW);
    simulator.run(352 * SECOND);
    assertThat(eventCounts("FailedScheduling")).containsExactly(1, 2);
    cluster.create(pod("b", 0));
    simulator.run(713 * SECOND);
    assertThat(eventCounts("FailedScheduling")).contains(4);
  }

  @Test
  void eventRetriesARejectedPodAtOnceThoughItBacksOff() {
    start(KubeSchedulerSettings.DEFAULT);
    cluster.create(node("node-a"));
    cluster.create(pod("a", 0));
    simulator.run(SECOND / 10);
    cluster.create(pod("b", 0));
    simulator.run(SECOND / 5);
    cluster.create(node("node-b"));
    simulator.run(SECOND / 4);
    assertThat(get("b").spec().nodeName()).isEqualTo("node-b");
  }

  @Test
  void rejectedPodIsRetriedByTheFlushAfterFiveMinutes() {
    keepRunning();
    start(KubeSchedulerSettings.DEFAULT.withPhases(0, 10 * SECOND));
    cluster.create(node("node-a"));
    cluster.create(pod("a", 0));
    simulator.run(SECOND);
    cluster.create(pod("b", 0));
    simulator.run(700 * SECOND);
    assertThat(attempts).containsExactly(1L, 1001L, 310_000L, 640_000L);
  }

  @Test
  void stuckPodsLetTheRunBecomeQuiescent() {
    start(KubeSchedulerSettings.DEFAULT);
    cluster.create(pod("a", 0));
    assertThat(simulator.run(100_000 * SECOND)).isTrue();
    assertThat(simulator.now()).isLessThan(1000 * SECOND);
  }

  @Test
  void podOfHigherPriorityPreemptsAndTakesTheRoom() {
    start(KubeSchedulerSettings.DEFAULT);
    cluster.create(node("node-a"));
    cluster.create(pod("a", 0));
    simulator.run(SECOND);
    cluster.create(pod("b", 5));
    simulator.run(2 * SECOND);
    assertThat(cluster.get(Kinds.POD, "default/a")).isNull();
    assertThat(get("b").spec().nodeName()).isEqualTo("node-a");
    assertThat(get("b").status().nominatedNodeName()).isNull();
    assertThat(eventCounts("Preempted")).containsExactly(1);
  }

  @Test
  void schedulerThatDecidesOnceNeverTriesAgain() {
    start(KubeSchedulerSettings.DEFAULT.withCreateOnce(true));
    cluster.create(pod("a", 0));
    simulator.run(SECOND);
    cluster.create(node("node-a"));
    simulator.run(1000 * SECOND);
    assertThat(attempts).hasSize(1);
    assertThat(get("a").spec().nodeName()).isNull();
  }

  @Test
  void slotIsFreeAsSoonAsItsPodHasEnded() {
    start(KubeSchedulerSettings.DEFAULT);
    cluster.create(node("node-a"));
    cluster.create(pod("a", 0));
    simulator.run(SECOND);
    cluster.create(pod("b", 0));
    simulator.run(2 * SECOND);
    cluster.modify(
        Kinds.POD, "default/a", pod -> pod.withStatus(pod.status().withPhase("Succeeded")));
    simulator.run(3 * SECOND);
    assertThat(get("b").spec().nodeName()).isEqualTo("node-a");
  }
}
