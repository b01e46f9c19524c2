package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When pods were created, bound, Ready and deleted: per owner the same number, the k-th at most two
 * seconds apart; and what admission made of them.
 */
final class PodMoments {

  private static final long TOLERANCE_MILLIS = 2_000;

  /** The pod garbage collector's phase is not an input: 40 to 80 s after the node is gone. */
  private static final long COLLECTOR_TOLERANCE_MILLIS = 40_000 + TOLERANCE_MILLIS;

  /** The NoExecute taint of a NotReady node comes within 5 s, evictions exactly 300 s after it. */
  private static final long TAINT_TOLERANCE_MILLIS = 5_000 + TOLERANCE_MILLIS;

  private static final List<String> FACTS =
      List.of(
          "schedulerName",
          "fargateProfile",
          "priority",
          "priorityClassName",
          "capacityProvisioned");

  private final Map<String, List<Long>> moments = new TreeMap<>();
  private final Map<String, List<String>> facts = new TreeMap<>();
  private final Map<String, Long> tolerances = new TreeMap<>();

  private PodMoments(Story story) {
    for (JsonNode line : story.lines()) {
      String kind = Story.kind(line);
      boolean counts =
          switch (kind) {
            case "pod.created", "pod.bound", "pod.deleted" -> true;
            case "pod.ready" -> line.path("ready").asBoolean();
            default -> false;
          };
      String owner = counts || kind.equals("pod.condition") ? story.owner(line) : "";
      if (counts) {
        String key = kind + " of " + owner;
        moments.computeIfAbsent(key, k -> new ArrayList<>()).add(Story.time(line));
      }
      if (kind.equals("pod.created")) {
        facts.computeIfAbsent(owner, k -> new ArrayList<>()).add(facts(line));
      } else if (kind.equals("pod.condition")) {
        tolerances.merge(owner, tolerance(line.path("reason").asText()), Math::max);
      }
    }
    facts.values().forEach(list -> list.sort(null));
  }

  private static long tolerance(String reason) {
    return switch (reason) {
      case "DeletionByPodGC" -> COLLECTOR_TOLERANCE_MILLIS;
      case "DeletionByTaintManager" -> TAINT_TOLERANCE_MILLIS;
      default -> TOLERANCE_MILLIS;
    };
  }

  private static String facts(JsonNode line) {
    StringBuilder text = new StringBuilder();
    for (String name : FACTS) {
      if (line.has(name)) {
        text.append(text.length() == 0 ? "" : ", ").append(name).append('=');
        text.append(line.path(name).asText());
      }
    }
    return text.toString();
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    PodMoments expected = new PodMoments(recorded);
    PodMoments actual = new PodMoments(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.moments.keySet());
    keys.addAll(actual.moments.keySet());
    for (String key : keys) {
      String owner = key.substring(key.indexOf(" of ") + 4);
      compare(
          key,
          expected.moments.getOrDefault(key, List.of()),
          actual.moments.getOrDefault(key, List.of()),
          expected.tolerances.getOrDefault(owner, TOLERANCE_MILLIS),
          partings);
    }
    for (Map.Entry<String, List<String>> entry : expected.facts.entrySet()) {
      List<String> other = actual.facts.getOrDefault(entry.getKey(), List.of());
      if (!entry.getValue().equals(other)) {
        List<Long> created =
            expected.moments.getOrDefault("pod.created of " + entry.getKey(), List.of());
        partings.add(
            new Parting(
                created.isEmpty() ? 0 : created.get(0),
                "admission of the pods of " + entry.getKey(),
                entry.getValue().toString(),
                other.toString()));
      }
    }
  }

  private static void compare(
      String key, List<Long> expected, List<Long> actual, long tolerance, List<Parting> partings) {
    int common = Math.min(expected.size(), actual.size());
    for (int k = 0; k < common; k++) {
      if (Math.abs(expected.get(k) - actual.get(k)) > tolerance) {
        partings.add(
            new Parting(
                Math.min(expected.get(k), actual.get(k)),
                key + " number " + (k + 1),
                expected.get(k) + " ms",
                actual.get(k) + " ms"));
        return;
      }
    }
    if (expected.size() != actual.size()) {
      List<Long> longer = expected.size() > common ? expected : actual;
      partings.add(
          new Parting(
              longer.get(common),
              "number of " + key,
              expected.size() + " at " + expected + " ms",
              actual.size() + " at " + actual + " ms"));
    }
  }
}
