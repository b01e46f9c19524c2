package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import org.jspecify.annotations.Nullable;

/** Answers a recorded sequence of pods, each bound before the next attempt. */
final class SequenceVector {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final CycleWorld world;
  private final ArrayNode answer = JsonNodeFactory.instance.arrayNode();

  private SequenceVector(JsonNode vector) {
    this.world = new CycleWorld(vector);
  }

  /** Returns what this simulator expects of the vector, in the recording's form. */
  static ArrayNode answer(JsonNode vector) {
    SequenceVector sequence = new SequenceVector(vector);
    for (JsonNode json : vector.path("pods")) {
      Pod pod = sequence.world.pod(json);
      while (pod != null) {
        pod = sequence.attempt(pod);
      }
    }
    return sequence.answer;
  }

  /** Tries a pod; returns it with its nomination if it is to be tried again, else null. */
  private @Nullable Pod attempt(Pod pod) {
    Attempt attempt = world.algorithm().schedule(pod);
    ObjectNode entry = answer.addObject().put("pod", pod.key());
    String node = attempt.node();
    if (node != null) {
      entry.put("node", node);
      ArrayNode best = entry.putArray("best");
      attempt.best().forEach(best::add);
      Timestamp started = new Timestamp(answer.size() * SECOND_NANOS);
      world
          .cluster()
          .addPod(
              pod.withSpec(pod.spec().withNodeName(node))
                  .withStatus(pod.status().withPhase("Running").withStartTime(started)));
      return null;
    }
    entry.put("message", attempt.message());
    if (attempt.victims().isEmpty()) {
      return null;
    }
    entry.set("preemption", CycleWorld.preemption(attempt));
    attempt.victims().forEach(world.cluster()::removePod);
    return pod.withStatus(pod.status().withNominatedNodeName(attempt.nominatedNode()));
  }
}
