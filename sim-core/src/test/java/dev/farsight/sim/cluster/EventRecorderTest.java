package dev.farsight.sim.cluster;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRecorderTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);
  private final Namespace object =
      new Namespace(ObjectMeta.named("", "shop").withUid("u1"), new NamespaceStatus("Active"));

  private List<Event> events() {
    return List.copyOf(cluster.store(Kinds.EVENT).list());
  }

  private void at(long seconds, Runnable action) {
    EventType<Subject> type =
        simulator.declare("test." + seconds, Priority.STATE, subject -> action.run());
    simulator.scheduleAt(seconds(seconds), type, Subject.of("test"));
  }

  @Test
  void equalEventsCountUp() {
    EventRecorder recorder = EventRecorder.correlating(cluster, "c");
    recorder.record(object, "Normal", "Reason", "text");
    recorder.record(object, "Normal", "Reason", "text");
    assertThat(events()).extracting(Event::count).containsExactly(2);
  }

  @Test
  void tenthDifferentTextOfOneReasonIsCombined() {
    EventRecorder recorder = EventRecorder.correlating(cluster, "c");
    for (int i = 0; i < 12; i++) {
      recorder.record(object, "Normal", "Reason", "text " + i);
    }
    assertThat(events()).hasSize(10);
    assertThat(events())
        .filteredOn(event -> event.message().startsWith("(combined from similar events): "))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.count()).isEqualTo(3);
              assertThat(event.message()).endsWith("text 11");
            });
  }

  @Test
  void textsTenMinutesApartAreNotCombined() {
    EventRecorder recorder = EventRecorder.correlating(cluster, "c");
    for (int i = 0; i < 12; i++) {
      String text = "text " + i;
      at(601L * i, () -> recorder.record(object, "Normal", "Reason", text));
    }
    simulator.run(seconds(10_000));
    assertThat(events()).hasSize(12);
  }

  @Test
  void twentyFiveEventsAboutOneObjectAreLetThroughThenOneEveryFiveMinutes() {
    EventRecorder recorder = EventRecorder.correlating(cluster, "c");
    for (int i = 0; i < 40; i++) {
      recorder.record(object, "Normal", "Reason" + i, "text");
    }
    assertThat(events()).hasSize(25);
    at(299, () -> recorder.record(object, "Normal", "TooEarly", "text"));
    at(301, () -> recorder.record(object, "Normal", "InTime", "text"));
    simulator.run(seconds(400));
    assertThat(events()).hasSize(26).extracting(Event::reason).contains("InTime");
  }

  @Test
  void recorderThatDoesNotCorrelateWritesEveryEvent() {
    EventRecorder recorder = new EventRecorder(cluster, "fargate-scheduler");
    for (int i = 0; i < 40; i++) {
      recorder.record(object, "Normal", "Reason", "text " + i);
    }
    assertThat(events()).hasSize(40);
  }
}
