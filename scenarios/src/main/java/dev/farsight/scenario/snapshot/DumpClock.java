package dev.farsight.scenario.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.text.Document;
import dev.farsight.sim.kube.KubernetesVersion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a dump was taken, at the newest instant that any of its objects mentions as past,
 * and which version its nodes run.
 *
 * <p>Of metadata only that of objects which an API server has stored counts (they have a uid); a
 * time in a manifest that somebody wrote says nothing. Events, Leases and times of a status are
 * never written by hand. Nodes report every five minutes and events are younger still, so the
 * answer is seldom more than minutes early.
 */
final class DumpClock {

  /** Fields that hold an instant of the past wherever they stand. */
  private static final Set<String> PAST =
      Set.of(
          "creationTimestamp",
          "lastTransitionTime",
          "lastUpdateTime",
          "lastHeartbeatTime",
          "lastProbeTime",
          "startTime",
          "startedAt",
          "finishedAt",
          "completionTime",
          "firstTimestamp",
          "lastTimestamp",
          "eventTime",
          "lastObservedTime",
          "renewTime",
          "lastScheduleTime",
          "lastSuccessfulTime",
          "lastScaleTime",
          "time");

  /** Annotation of snapshots that tells when their dump was taken. */
  static final String DUMPED_AT = "farsight.dev/dumped-at";

  private static final Set<String> ALL_IN_PLACE = Set.of("Event", "Lease");

  private @Nullable Instant newest;
  private @Nullable KubernetesVersion newestKubelet;

  /** Looks at a document, of which nothing is kept. */
  void look(Document document) {
    look(document.root(), "");
  }

  private void look(JsonNode node, String kindOfItems) {
    String kind = node.path("kind").asText(kindOfItems);
    if (node.isArray()) {
      node.forEach(item -> look(item, kindOfItems));
    } else if (node.path("items").isArray()) {
      String ofItems = Document.kindOfItems(node);
      node.get("items").forEach(item -> look(item, ofItems));
      newest = later(newest, parse(node.path("metadata").path("annotations").path(DUMPED_AT)));
    } else if (!kind.isEmpty()) {
      newest = later(newest, newestOfObject(node, ALL_IN_PLACE.contains(kind)));
      if (kind.equals("Node")) {
        kubelet(node.path("status").path("nodeInfo").path("kubeletVersion").asText());
      }
    }
  }

  private void kubelet(String text) {
    KubernetesVersion version = KubernetesVersion.tryParse(text);
    KubernetesVersion known = newestKubelet;
    if (version != null && (known == null || version.compareTo(known) > 0)) {
      newestKubelet = version;
    }
  }

  /** Returns the second in which the dump was taken, or null if nothing came from a cluster. */
  @Nullable Instant instant() {
    return newest == null ? null : Instant.ofEpochSecond(newest.getEpochSecond());
  }

  /** Returns the newest version of a kubelet, or null if no node told. */
  @Nullable KubernetesVersion kubeletVersion() {
    return newestKubelet;
  }

  private static @Nullable Instant newestOfObject(JsonNode object, boolean everywhere) {
    boolean stored = everywhere || object.path("metadata").path("uid").isTextual();
    Instant newest = null;
    Deque<JsonNode> open = new ArrayDeque<>();
    for (Map.Entry<String, JsonNode> part : object.properties()) {
      if (everywhere && PAST.contains(part.getKey())) {
        newest = later(newest, parse(part.getValue()));
      } else if (everywhere
          || part.getKey().equals("status")
          || (stored && part.getKey().equals("metadata"))) {
        open.push(part.getValue());
      }
    }
    while (!open.isEmpty()) {
      JsonNode node = open.pop();
      if (node.isArray()) {
        node.forEach(open::push);
        continue;
      }
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (field.getValue().isContainerNode()) {
          open.push(field.getValue());
        } else if (PAST.contains(field.getKey())) {
          newest = later(newest, parse(field.getValue()));
        }
      }
    }
    return newest;
  }

  private static @Nullable Instant parse(JsonNode value) {
    if (!value.isTextual()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.textValue()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.isAfter(one) ? other : one;
  }
}
