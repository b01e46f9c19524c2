package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decisions of autoscalers: the same desired replicas in the same order, each within two seconds;
 * where the making of the autoscaler was recorded, each at the same sync.
 */
final class AutoscalerDecisions {

  private static final long TOLERANCE_MILLIS = 2_000;

  /** Lines about one object of one moment may be out of order. */
  private static final long TOGETHER_MILLIS = 50;

  /** A change of the desired replicas. */
  private record Decision(long millis, int replicas) {}

  private AutoscalerDecisions() {}

  private static Map<String, List<Decision>> decisions(Story story) {
    Map<String, List<Decision>> all = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "hpa")) {
        String key = Story.namespace(line) + "/" + line.path("hpa").asText();
        List<Decision> own = all.computeIfAbsent(key, k -> new ArrayList<>());
        int desired = line.path("desiredReplicas").asInt();
        if (own.isEmpty() || own.get(own.size() - 1).replicas() != desired) {
          own.add(new Decision(Story.time(line), desired));
        }
      }
    }
    return all;
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    Map<String, List<Decision>> expected = decisions(recorded);
    Map<String, List<Decision>> actual = decisions(simulated);
    ScalingClocks clocks = new ScalingClocks(recorded);
    ScalingClocks simulatedClocks = new ScalingClocks(simulated);
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<Decision> wanted = expected.getOrDefault(key, List.of());
      List<Decision> got = actual.getOrDefault(key, List.of());
      for (int k = 0; k < Math.max(wanted.size(), got.size()); k++) {
        Decision one = k < wanted.size() ? wanted.get(k) : null;
        Decision other = k < got.size() ? got.get(k) : null;
        boolean same =
            one != null
                && other != null
                && one.replicas() == other.replicas()
                && isSameTime(key, one, other, clocks, simulatedClocks);
        if (!same) {
          long millis = one != null ? one.millis() : other != null ? other.millis() : 0;
          partings.add(
              new Parting(millis, "desired replicas of " + key, wanted.toString(), got.toString()));
          break;
        }
      }
    }
  }

  private static boolean isSameTime(
      String autoscaler, Decision one, Decision other, ScalingClocks clocks, ScalingClocks here) {
    long difference = other.millis() - one.millis();
    if (!clocks.knows(autoscaler)) {
      return Math.abs(difference) <= TOLERANCE_MILLIS;
    }
    long age = one.millis() - clocks.madeBefore(autoscaler, one.millis() + TOGETHER_MILLIS);
    long ageHere = other.millis() - here.madeBefore(autoscaler, other.millis() + TOGETHER_MILLIS);
    return Math.abs(ageHere - age) <= ScalingClocks.syncTolerance(age);
  }
}
