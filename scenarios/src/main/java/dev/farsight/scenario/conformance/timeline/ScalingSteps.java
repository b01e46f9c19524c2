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
 * within 0.3 s of its poll (or of the step of the scenario that asked for it), and of the same one.
 * A step of the autoscaler comes at its sync. Where a race decides, it may come one sync earlier or
 * later: where a poll is less than 0.1 s from a sync, or a load changed less than 2 s before one.
 * All later steps of the autoscaler then move with it.
 */
final class ScalingSteps {

  /** Who sets the steps from and to 0. */
  static final String OPERATOR = "keda-operator";

  private static final long OPERATOR_MILLIS = 300;
  private static final long START_MILLIS = 400;
  private static final long RACE_MILLIS = 100;
  private static final long LOAD_MILLIS = 2_000;

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
  private final ScalingClocks clocks;
  private final ScalingClocks simulatedClocks;
  private final Map<String, List<Step>> expected;
  private final Map<String, List<Step>> actual;
  private final List<Parting> partings;
  private final List<Shift> shifts = new ArrayList<>();

  private ScalingSteps(Story recorded, Story simulated, List<Parting> partings) {
    this.recorded = recorded;
    this.clocks = new ScalingClocks(recorded);
    this.simulatedClocks = new ScalingClocks(simulated);
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
        String target =
            line.has("deployment")
                ? "deployment/" + line.path("deployment").asText()
                : "statefulset/" + line.path("statefulset").asText();
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
      if (one.by().equals(OPERATOR)) {
        if (shift != 0) {
          shifts.add(new Shift(namespace, shiftedFrom, one.millis() - 1, shift));
          shift = 0;
        }
        if (!isAtSamePoll(target, one, other)) {
          part(one, target, wanted, got);
          return;
        }
        continue;
      }
      long age = age(clocks, target, one);
      long difference = age(simulatedClocks, target, other) - age - shift;
      long tolerance = ScalingClocks.syncTolerance(age);
      if (Math.abs(difference) > tolerance) {
        long sync = difference > 0 ? ScalingClocks.SYNC_MILLIS : -ScalingClocks.SYNC_MILLIS;
        if (Math.abs(difference - sync) > tolerance || !isRace(namespace, one, other, sync)) {
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

  private static long age(ScalingClocks clocks, String target, Step step) {
    return step.millis() - clocks.madeBefore(clocks.autoscaler(target), step.millis());
  }

  /** Returns whether KEDA set a size because of the same poll, as soon after it. */
  private boolean isAtSamePoll(String target, Step one, Step other) {
    String namespace = target.substring(0, target.indexOf('/'));
    ScalingClocks.Tick tick = clocks.before(namespace, one.millis());
    if (tick == null) {
      // Schedules are polled without reading a source: the loop began with the autoscaler.
      long difference = age(simulatedClocks, target, other) - age(clocks, target, one);
      return Math.abs(difference) <= START_MILLIS;
    }
    Long same = simulatedClocks.same(tick);
    return same != null
        && other.millis() >= same
        && Math.abs(other.millis() - same - (one.millis() - tick.millis())) <= OPERATOR_MILLIS;
  }

  /**
   * Returns whether chance decided at the earlier of two syncs: in one of the stories a poll was
   * close to it, or in the recording a load had just changed.
   */
  private boolean isRace(String namespace, Step one, Step other, long sync) {
    long early = one.millis() - (sync < 0 ? ScalingClocks.SYNC_MILLIS : 0);
    long simulatedEarly = other.millis() - (sync > 0 ? ScalingClocks.SYNC_MILLIS : 0);
    if (isNearPoll(clocks, namespace, early)
        || isNearPoll(simulatedClocks, namespace, simulatedEarly)) {
      return true;
    }
    for (JsonNode line : recorded.lines()) {
      long time = Story.time(line);
      boolean loads = Story.isOf(line, "step") || Story.isOf(line, "queue");
      if (loads && time <= early + RACE_MILLIS && time >= early - LOAD_MILLIS) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNearPoll(ScalingClocks clocks, String namespace, long millis) {
    ScalingClocks.Tick tick = clocks.before(namespace, millis + RACE_MILLIS);
    return tick != null && Math.abs(tick.millis() - millis) <= RACE_MILLIS;
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
