package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What KEDA says and makes: autoscalers as they were written, polls, Jobs per poll, texts of
 * conditions and events.
 */
final class ScalingFacts {

  private static final long POLL_MILLIS = 500;
  private static final long SETTLING_MILLIS = 1_000;
  private static final long DEFAULT_INTERVAL_MILLIS = 30_000;
  private static final long BRIEF_MILLIS = 500;

  /** Texts of requests that wait for a process that is away carry addresses and stream ids. */
  private static final List<String> NOT_COMPARED =
      List.of("code = Unavailable", "in the time allotted", "timeout", "Timeout", "EOF");

  private static final Set<String> TOLD = Set.of("ScaledObject", "ScaledJob");

  private final Story recorded;
  private final Story simulated;
  private final List<Parting> partings;

  private ScalingFacts(Story recorded, Story simulated, List<Parting> partings) {
    this.recorded = recorded;
    this.simulated = simulated;
    this.partings = partings;
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    ScalingFacts facts = new ScalingFacts(recorded, simulated, partings);
    facts.equal("autoscalers made", autoscalers(recorded), autoscalers(simulated));
    facts.polls();
    facts.jobs();
    facts.equal("events", events(recorded), events(simulated));
    facts.conditions();
  }

  private void equal(String what, Map<String, String> wanted, Map<String, String> got) {
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      String one = wanted.getOrDefault(key, "none");
      String other = got.getOrDefault(key, "none");
      if (!one.equals(other)) {
        partings.add(new Parting(0, what + " of " + key, one, other));
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

  private static Map<String, List<Long>> pollTimes(Story story) {
    Map<String, List<Long>> polls = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "load.read")
          && line.path("by").asText().equals("poll")
          && !line.path("retry").asBoolean()) {
        polls
            .computeIfAbsent(
                Story.namespace(line) + "/" + line.path("metric").asText(),
                key -> new ArrayList<>())
            .add(Story.time(line));
      }
    }
    return polls;
  }

  /** Polls of the first second are not told apart; later ones come in pairs. */
  private void polls() {
    Map<String, List<Long>> wanted = pollTimes(recorded);
    Map<String, List<Long>> got = pollTimes(simulated);
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      List<Long> one = apart(wanted.getOrDefault(key, List.of()), recorded.endMillis());
      List<Long> other = apart(got.getOrDefault(key, List.of()), recorded.endMillis());
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same = Math.abs(one.get(i) - other.get(i)) <= POLL_MILLIS;
      }
      if (!same) {
        partings.add(
            new Parting(
                one.isEmpty() ? 0 : one.get(0),
                "polls of " + key,
                one.toString(),
                other.toString()));
      }
    }
  }

  /** Polls less than a second apart count as one; what comes at the very end does not count. */
  private static List<Long> apart(List<Long> times, long endMillis) {
    List<Long> kept = new ArrayList<>();
    for (long time : times) {
      boolean again = !kept.isEmpty() && time - kept.get(kept.size() - 1) < SETTLING_MILLIS;
      if (!again && time <= endMillis - POLL_MILLIS) {
        kept.add(time);
      }
    }
    return kept;
  }

  private static Map<String, List<long[]>> jobsCreated(Story story) {
    Map<String, List<long[]>> bursts = new TreeMap<>();
    Set<String> known = new TreeSet<>();
    for (JsonNode line : story.lines()) {
      String owner = Story.namespace(line) + "/" + line.path("cronjob").asText();
      String job = Story.namespace(line) + "/" + line.path("job").asText();
      if (Story.isOf(line, "job") && line.has("cronjob") && known.add(job)) {
        List<long[]> own = bursts.computeIfAbsent(owner, key -> new ArrayList<>());
        long[] last = own.isEmpty() ? null : own.get(own.size() - 1);
        if (last != null && Story.time(line) - last[0] < SETTLING_MILLIS) {
          last[1]++;
        } else {
          own.add(new long[] {Story.time(line), 1});
        }
      }
    }
    return bursts;
  }

  private void jobs() {
    Map<String, List<long[]>> wanted = jobsCreated(recorded);
    Map<String, List<long[]>> got = jobsCreated(simulated);
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      List<long[]> one = wanted.getOrDefault(key, List.of());
      List<long[]> other = got.getOrDefault(key, List.of());
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same =
            one.get(i)[1] == other.get(i)[1]
                && Math.abs(one.get(i)[0] - other.get(i)[0]) <= SETTLING_MILLIS;
      }
      if (!same) {
        partings.add(
            new Parting(
                one.isEmpty() ? 0 : one.get(0)[0],
                "Jobs created of " + key,
                text(one),
                text(other)));
      }
    }
  }

  private static String text(List<long[]> bursts) {
    List<String> texts = new ArrayList<>();
    bursts.forEach(burst -> texts.add(burst[1] + " at " + burst[0] + " ms"));
    return texts.toString();
  }

  private static boolean isCompared(String message) {
    return NOT_COMPARED.stream().noneMatch(message::contains);
  }

  /** The reasons and texts that were told of each object, each once, whatever their counts. */
  private static Map<String, String> events(Story story) {
    Map<String, TreeSet<String>> told = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      String message = line.path("message").asText();
      if (Story.isOf(line, "event")
          && TOLD.contains(line.path("kind").asText())
          && isCompared(message)) {
        told.computeIfAbsent(
                Story.namespace(line)
                    + "/"
                    + line.path("kind").asText()
                    + "/"
                    + line.path("object").asText(),
                key -> new TreeSet<>())
            .add(
                line.path("component").asText()
                    + " "
                    + line.path("type").asText()
                    + " "
                    + line.path("reason").asText()
                    + ": "
                    + message);
      }
    }
    Map<String, String> texts = new TreeMap<>();
    told.forEach((key, each) -> texts.put(key, String.join(" | ", each)));
    return texts;
  }

  /** The states that each condition goes through, from the second poll on. */
  private void conditions() {
    Map<String, String> wanted = conditions(recorded);
    Map<String, String> got = conditions(simulated);
    equal("conditions", wanted, got);
  }

  private static Map<String, String> conditions(Story story) {
    Map<String, List<Object[]>> states = new TreeMap<>();
    Set<String> withFallback = new TreeSet<>();
    Map<String, Long> settled = settled(story);
    for (JsonNode line : story.lines()) {
      String kind = Story.kind(line);
      if (!kind.equals("scaledobject") && !kind.equals("scaledjob")) {
        continue;
      }
      String object = Story.namespace(line) + "/" + line.path(kind).asText();
      if (line.has("health")) {
        withFallback.add(object);
      }
      for (JsonNode condition : line.path("conditions")) {
        String message = condition.path("message").asText("");
        states
            .computeIfAbsent(
                object + " " + condition.path("type").asText(), key -> new ArrayList<>())
            .add(
                new Object[] {
                  Story.time(line),
                  condition.path("status").asText()
                      + " "
                      + condition.path("reason").asText("")
                      + (isCompared(message) ? ": " + message : "")
                });
      }
    }
    Map<String, String> texts = new TreeMap<>();
    states.forEach(
        (key, each) -> {
          String object = key.substring(0, key.indexOf(' '));
          if (!withFallback.contains(object)) {
            long from = settled.getOrDefault(object.substring(0, object.indexOf('/')), 0L);
            texts.put(key, sequence(each, from, story.endMillis()));
          }
        });
    return texts;
  }

  /** Per namespace the moment from which conditions count: half a second after the second poll. */
  private static Map<String, Long> settled(Story story) {
    Map<String, Long> settled = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      if (Story.isOf(line, "scaledobject") || Story.isOf(line, "scaledjob")) {
        settled.putIfAbsent(Story.namespace(line), Story.time(line) + DEFAULT_INTERVAL_MILLIS);
      }
    }
    for (Map.Entry<String, List<Long>> polls : pollTimes(story).entrySet()) {
      List<Long> times = apart(polls.getValue(), story.endMillis());
      if (times.size() > 1) {
        settled.put(
            polls.getKey().substring(0, polls.getKey().indexOf('/')), times.get(1) + BRIEF_MILLIS);
      }
    }
    return settled;
  }

  private static String sequence(List<Object[]> states, long fromMillis, long endMillis) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      long begin = (long) states.get(i)[0];
      long end = i + 1 < states.size() ? (long) states.get(i + 1)[0] : endMillis;
      String state = Objects.toString(states.get(i)[1]);
      boolean lasts = end - Math.max(begin, fromMillis) > BRIEF_MILLIS;
      if (lasts && (kept.isEmpty() || !kept.get(kept.size() - 1).equals(state))) {
        kept.add(state);
      }
    }
    return String.join(" -> ", kept);
  }
}
