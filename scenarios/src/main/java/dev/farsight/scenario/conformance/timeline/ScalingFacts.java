package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What KEDA makes: autoscalers as they were written, Jobs per poll. */
final class ScalingFacts {

  private static final long BURST_MILLIS = 1_000;
  private static final long AFTER_POLL_MILLIS = 300;

  /**
   * Jobs that came together.
   *
   * @param millis when the first of them came
   * @param jobs how many
   */
  private record Burst(long millis, int jobs) {

    @Override
    public String toString() {
      return jobs + " at " + millis + " ms";
    }
  }

  private ScalingFacts() {}

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    compareAutoscalers(recorded, simulated, partings);
    compareJobs(recorded, simulated, partings);
  }

  private static void compareAutoscalers(Story recorded, Story simulated, List<Parting> partings) {
    Map<String, String> wanted = autoscalers(recorded);
    Map<String, String> got = autoscalers(simulated);
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      String one = wanted.getOrDefault(key, "none");
      String other = got.getOrDefault(key, "none");
      if (!one.equals(other)) {
        partings.add(new Parting(0, "autoscalers made of " + key, one, other));
      }
    }
  }

  private static Map<String, String> autoscalers(Story story) {
    Map<String, String> specs = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "hpa.spec")) {
        ObjectNode state = line.deepCopy();
        state.remove(List.of("ev", "t", "ns"));
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        state.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        specs.merge(
            Story.namespace(line) + "/" + line.path("hpa").asText(),
            fields.toString(),
            (before, next) -> before + " then " + next);
      }
    }
    return specs;
  }

  private static Map<String, List<Burst>> jobsCreated(Story story) {
    Map<String, List<Burst>> bursts = new TreeMap<>();
    Set<String> known = new TreeSet<>();
    for (JsonNode line : story.lines()) {
      String owner = Story.namespace(line) + "/" + line.path("cronjob").asText();
      String job = Story.namespace(line) + "/" + line.path("job").asText();
      if (Story.isOf(line, "job") && line.has("cronjob") && known.add(job)) {
        List<Burst> own = bursts.computeIfAbsent(owner, key -> new ArrayList<>());
        Burst last = own.isEmpty() ? null : own.get(own.size() - 1);
        if (last != null && Story.time(line) - last.millis() < BURST_MILLIS) {
          own.set(own.size() - 1, new Burst(last.millis(), last.jobs() + 1));
        } else {
          own.add(new Burst(Story.time(line), 1));
        }
      }
    }
    return bursts;
  }

  /** The same number of Jobs at the same poll, the first of them as soon after it. */
  private static void compareJobs(Story recorded, Story simulated, List<Parting> partings) {
    ScalingClocks clocks = new ScalingClocks(recorded);
    ScalingClocks simulatedClocks = new ScalingClocks(simulated);
    Map<String, List<Burst>> wanted = jobsCreated(recorded);
    Map<String, List<Burst>> got = jobsCreated(simulated);
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      List<Burst> one = wanted.getOrDefault(key, List.of());
      List<Burst> other = got.getOrDefault(key, List.of());
      String namespace = key.substring(0, key.indexOf('/'));
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        Burst burst = one.get(i);
        ScalingClocks.Tick tick = clocks.before(namespace, burst.millis());
        Long poll = tick == null ? null : simulatedClocks.same(tick);
        same =
            burst.jobs() == other.get(i).jobs()
                && tick != null
                && poll != null
                && other.get(i).millis() >= poll
                && Math.abs(other.get(i).millis() - poll - (burst.millis() - tick.millis()))
                    <= AFTER_POLL_MILLIS;
      }
      if (!same) {
        partings.add(
            new Parting(
                one.isEmpty() ? 0 : one.get(0).millis(),
                "Jobs created of " + key,
                one.toString(),
                other.toString()));
      }
    }
  }
}
