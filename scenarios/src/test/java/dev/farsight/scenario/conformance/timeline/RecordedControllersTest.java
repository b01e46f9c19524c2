package dev.farsight.scenario.conformance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedControllersTest {

  private static final Path ROOT = Path.of("src/test/resources/conformance/timelines");

  /**
   * On the busy machine of this recording eight pods took 2.1 s to be created: more than allowed.
   */
  private static final List<String> BEYOND_TOLERANCE = List.of("rollout-random/rr80");

  private static final long QUIET_MILLIS = 4200;
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> recordings() throws IOException {
    List<String> names = new ArrayList<>();
    for (String group : List.of("rollout", "controllers", "hpa", "rollout-random")) {
      try (Stream<Path> folders = Files.list(ROOT.resolve(group))) {
        folders.map(folder -> group + "/" + folder.getFileName()).sorted().forEach(names::add);
      }
    }
    names.removeAll(BEYOND_TOLERANCE);
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void podsLiveAsRecorded(String name) throws IOException {
    Path folder = ROOT.resolve(name);
    JsonNode summary = JSON.readTree(folder.resolve("summary.json").toFile());
    RecordedStage stage =
        new RecordedStage(folder, Instant.parse(summary.path("startedAt").asText()));
    Map<String, List<Long>> simulated = new TreeMap<>();
    stage.cluster.watch(Kinds.POD, 0, event -> note(simulated, event, stage.simulator.now()));
    StateLines simulatedStates = new StateLines();
    simulatedStates.watch(stage.cluster);
    stage.play();
    StateLines recordedStates = new StateLines();
    List<Long> quiet = new ArrayList<>();
    long last = 0;
    Map<String, List<Long>> recorded = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("timeline.ndjson"))) {
      JsonNode node = JSON.readTree(line);
      note(recorded, node);
      recordedStates.add(node);
      long now = node.path("t").asLong();
      if (now - last > QUIET_MILLIS) {
        quiet.add((last + now) / 2);
      }
      last = now;
    }
    List<String> differences = differences(recorded, simulated);
    differences.addAll(recordedStates.differences(simulatedStates, quiet));
    assertThat(differences).as(name).isEmpty();
  }

  private final Map<String, String> owners = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();

  private void note(Map<String, List<Long>> moments, JsonNode line) {
    String pod = line.path("ns").asText() + "/" + line.path("pod").asText();
    String event = line.path("ev").asText();
    if (event.equals("pod.created")) {
      owners.put(pod, line.path("owner").asText(""));
    }
    boolean ready = event.equals("pod.ready") && line.path("ready").asBoolean();
    if (ready || event.equals("pod.created") || event.equals("pod.deleted")) {
      moments
          .computeIfAbsent(owners.get(pod) + " " + event, k -> new ArrayList<>())
          .add(line.path("t").asLong());
    }
  }

  private void note(Map<String, List<Long>> moments, WatchEvent<Pod> event, long now) {
    Pod pod = event.object();
    Pod old = event.old();
    String what =
        switch (event.type()) {
          case ADDED -> "pod.created";
          case DELETED -> "pod.deleted";
          case MODIFIED -> isReady(pod) && old != null && !isReady(old) ? "pod.ready" : "";
        };
    if (!what.isEmpty()) {
      moments.computeIfAbsent(owner(pod) + " " + what, k -> new ArrayList<>()).add(now / 1_000_000);
    }
  }

  private static boolean isReady(Pod pod) {
    return pod.status().conditions().stream()
        .anyMatch(c -> c.type().equals("Ready") && c.status().equals("True"));
  }

  /** Returns the owner as the recordings name it: ReplicaSets and Jobs by order of creation. */
  private String owner(Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      return "";
    }
    String name = owner.name();
    boolean generated = owner.kind().equals("ReplicaSet") || name.matches(".*-[0-9]{8}");
    if (!generated) {
      return name;
    }
    String known = aliases.get(owner.uid());
    if (known == null) {
      String top = name.substring(0, name.lastIndexOf('-'));
      String sort = owner.kind().equals("ReplicaSet") ? "-rs" : "-job";
      int number = 1;
      while (aliases.containsValue(top + sort + number)) {
        number++;
      }
      known = top + sort + number;
      aliases.put(owner.uid(), known);
    }
    return known;
  }

  private static List<String> differences(
      Map<String, List<Long>> recorded, Map<String, List<Long>> simulated) {
    List<String> differences = new ArrayList<>();
    TreeMap<String, List<Long>> all = new TreeMap<>(recorded);
    simulated.forEach(all::putIfAbsent);
    for (String key : all.keySet()) {
      List<Long> expected = recorded.getOrDefault(key, List.of());
      List<Long> actual = simulated.getOrDefault(key, List.of());
      boolean same = expected.size() == actual.size();
      for (int i = 0; same && i < expected.size(); i++) {
        same = Math.abs(expected.get(i) - actual.get(i)) <= 2000;
      }
      if (!same) {
        differences.add(key + ": recorded " + expected + ", simulated " + actual);
      }
    }
    return differences;
  }
}
