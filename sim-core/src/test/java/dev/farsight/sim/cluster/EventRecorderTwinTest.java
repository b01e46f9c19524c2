package dev.farsight.sim.cluster;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorder against a plain one that keeps everything under joined texts. */
final class EventRecorderTwinTest {

  private static final long TEN_MINUTES = seconds(600);
  private static final long REFILL = seconds(300);

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);
  private final Map<String, TreeSet<String>> texts = new TreeMap<>();
  private final Map<String, Long> lastNanos = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, long[]> allowances = new TreeMap<>();
  private final Map<String, String> written = new TreeMap<>();

  private static KubeObject object(int which) {
    return new Namespace(
        ObjectMeta.named("", "shop-" + which % 3).withUid("uid-" + which % 4),
        new NamespaceStatus("Active"));
  }

  private void plain(boolean correlating, KubeObject object, String[] words) {
    long now = simulator.now();
    String about = object.key() + "/" + object.metadata().uid();
    String group = about + "/" + words[0] + "/" + words[1];
    TreeSet<String> similar = texts.computeIfAbsent(group, key -> new TreeSet<>());
    if (now - lastNanos.getOrDefault(group, -TEN_MINUTES * 2) > TEN_MINUTES) {
      similar.clear();
    }
    similar.add(words[2]);
    lastNanos.put(group, now);
    boolean combined = correlating && similar.size() >= 10;
    if (combined) {
      similar.pollFirst();
    }
    String key = combined ? group : group + "/" + words[2];
    int count = counts.merge(key, 1, Integer::sum);
    long[] room = allowances.computeIfAbsent(about + words[0], k -> new long[] {25 * REFILL, 0});
    room[0] = Math.min(25 * REFILL, room[0] + now - room[1]);
    room[1] = now;
    if (correlating && room[0] < REFILL) {
      return;
    }
    room[0] -= REFILL;
    String text = (combined ? "(combined from similar events): " : "") + words[2];
    written.put(key, group + "/" + text + " " + count);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventsAreThoseOfARecorderThatKeepsThemByText(boolean correlating) {
    EventRecorder recorder =
        correlating ? EventRecorder.correlating(cluster, "c") : new EventRecorder(cluster, "c");
    Random random = new Random(11);
    long at = 0;
    for (int i = 0; i < 3000; i++) {
      at += random.nextInt(10) == 0 ? random.nextInt(900) : 0;
      KubeObject object = object(random.nextInt(12));
      String[] words = {
        random.nextBoolean() ? "Normal" : "Warning",
        "Reason" + random.nextInt(3),
        "text " + random.nextInt(random.nextBoolean() ? 3 : 14)
      };
      EventType<Subject> type =
          simulator.declare(
              "test." + i,
              Priority.STATE,
              subject -> {
                recorder.record(object, words[0], words[1], words[2]);
                plain(correlating, object, words);
              });
      simulator.scheduleAt(seconds(at), type, Subject.of("test"));
    }
    simulator.run(seconds(at + 1));
    List<String> found = new ArrayList<>();
    for (Event event : cluster.store(Kinds.EVENT).list()) {
      found.add(
          event.involvedObject().name()
              + "/"
              + event.involvedObject().uid()
              + "/"
              + event.type()
              + "/"
              + event.reason()
              + "/"
              + event.message()
              + " "
              + event.count());
    }
    assertThat(found).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(written.values());
  }
}
