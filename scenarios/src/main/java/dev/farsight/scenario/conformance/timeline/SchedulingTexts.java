package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Texts of pod conditions and of scheduling failures: per owner the same set, character by
 * character, as far as they last.
 */
final class SchedulingTexts {

  /** A text that lasts at least this long must be in both stories. */
  private static final long LASTING_MILLIS = 500;

  /** The same for scenarios drawn at random, where nodes come and go within milliseconds. */
  private static final long RANDOM_LASTING_MILLIS = 12_000;

  /** One text of one owner: when it first stood, and how long it stood at the longest. */
  private static final class Standing {
    private long firstMillis = Long.MAX_VALUE;
    private long longestMillis;
  }

  /** A text that stands now. */
  private record Current(String text, String owner, long since) {}

  private final Map<String, Standing> texts = new TreeMap<>();
  private final Map<String, Current> current = new HashMap<>();

  private SchedulingTexts(Story story) {
    for (JsonNode line : story.lines()) {
      String pod = Story.pod(line);
      long time = Story.time(line);
      switch (Story.kind(line)) {
        case "pod.condition" -> {
          String type = line.path("type").asText();
          String text = line.path("status").asText() + " " + line.path("reason").asText();
          stand(story, pod, type, type + " " + text + " " + line.path("message").asText(), time);
        }
        case "sched.failed" -> stand(story, pod, "failed", line.path("error").asText(), time);
        case "pod.bound" -> end(pod, "failed", time);
        case "pod.deleted" -> {
          end(pod, "failed", time);
          end(pod, "PodScheduled", time);
          end(pod, "DisruptionTarget", time);
        }
        default -> {
          // other lines say nothing about texts
        }
      }
    }
    current.values().forEach(text -> note(text, story.endMillis()));
  }

  private void stand(Story story, String pod, String slot, String text, long time) {
    Current before = current.get(pod + "|" + slot);
    if (before != null && before.text().equals(text)) {
      return;
    }
    end(pod, slot, time);
    Current now = new Current(text, story.ownerOfPod(pod), time);
    current.put(pod + "|" + slot, now);
    note(now, time);
  }

  private void end(String pod, String slot, long time) {
    Current ended = current.remove(pod + "|" + slot);
    if (ended != null) {
      note(ended, time);
    }
  }

  private void note(Current text, long until) {
    Standing standing =
        texts.computeIfAbsent(text.owner() + "\t" + text.text(), key -> new Standing());
    standing.firstMillis = Math.min(standing.firstMillis, text.since());
    standing.longestMillis = Math.max(standing.longestMillis, until - text.since());
  }

  /**
   * Adds where the two stories part.
   *
   * @param random whether the scenario was drawn at random
   */
  static void compare(Story recorded, Story simulated, boolean random, List<Parting> partings) {
    SchedulingTexts expected = new SchedulingTexts(recorded);
    SchedulingTexts actual = new SchedulingTexts(simulated);
    long lasting = random ? RANDOM_LASTING_MILLIS : LASTING_MILLIS;
    TreeSet<String> keys = new TreeSet<>(expected.texts.keySet());
    keys.addAll(actual.texts.keySet());
    for (String key : keys) {
      Standing wanted = expected.texts.get(key);
      Standing got = actual.texts.get(key);
      String owner = key.substring(0, key.indexOf('\t'));
      String text = key.substring(key.indexOf('\t') + 1);
      if (got == null && wanted != null && wanted.longestMillis >= lasting) {
        partings.add(new Parting(wanted.firstMillis, "texts of " + owner, text, "never said"));
      } else if (wanted == null && got != null && got.longestMillis >= lasting) {
        partings.add(new Parting(got.firstMillis, "texts of " + owner, "never said", text));
      }
    }
  }
}
