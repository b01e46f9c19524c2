package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.scheduler.CycleOutcome;
import dev.farsight.sim.process.scheduler.Scheduler.Attempt;
import dev.farsight.sim.process.scheduler.SchedulerApi;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Plays a recorded trace: the queue and scheduling attempts together, over time. */
final class TraceVector {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long ATTEMPT_NANOS = 10_000_000L;

  /** A victim and the time at which it goes. */
  private record Eviction(long atNanos, Pod victim) {}

  private final VectorWorld world;
  private final JsonNode vector;
  private final ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
  private final Deque<Eviction> evictions = new ArrayDeque<>();
  private @Nullable Attempt running;
  private long attemptEndsNanos = Long.MAX_VALUE;
  private int nextStep;

  private TraceVector(JsonNode vector) {
    this.vector = vector;
    this.world = new VectorWorld(vector, new TraceApi());
  }

  /** Returns what Farsight answers, in the form of the vector's {@code expect}. */
  static JsonNode answer(JsonNode vector) {
    return new TraceVector(vector).play();
  }

  private JsonNode play() {
    long until = QueueVector.nanos(vector.path("until").asText());
    world.addAll(vector.path("objects"));
    popIfIdle();
    while (true) {
      long next = nextTime();
      if (next > until) {
        break;
      }
      world.setNow(next);
      happen(next);
    }
    world.setNow(until);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("attempts", attempts);
    answer.set("end", QueueState.of(world.scheduler().queue(), until, null));
    return answer;
  }

  private long nextTime() {
    long now = world.nowNanos();
    long next = Math.floorDiv(now, SECOND_NANOS) * SECOND_NANOS + SECOND_NANOS;
    next = Math.min(next, attemptEndsNanos);
    if (!evictions.isEmpty()) {
      next = Math.min(next, evictions.getFirst().atNanos());
    }
    return Math.min(next, stepTime());
  }

  private long stepTime() {
    JsonNode step = vector.path("steps").get(nextStep);
    return step == null ? Long.MAX_VALUE : QueueVector.nanos(step.path("at").asText());
  }

  /** What happens at one instant: flushes, the attempt's end, deletions, events, the next pop. */
  private void happen(long now) {
    if (now % SECOND_NANOS == 0) {
      world.flush();
    }
    Attempt ending = running;
    if (now == attemptEndsNanos && ending != null) {
      running = null;
      attemptEndsNanos = Long.MAX_VALUE;
      record(ending);
      world.scheduler().endAttempt(ending);
    }
    while (!evictions.isEmpty() && evictions.getFirst().atNanos() <= now) {
      world.delete(evictions.removeFirst().victim());
    }
    while (stepTime() <= now) {
      JsonNode step = vector.path("steps").get(nextStep++);
      world.event(step.path("event").asText(), step.path("object"));
    }
    popIfIdle();
  }

  private void popIfIdle() {
    if (running == null) {
      running = world.scheduler().beginAttempt();
      attemptEndsNanos = running == null ? Long.MAX_VALUE : world.nowNanos() + ATTEMPT_NANOS;
    }
  }

  private void record(Attempt attempt) {
    ObjectNode entry = attempts.addObject();
    entry.put("t", QueueState.seconds(world.nowNanos()));
    entry.put("pod", attempt.pod().key());
    CycleOutcome.Failure failure = attempt.outcome().failure();
    if (failure == null) {
      entry.put("node", attempt.outcome().node());
      ArrayNode best = entry.putArray("best");
      attempt.outcome().best().forEach(best::add);
      return;
    }
    entry.put("message", failure.message());
    if (!failure.victims().isEmpty()) {
      ObjectNode preemption = entry.putObject("preemption");
      preemption.put("nominatedNode", failure.nominatingInfo().nominatedNodeName());
      ArrayNode victims = preemption.putArray("victims");
      failure.victims().forEach(victim -> victims.add(victim.key()));
      preemption.put("pdbViolations", failure.pdbViolationCount());
    }
  }

  /** The API of the recordings: bindings and nominations come back at once. */
  private final class TraceApi implements SchedulerApi {

    @Override
    public void bind(Pod assumed) {
      Pod pod = world.pod(assumed.key());
      if (pod != null) {
        world.put(
            pod.withSpec(pod.spec().withNodeName(assumed.spec().nodeName()))
                .withStatus(
                    pod.status()
                        .withPhase("Running")
                        .withStartTime(new Timestamp(world.nowNanos()))));
      }
    }

    @Override
    public void patchFailure(
        Pod seen, String reason, String message, NominatingInfo nominatingInfo) {
      Pod pod = world.pod(seen.key());
      if (pod == null || !nominatingInfo.override()) {
        return;
      }
      String before = pod.status().nominatedNodeName();
      String wanted = nominatingInfo.nominatedNodeName();
      if (!wanted.equals(before == null ? "" : before)) {
        world.put(
            pod.withStatus(pod.status().withNominatedNodeName(wanted.isEmpty() ? null : wanted)));
      }
    }

    /**
     * The recordings' API client refuses this call, and the scheduler then retries the preemptor.
     */
    @Override
    public boolean clearNomination(Pod pod) {
      return false;
    }

    @Override
    public void deleteVictim(Pod preemptor, Pod victim, String nodeName, boolean afterOthers) {
      evictions.add(new Eviction(world.nowNanos() + SECOND_NANOS, victim));
    }

    @Override
    public void event(Pod pod, String type, String reason, String note) {}
  }
}
