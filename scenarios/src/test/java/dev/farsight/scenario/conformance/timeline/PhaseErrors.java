package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far simulated moments lie from recorded ones, per phase of a pod's life: the k-th of an owner
 * against the k-th, of owners that have as many in both stories.
 */
final class PhaseErrors {

  /** A phase: which lines tell of it. */
  enum Phase {
    CREATED("created"),
    BOUND("bound"),
    RUNNING("running"),
    READY("Ready"),
    DELETING("deletion asked"),
    DELETED("gone"),
    ATTEMPTED("attempt"),
    DECIDED("autoscaler");

    private final String title;

    Phase(String title) {
      this.title = title;
    }

    /** Returns the heading of its column. */
    String title() {
      return title;
    }
  }

  private final Map<Phase, List<Long>> errorsMillis = new TreeMap<>();

  /** Adds the errors of one recording. */
  void add(Story recorded, Story simulated) {
    Map<Phase, Map<String, List<Long>>> expected = moments(recorded);
    Map<Phase, Map<String, List<Long>>> actual = moments(simulated);
    for (Map.Entry<Phase, Map<String, List<Long>>> phase : expected.entrySet()) {
      List<Long> errors = errorsMillis.computeIfAbsent(phase.getKey(), key -> new ArrayList<>());
      for (Map.Entry<String, List<Long>> owner : phase.getValue().entrySet()) {
        List<Long> got =
            actual.getOrDefault(phase.getKey(), Map.of()).getOrDefault(owner.getKey(), List.of());
        for (int k = 0; k < got.size() && owner.getValue().size() == got.size(); k++) {
          errors.add(Math.abs(owner.getValue().get(k) - got.get(k)));
        }
      }
    }
  }

  private static Map<Phase, Map<String, List<Long>>> moments(Story story) {
    Map<Phase, Map<String, List<Long>>> moments = new TreeMap<>();
    Map<String, Integer> desired = new LinkedHashMap<>();
    for (JsonNode line : story.lines()) {
      Phase phase = phase(line, desired);
      if (phase != null) {
        String owner =
            phase == Phase.DECIDED
                ? Story.namespace(line) + "/" + line.path("hpa").asText()
                : story.owner(line);
        moments
            .computeIfAbsent(phase, key -> new TreeMap<>())
            .computeIfAbsent(owner, key -> new ArrayList<>())
            .add(Story.time(line));
      }
    }
    return moments;
  }

  private static @Nullable Phase phase(JsonNode line, Map<String, Integer> desired) {
    return switch (Story.kind(line)) {
      case "pod.created" -> Phase.CREATED;
      case "pod.bound" -> Phase.BOUND;
      case "pod.phase" -> line.path("phase").asText().equals("Running") ? Phase.RUNNING : null;
      case "pod.ready" -> line.path("ready").asBoolean() ? Phase.READY : null;
      case "pod.deleting" -> Phase.DELETING;
      case "pod.deleted" -> Phase.DELETED;
      case "sched.attempt" -> Phase.ATTEMPTED;
      case "hpa" -> {
        int replicas = line.path("desiredReplicas").asInt();
        String key = Story.namespace(line) + "/" + line.path("hpa").asText();
        Integer before = desired.put(key, replicas);
        yield before == null || before == replicas ? null : Phase.DECIDED;
      }
      default -> null;
    };
  }

  /** Returns the median and the worst error of a phase, such as {@code 0.02 / 1.10}. */
  String cell(Phase phase) {
    List<Long> errors = new ArrayList<>(errorsMillis.getOrDefault(phase, List.of()));
    if (errors.isEmpty()) {
      return "";
    }
    errors.sort(null);
    long median = errors.get((errors.size() - 1) / 2);
    long worst = errors.get(errors.size() - 1);
    return seconds(median) + " / " + seconds(worst);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%02d", (millis + 5) / 1_000, (millis + 5) % 1_000 / 10);
  }
}
