package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.CycleOutcome;
import dev.farsight.sim.process.scheduler.Scheduler.Attempt;
import dev.farsight.sim.process.scheduler.SchedulerApi;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import dev.farsight.sim.process.scheduler.queue.QueuedPodInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays a recorded script of the scheduling queue. */
final class QueueVector {

  private static final long STEP_NANOS = 1_000_000L;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final VectorWorld world;
  private final JsonNode vector;
  private final Map<String, QueuedPodInfo> inFlight = new LinkedHashMap<>();

  private QueueVector(JsonNode vector) {
    this.vector = vector;
    this.world = new VectorWorld(vector, new SilentApi());
  }

  /** Returns what Farsight answers, in the form of the vector's {@code expect}. */
  static JsonNode answer(JsonNode vector) {
    return new QueueVector(vector).play();
  }

  private JsonNode play() {
    world.addAll(vector.path("objects"));
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode step : vector.path("steps")) {
      boolean advance = step.path("do").asText().equals("advance");
      long until = advance ? nanos(step.path("to").asText()) : world.nowNanos() + STEP_NANOS;
      advance(until);
      String popped = advance ? null : act(step);
      answers.add(QueueState.of(world.scheduler().queue(), world.nowNanos(), popped));
    }
    return answers;
  }

  private void advance(long until) {
    long tick = Math.floorDiv(world.nowNanos(), SECOND_NANOS) * SECOND_NANOS + SECOND_NANOS;
    for (; tick <= until; tick += SECOND_NANOS) {
      world.setNow(tick);
      world.flush();
    }
    world.setNow(until);
  }

  private @Nullable String act(JsonNode step) {
    switch (step.path("do").asText()) {
      case "add" -> world.add(step.path("pod"));
      case "event" -> world.event(step.path("event").asText(), step.path("object"));
      case "fail" -> fail(step);
      case "error" ->
          end(
              step.path("pod").asText(),
              CycleOutcome.failed(failure("error", false, List.of(), NominatingInfo.CLEAR)));
      case "bind" -> bind(step.path("pod").asText(), step.path("node").asText());
      case "pop" -> {
        return pop();
      }
      default -> throw new IllegalArgumentException("step " + step.path("do"));
    }
    return null;
  }

  private String pop() {
    QueuedPodInfo popped = world.scheduler().queue().pop();
    if (popped == null) {
      return "";
    }
    inFlight.put(popped.key(), popped);
    return popped.key();
  }

  private void fail(JsonNode step) {
    List<String> plugins = new ArrayList<>();
    step.path("plugins").forEach(plugin -> plugins.add(plugin.asText()));
    NominatingInfo nomination =
        step.has("nominate")
            ? NominatingInfo.to(step.path("nominate").asText())
            : NominatingInfo.CLEAR;
    end(
        step.path("pod").asText(),
        CycleOutcome.failed(failure("rejected", true, plugins, nomination)));
  }

  private static CycleOutcome.Failure failure(
      String message, boolean rejected, List<String> plugins, NominatingInfo nomination) {
    return new CycleOutcome.Failure(
        message, rejected, plugins, List.of(), nomination, List.of(), 0);
  }

  private void bind(String key, String node) {
    end(key, CycleOutcome.found(node, List.of(node)));
    Pod pod = world.pod(key);
    if (pod != null) {
      world.put(
          pod.withSpec(pod.spec().withNodeName(node))
              .withStatus(pod.status().withPhase("Running")));
    }
  }

  private void end(String key, CycleOutcome outcome) {
    QueuedPodInfo queued = inFlight.remove(key);
    if (queued == null) {
      throw new IllegalArgumentException("pod " + key + " is not in flight");
    }
    world.scheduler().endAttempt(new Attempt(queued, queued.pod(), outcome));
  }

  /** Returns the nanoseconds of a time such as {@code 12s} or {@code 12466ms}. */
  static long nanos(String text) {
    if (text.endsWith("ms")) {
      return Long.parseLong(text.substring(0, text.length() - 2)) * STEP_NANOS;
    }
    return Long.parseLong(text.substring(0, text.length() - 1)) * SECOND_NANOS;
  }

  /** Writes nothing: the script says itself what comes back. */
  private static final class SilentApi implements SchedulerApi {
    @Override
    public void bind(Pod assumed) {}

    @Override
    public void patchFailure(
        Pod pod, String reason, String message, NominatingInfo nominatingInfo) {}

    @Override
    public boolean clearNomination(Pod pod) {
      return true;
    }

    @Override
    public void deleteVictim(Pod preemptor, Pod victim, String nodeName, boolean afterOthers) {}

    @Override
    public void event(Pod pod, String type, String reason, String note) {}
  }
}
