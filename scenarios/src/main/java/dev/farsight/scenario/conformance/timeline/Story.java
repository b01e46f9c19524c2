package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A timeline, recorded or simulated, in order of time. */
final class Story {

  private final List<JsonNode> lines;
  private final Map<String, String> ownerOfPod = new HashMap<>();
  private final long endMillis;

  /**
   * Takes the lines of a timeline.
   *
   * @param lines lines, nearly in order of time: different sources may be out of step by some
   *     milliseconds
   * @param endMillis end of the timeline
   */
  Story(List<? extends JsonNode> lines, long endMillis) {
    List<JsonNode> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingLong(Story::time));
    this.lines = List.copyOf(sorted);
    this.endMillis = endMillis;
    for (JsonNode line : this.lines) {
      if (isOf(line, "pod.created")) {
        String owner = line.path("owner").asText();
        ownerOfPod.put(pod(line), owner.isEmpty() ? pod(line) : namespace(line) + "/" + owner);
      }
    }
  }

  List<JsonNode> lines() {
    return lines;
  }

  long endMillis() {
    return endMillis;
  }

  /** Returns the key of the owner of the pod that a line is about; bare pods own themselves. */
  String owner(JsonNode podLine) {
    return ownerOfPod.getOrDefault(pod(podLine), pod(podLine));
  }

  /** Returns the key of the owner of a pod that is named by its key. */
  String ownerOfPod(String podKey) {
    return ownerOfPod.getOrDefault(podKey, podKey);
  }

  static long time(JsonNode line) {
    return line.path("t").asLong();
  }

  static String kind(JsonNode line) {
    return line.path("ev").asText();
  }

  static boolean isOf(JsonNode line, String kind) {
    return kind(line).equals(kind);
  }

  static String namespace(JsonNode line) {
    return line.path("ns").asText();
  }

  /** Returns the key of the pod that a line is about. */
  static String pod(JsonNode line) {
    return namespace(line) + "/" + line.path("pod").asText();
  }
}
