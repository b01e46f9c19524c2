package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What ScaledObjects and ScaledJobs say of themselves: the states that each condition and each
 * other field goes through, with their texts. States that do not last half a second are not
 * compared, nor is the condition Active before the second poll.
 *
 * <p>With a fallback, reads of autoscalers write conditions from an older copy, and chance decides
 * which of two writers comes last: there only what polls wrote is compared, and no first state that
 * a stale copy puts back.
 */
final class ScaledObjectStates {

  private static final long BRIEF_MILLIS = 500;
  private static final long SETTLING_MILLIS = 1_000;
  private static final long DEFAULT_INTERVAL_MILLIS = 30_000;

  private static final List<String> FIELDS =
      List.of(
          "generation",
          "hpaName",
          "originalReplicaCount",
          "pausedReplicaCount",
          "externalMetricNames",
          "triggersActivity",
          "health",
          "annotations");

  /** A state and when it began. */
  private record State(long millis, String text) {}

  private final Story story;
  private final Map<String, List<State>> conditions = new TreeMap<>();
  private final Map<String, List<State>> fields = new TreeMap<>();
  private final Map<String, List<State>> activeSeconds = new TreeMap<>();
  private final Map<String, Long> created = new TreeMap<>();

  private ScaledObjectStates(Story story) {
    this.story = story;
    TreeSet<String> withFallback = new TreeSet<>();
    Map<String, String> lastReader = new TreeMap<>();
    for (JsonNode line : story.lines()) {
      String kind = Story.kind(line);
      if (kind.equals("load.read")) {
        lastReader.put(Story.namespace(line), line.path("by").asText());
      }
      if (!kind.equals("scaledobject") && !kind.equals("scaledjob")) {
        continue;
      }
      String object = Story.namespace(line) + "/" + line.path(kind).asText();
      long time = Story.time(line);
      created.putIfAbsent(object, time);
      if (line.has("health")) {
        withFallback.add(object);
      }
      for (String field : FIELDS) {
        add(fields, field + " of " + object, time, line.path(field).toString());
      }
      if (line.has("lastActiveMs")) {
        add(activeSeconds, object, time, line.path("lastActiveMs").asText());
      }
      boolean byRead =
          withFallback.contains(object)
              && !lastReader.getOrDefault(Story.namespace(line), "").equals("poll");
      for (JsonNode condition : line.path("conditions")) {
        boolean putBack =
            withFallback.contains(object) && condition.path("reason").asText("").isEmpty();
        if (!byRead && !putBack) {
          String type = condition.path("type").asText();
          add(conditions, type + " of " + object, time, text(condition));
        }
      }
    }
  }

  private static void add(Map<String, List<State>> into, String key, long time, String text) {
    List<State> states = into.computeIfAbsent(key, k -> new ArrayList<>());
    if (states.isEmpty() || !states.get(states.size() - 1).text().equals(text)) {
      states.add(new State(time, text));
    }
  }

  private static String text(JsonNode condition) {
    String message = condition.path("message").asText("");
    return condition.path("status").asText()
        + " "
        + condition.path("reason").asText("")
        + (ScalingTexts.isCompared(message) ? ": " + message : "");
  }

  /** Adds where the two stories part. */
  static void compare(Story recorded, Story simulated, List<Parting> partings) {
    ScaledObjectStates expected = new ScaledObjectStates(recorded);
    ScaledObjectStates actual = new ScaledObjectStates(simulated);
    Map<String, Long> settled = expected.settled();
    Map<String, Long> settledHere = actual.settled();
    compare(
        "condition ",
        expected.sequences(expected.conditions, settled),
        actual.sequences(actual.conditions, settledHere),
        partings);
    compare(
        "",
        expected.sequences(expected.fields, expected.shortlyAfterCreation()),
        actual.sequences(actual.fields, actual.shortlyAfterCreation()),
        partings);
    compareActivity(expected, actual, partings);
  }

  private static void compare(
      String sort, Map<String, String> wanted, Map<String, String> got, List<Parting> partings) {
    TreeSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(got.keySet());
    for (String key : keys) {
      String one = wanted.getOrDefault(key, "none");
      String other = got.getOrDefault(key, "none");
      if (!one.equals(other)) {
        partings.add(new Parting(0, sort + key, one, other));
      }
    }
  }

  /**
   * The time of the last activity is told in whole seconds, in which a poll may fall either way.
   */
  private static void compareActivity(
      ScaledObjectStates expected, ScaledObjectStates actual, List<Parting> partings) {
    TreeSet<String> keys = new TreeSet<>(expected.activeSeconds.keySet());
    keys.addAll(actual.activeSeconds.keySet());
    for (String key : keys) {
      List<State> wanted = expected.activeSeconds.getOrDefault(key, List.of());
      List<State> got = actual.activeSeconds.getOrDefault(key, List.of());
      boolean same = wanted.size() == got.size();
      for (int k = 0; same && k < wanted.size(); k++) {
        long difference = Long.parseLong(wanted.get(k).text()) - Long.parseLong(got.get(k).text());
        same = Math.abs(difference) <= SETTLING_MILLIS + 1;
      }
      if (!same) {
        partings.add(new Parting(0, "lastActiveTime of " + key, wanted.toString(), got.toString()));
      }
    }
  }

  /** Per object the moment from which conditions count: half a second after the second poll. */
  private Map<String, Long> settled() {
    Map<String, Long> settled = new TreeMap<>();
    created.forEach((object, time) -> settled.put(object, time + DEFAULT_INTERVAL_MILLIS));
    new ScalingClocks(story)
        .polls()
        .forEach(
            (source, times) -> {
              String namespace = source.substring(0, source.indexOf('/') + 1);
              for (int k = 1; k < times.size(); k++) {
                if (times.get(k) - times.get(0) >= SETTLING_MILLIS) {
                  long moment = times.get(k) + BRIEF_MILLIS;
                  settled.replaceAll(
                      (object, known) -> object.startsWith(namespace) ? moment : known);
                  return;
                }
              }
            });
    return settled;
  }

  private Map<String, Long> shortlyAfterCreation() {
    Map<String, Long> moments = new TreeMap<>();
    created.forEach((object, time) -> moments.put(object, time + SETTLING_MILLIS));
    return moments;
  }

  private Map<String, String> sequences(
      Map<String, List<State>> states, Map<String, Long> fromMillis) {
    Map<String, String> texts = new TreeMap<>();
    states.forEach(
        (key, each) -> {
          String object = key.substring(key.lastIndexOf(' ') + 1);
          texts.put(key, sequence(each, fromMillis.getOrDefault(object, 0L)));
        });
    return texts;
  }

  private String sequence(List<State> states, long fromMillis) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      long begin = Math.max(states.get(i).millis(), fromMillis);
      long end = i + 1 < states.size() ? states.get(i + 1).millis() : story.endMillis();
      String state = states.get(i).text();
      boolean lasts = end - begin > BRIEF_MILLIS;
      if (lasts && (kept.isEmpty() || !kept.get(kept.size() - 1).equals(state))) {
        kept.add(state);
      }
    }
    return String.join(" -> ", kept);
  }
}
