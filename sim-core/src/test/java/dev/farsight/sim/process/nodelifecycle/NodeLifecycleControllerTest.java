package dev.farsight.sim.process.nodelifecycle;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Taint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeLifecycleControllerTest {

  private static final String NO_SCHEDULE = "node.kubernetes.io/not-ready:NoSchedule";
  private static final String NO_EXECUTE = "node.kubernetes.io/not-ready:NoExecute";

  private final Simulator simulator =
      new Simulator(new RadixWheelEventQueue(), RunLimits.DEFAULT, Checks.RECOMPUTATION);
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  NodeLifecycleControllerTest() {
    simulator.observeState(cluster::stateVersion);
    new NodeLifecycleController(
        simulator,
        cluster,
        new InformerFactory(cluster, 0),
        new NodeLifecycleTiming(seconds(5), seconds(4)),
        List.of("old"));
  }

  private static NodeStatus status(boolean ready) {
    return new NodeStatus(
        Map.of(),
        Map.of(),
        List.of(new NodeCondition("Ready", ready ? "True" : "False", null, null, null)),
        List.of());
  }

  private void add(String name, boolean ready) {
    cluster.create(
        new Node(ObjectMeta.named("", name), new NodeSpec(null, List.of(), null), status(ready)));
  }

  private void at(long seconds, Runnable action) {
    EventType<Subject> type =
        simulator.declare("test." + seconds, Priority.STATE, subject -> action.run());
    simulator.scheduleAt(seconds(seconds), type, Subject.of("test"));
  }

  private void setReady(String name, boolean ready) {
    cluster.modify(Kinds.NODE, name, node -> node.withStatus(status(ready)));
  }

  private List<String> taints(String name) {
    Node node = cluster.get(Kinds.NODE, name);
    return node == null
        ? List.of()
        : node.spec().taints().stream().map(t -> t.key() + ":" + t.effect()).toList();
  }

  private List<String> reasons() {
    return cluster.store(Kinds.EVENT).list().stream()
        .sorted((a, b) -> Integer.compare(number(a), number(b)))
        .map(event -> event.reason() + " " + event.involvedObject().name())
        .toList();
  }

  private static int number(Event event) {
    return (int) event.metadata().resourceVersion();
  }

  @Test
  void notReadyNodeIsClosedAtOnceAndDrivesPodsAwayAtTheNextLook() {
    add("old", true);
    add("other", true);
    at(10, () -> setReady("old", false));
    at(11, () -> assertThat(taints("old")).containsExactly(NO_SCHEDULE));
    at(13, () -> assertThat(taints("old")).containsExactly(NO_SCHEDULE));
    at(15, () -> assertThat(taints("old")).containsExactly(NO_SCHEDULE, NO_EXECUTE));
    at(16, () -> setReady("old", true));
    at(17, () -> assertThat(taints("old")).containsExactly(NO_EXECUTE));
    simulator.run(seconds(20));
    assertThat(taints("old")).isEmpty();
  }

  @Test
  void clusterWithoutAnyReadyNodeIsNotEmptied() {
    add("old", true);
    at(10, () -> setReady("old", false));
    simulator.run(seconds(60));
    assertThat(taints("old")).containsExactly(NO_SCHEDULE);
  }

  @Test
  void oneNodeOfAZoneIsTaintedEveryTenSeconds() {
    add("old", true);
    add("a", true);
    add("b", true);
    at(10, () -> setReady("a", false));
    at(11, () -> setReady("b", false));
    at(15, () -> assertThat(taints("a")).contains(NO_EXECUTE));
    at(16, () -> assertThat(taints("b")).doesNotContain(NO_EXECUTE));
    simulator.run(seconds(30));
    assertThat(taints("b")).contains(NO_EXECUTE);
  }

  @Test
  void mostlyNotReadyZoneIsLeftAlone() {
    for (String name : List.of("old", "a", "b", "c")) {
      add(name, true);
    }
    at(10, () -> List.of("a", "b", "c").forEach(name -> setReady(name, false)));
    simulator.run(seconds(60));
    assertThat(taints("a")).containsExactly(NO_SCHEDULE);
    assertThat(taints("c")).containsExactly(NO_SCHEDULE);
  }

  @Test
  void nodesThatComeAndGoAreRegisteredButNotThoseOfTheStart() {
    add("old", true);
    add("new", true);
    at(6, () -> cluster.delete(Kinds.NODE, "new", DeleteOptions.BACKGROUND));
    simulator.run(seconds(20));
    assertThat(reasons()).containsExactly("RegisteredNode new", "RemovingNode new");
  }

  @Test
  void idleClusterComesToRest() {
    add("old", true);
    assertThat(simulator.run(seconds(100_000))).isTrue();
    assertThat(simulator.now()).isLessThan(seconds(10));
  }

  @Test
  void taintOfTheUnreachableNodeReplacesTheOther() {
    add("old", true);
    add("other", true);
    at(10, () -> setReady("old", false));
    at(
        20,
        () ->
            cluster.modify(
                Kinds.NODE,
                "old",
                node ->
                    node.withStatus(
                        new NodeStatus(
                            Map.of(),
                            Map.of(),
                            List.of(new NodeCondition("Ready", "Unknown", null, null, null)),
                            List.of()))));
    simulator.run(seconds(30));
    Node node = cluster.get(Kinds.NODE, "old");
    assertThat(node == null ? List.<Taint>of() : node.spec().taints())
        .extracting(Taint::key)
        .containsOnly("node.kubernetes.io/unreachable");
  }
}
