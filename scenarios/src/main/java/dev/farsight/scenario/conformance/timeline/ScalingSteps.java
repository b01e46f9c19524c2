package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sizes that KEDA and autoscalers set: the same sequence per target. A step of the operator comes
 * within 0.3 s of its poll, whose phase may differ by 0.5 s. A step of the autoscaler may come one
 * sync earlier or later where a race decides: a step of KEDA less than 0.1 s from a sync, or a load
 * that changed less than 2 s before one. All later steps of the autoscaler then move with it.
 */
final class ScalingSteps {

  private static final String AUTOSCALER = "horizontal-pod-autoscaler";
  private static final long SYNC_MILLIS = 15_000;
  private static final long POLL_TOLERANCE = 800;
  private static final long RACE_MILLIS = 100;
  private static final long LOAD_MILLIS = 2_000;
  private static final int SLOW_DRIFT_MILLIS = 20;

  /** One size that was set. */
  private record Step(long millis, String by, int replicas) {

    @Override
    public String toString() {
      return millis + " ms: " + by + " " + replicas;
    }
  }

  /** What moves by a sync, in one namespace, from a moment of the recording to another. */
  private record Shift(String namespace, long from, long to, long by) {}

  private final Story recorded;
  private final Map<String, List<Step>> expected;
  private final Map<String, List<Step>> actual;
  private final List<Parting> partings;
  private final List<Shift> shifts = new ArrayList<>();

  private ScalingSteps(Story recorded, Story simulated, List<Parting> partings) {
    this.recorded = recorded;
    this.expected = steps(recorded);
    this.actual = steps(simulated);
    this.partings = partings;
  }

  /**
   * Adds where the two stories part.
   *
   * @return the recording with all that moved by a sync put where it is simulated
   */
  static Story compare(Story recorded, Story simulated, List<Parting> partings) {
    ScalingSteps comparison = new ScalingSteps(recorded, simulated, partings);
    TreeSet<String> targets = new TreeSet<>(comparison.expected.keySet());
    targets.addAll(comparison.actual.keySet());
    targets.forEach(comparison::compareTarget);
    return comparison.moved();
  }

  private static Map<String, List<Step>> steps(Story story) {
    Map<String, List<Step>> steps = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "scale") && line.path("code").asInt() == 200) {
        String target = line.path("deployment").asText(line.path("statefulset").asText());
        steps
            .computeIfAbsent(Story.namespace(line) + "/" + target, key -> new ArrayList<>())
            .add(
                new Step(
                    Story.time(line), line.path("by").asText(), line.path("replicas").asInt()));
      }
    }
    return steps;
  }

  private void compareTarget(String target) {
    List<Step> wanted = expected.getOrDefault(target, List.of());
    List<Step> got = actual.getOrDefault(target, List.of());
    String namespace = target.substring(0, target.indexOf('/'));
    long shift = 0;
    long shiftedFrom = 0;
    int common = Math.min(wanted.size(), got.size());
    if (wanted.size() != got.size()) {
      part(wanted.size() > common ? wanted.get(common) : got.get(common), target, wanted, got);
    }
    for (int k = 0; k < common; k++) {
      Step one = wanted.get(k);
      Step other = got.get(k);
      if (!one.by().equals(other.by()) || one.replicas() != other.replicas()) {
        part(one, target, wanted, got);
        return;
      }
      boolean byAutoscaler = one.by().equals(AUTOSCALER);
      if (!byAutoscaler && shift != 0) {
        shifts.add(new Shift(namespace, shiftedFrom, one.millis() - 1, shift));
        shift = 0;
      }
      long difference = other.millis() - one.millis() - shift;
      long tolerance = byAutoscaler ? tolerance(namespace, one.millis()) : POLL_TOLERANCE;
      if (Math.abs(difference) > tolerance) {
        long sync = difference > 0 ? SYNC_MILLIS : -SYNC_MILLIS;
        long late = Math.max(one.millis(), other.millis());
        if (!byAutoscaler
            || Math.abs(difference - sync) > tolerance
            || !isRace(namespace, wanted, late)) {
          part(one, target, wanted, got);
          return;
        }
        if (shift != 0) {
          shifts.add(new Shift(namespace, shiftedFrom, one.millis() - 1, shift));
        }
        shift += sync;
        shiftedFrom = one.millis();
      }
    }
    if (shift != 0) {
      shifts.add(new Shift(namespace, shiftedFrom, Long.MAX_VALUE, shift));
    }
  }

  private void part(Step step, String target, List<Step> wanted, List<Step> got) {
    partings.add(
        new Parting(step.millis(), "sizes of " + target, wanted.toString(), got.toString()));
  }

  /** 0.3 s, and 0.02 s for each sync since the autoscaler was made. */
  private long tolerance(String namespace, long millis) {
    long age = millis - madeBefore(namespace, millis);
    return POLL_TOLERANCE + age / SYNC_MILLIS * SLOW_DRIFT_MILLIS;
  }

  private long madeBefore(String namespace, long millis) {
    long made = 0;
    for (JsonNode line : recorded.lines()) {
      if (Story.isOf(line, "hpa.spec")
          && Story.namespace(line).equals(namespace)
          && Story.time(line) <= millis) {
        made = Story.time(line);
      }
    }
    return made;
  }

  /** Returns whether chance decided at the sync before a moment. */
  private boolean isRace(String namespace, List<Step> wanted, long lateMillis) {
    long made = madeBefore(namespace, lateMillis);
    long early = lateMillis - SYNC_MILLIS;
    long reach = RACE_MILLIS + (lateMillis - made) / SYNC_MILLIS * SLOW_DRIFT_MILLIS;
    for (Step step : wanted) {
      boolean operator = !step.by().equals(AUTOSCALER);
      if (operator && Math.abs(step.millis() - early) <= reach + POLL_TOLERANCE) {
        return true;
      }
    }
    for (JsonNode line : recorded.lines()) {
      long time = Story.time(line);
      boolean loads = Story.isOf(line, "step") || Story.isOf(line, "queue");
      if (loads && time <= early + reach && time >= early - LOAD_MILLIS) {
        return true;
      }
    }
    return false;
  }

  private Story moved() {
    if (shifts.isEmpty()) {
      return recorded;
    }
    List<JsonNode> lines = new ArrayList<>();
    for (JsonNode line : recorded.lines()) {
      long by = 0;
      for (Shift shift : shifts) {
        if (shift.namespace().equals(Story.namespace(line))
            && Story.time(line) >= shift.from() - RACE_MILLIS
            && Story.time(line) < shift.to()) {
          by = shift.by();
        }
      }
      lines.add(by == 0 ? line : ((ObjectNode) line.deepCopy()).put("t", Story.time(line) + by));
    }
    return new Story(lines, recorded.endMillis());
  }
}
