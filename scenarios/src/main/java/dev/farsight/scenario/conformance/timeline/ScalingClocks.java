package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of a story: when KEDA polled which source, when each autoscaler was made, when steps
 * were taken. All else that KEDA and autoscalers do is told relative to them.
 */
final class ScalingClocks {

  /** Time from one sync of an autoscaler to the next. */
  static final long SYNC_MILLIS = 15_000;

  private static final long SYNC_TOLERANCE_MILLIS = 300;
  private static final long SYNC_DRIFT_MILLIS = 20;
  private static final long CAUSE_MILLIS = 1_000;

  /**
   * Something that others follow.
   *
   * @param clock which clock: a source that is polled, the autoscaler, the steps
   * @param index number of the tick, from 0
   * @param millis when it was
   */
  record Tick(String clock, int index, long millis) {}

  private final Map<String, List<Long>> polls = new TreeMap<>();
  private final Map<String, TreeSet<Long>> made = new TreeMap<>();
  private final Map<String, String> autoscalerOf = new TreeMap<>();
  private final List<Long> steps = new ArrayList<>();

  ScalingClocks(Story story) {
    TreeSet<String> present = new TreeSet<>();
    for (JsonNode line : story.lines()) {
      String namespace = Story.namespace(line);
      long time = Story.time(line);
      switch (Story.kind(line)) {
        case "step" -> steps.add(time);
        case "load.read" -> {
          if (isPoll(line)) {
            polls
                .computeIfAbsent(
                    namespace + "/" + line.path("metric").asText(), key -> new ArrayList<>())
                .add(time);
          }
        }
        case "hpa.spec" -> {
          String key = namespace + "/" + line.path("hpa").asText();
          if (present.add(key)) {
            made.computeIfAbsent(key, k -> new TreeSet<>()).add(time);
          }
          autoscalerOf.put(
              namespace + "/" + line.path("target").asText().toLowerCase(Locale.ROOT), key);
        }
        case "hpa.deleted" -> present.remove(namespace + "/" + line.path("hpa").asText());
        default -> {
          // no clock
        }
      }
    }
  }

  /** Returns whether a line tells of a first try of KEDA's own loop. */
  static boolean isPoll(JsonNode line) {
    return Story.isOf(line, "load.read")
        && line.path("by").asText().equals("poll")
        && !line.path("retry").asBoolean();
  }

  /** Returns whether a step was taken, or an autoscaler made, shortly before a moment. */
  boolean isCaused(long millis) {
    boolean stepped = steps.stream().anyMatch(step -> isShortlyBefore(step, millis));
    return stepped
        || made.values().stream()
            .flatMap(TreeSet::stream)
            .anyMatch(m -> isShortlyBefore(m, millis));
  }

  private static boolean isShortlyBefore(long cause, long millis) {
    return cause <= millis && millis - cause <= CAUSE_MILLIS;
  }

  /** Returns when each source was polled. */
  Map<String, List<Long>> polls() {
    return polls;
  }

  /** Returns the autoscaler of a target such as {@code shop/deployment/web}, or null. */
  @Nullable String autoscaler(String target) {
    return autoscalerOf.get(target);
  }

  /** Returns whether the making of an autoscaler was recorded. */
  boolean knows(String autoscaler) {
    return made.containsKey(autoscaler);
  }

  /** Returns the autoscalers of a namespace. */
  List<String> autoscalers(String namespace) {
    return made.keySet().stream().filter(key -> key.startsWith(namespace + "/")).toList();
  }

  /** Returns when the autoscaler of a moment was made, the start of the story if there is none. */
  long madeBefore(@Nullable String autoscaler, long millis) {
    TreeSet<Long> moments = autoscaler == null ? null : made.get(autoscaler);
    Long moment = moments == null ? null : moments.floor(millis);
    return moment == null ? 0 : moment;
  }

  /** Returns how far apart two syncs may be: 0.3 s, and 0.02 s for each sync of an autoscaler. */
  static long syncTolerance(long ageMillis) {
    return SYNC_TOLERANCE_MILLIS + Math.max(0, ageMillis) / SYNC_MILLIS * SYNC_DRIFT_MILLIS;
  }

  /** Returns the poll of a namespace or the step that comes last before a moment, or null. */
  @Nullable Tick before(String namespace, long millis) {
    Tick last = null;
    for (Map.Entry<String, List<Long>> each : polls.entrySet()) {
      if (each.getKey().startsWith(namespace + "/")) {
        last = later(last, each.getKey(), each.getValue(), millis);
      }
    }
    return last == null ? null : later(last, "steps", steps, millis);
  }

  private static @Nullable Tick later(
      @Nullable Tick known, String clock, List<Long> times, long millis) {
    int index = -1;
    for (int i = 0; i < times.size() && times.get(i) <= millis; i++) {
      index = i;
    }
    return index < 0 || (known != null && known.millis() >= times.get(index))
        ? known
        : new Tick(clock, index, times.get(index));
  }

  /** Returns when a tick of another story is in this one, or null if it never comes. */
  @Nullable Long same(Tick tick) {
    List<Long> times =
        tick.clock().equals("steps") ? steps : polls.getOrDefault(tick.clock(), List.of());
    return tick.index() < times.size() ? times.get(tick.index()) : null;
  }
}
