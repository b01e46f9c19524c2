package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.queue.QueuedPodInfo;
import dev.farsight.sim.process.scheduler.queue.SchedulingQueue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the state of a scheduling queue as the recorded vectors do. */
final class QueueState {

  private QueueState() {}

  /** Returns the state as JSON. */
  static ObjectNode of(SchedulingQueue queue, long nowNanos, @Nullable String popped) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("t", seconds(nowNanos));
    if (popped != null) {
      state.put("popped", popped);
    }
    ArrayNode active = state.putArray("active");
    queue.activePods().forEach(pod -> active.add(pod.key()));
    ArrayNode backoff = state.putArray("backoff");
    for (QueuedPodInfo pod : queue.backoffPods()) {
      ObjectNode entry = backoff.addObject().put("pod", pod.key());
      entry.put("until", seconds(queue.backoffTimeNanos(pod)));
      if (queue.isErrorBackoff(pod.key())) {
        entry.put("error", true);
      }
    }
    addWaiting(state, queue);
    ArrayNode inFlight = state.putArray("inFlight");
    queue.inFlightPods().stream().map(Pod::key).sorted().forEach(inFlight::add);
    if (!queue.nominatedPods().isEmpty()) {
      ObjectNode nominated = state.putObject("nominated");
      queue
          .nominatedPods()
          .forEach(
              (node, pods) -> {
                ArrayNode names = nominated.putArray(node);
                pods.stream().map(Pod::key).sorted().forEach(names::add);
              });
    }
    return state;
  }

  private static void addWaiting(ObjectNode state, SchedulingQueue queue) {
    List<QueuedPodInfo> waiting = new ArrayList<>(queue.unschedulablePods());
    waiting.sort(Comparator.comparing(QueuedPodInfo::key));
    ArrayNode unschedulable = state.putArray("unschedulable");
    ArrayNode gated = JsonNodeFactory.instance.arrayNode();
    for (QueuedPodInfo pod : waiting) {
      if (pod.isGated()) {
        gated.addObject().put("pod", pod.key()).put("plugin", pod.gatingPlugin());
      } else {
        ObjectNode entry = unschedulable.addObject().put("pod", pod.key());
        ArrayNode plugins = entry.putArray("plugins");
        pod.unschedulablePlugins().forEach(plugins::add);
        entry.put("since", seconds(pod.timestampNanos()));
      }
    }
    if (!gated.isEmpty()) {
      state.set("gated", gated);
    }
  }

  /** Returns seconds with milliseconds, without trailing zeros. */
  static BigDecimal seconds(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos / 1_000_000, 3).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
