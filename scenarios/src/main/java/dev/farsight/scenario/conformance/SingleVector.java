package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.cycle.Evaluation;
import dev.farsight.sim.process.scheduler.cycle.NodeScores;
import dev.farsight.sim.process.scheduler.cycle.SchedulingAlgorithm;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Answers a recorded single scheduling attempt. */
final class SingleVector {

  private final CycleWorld world;
  private final SchedulingAlgorithm algorithm;

  private SingleVector(JsonNode vector) {
    this.world = new CycleWorld(vector);
    this.algorithm = world.algorithm();
  }

  /** Returns what this simulator expects of the vector, in the recording's form. */
  static ObjectNode answer(JsonNode vector) {
    return new SingleVector(vector).attempt(vector.path("pod"));
  }

  private ObjectNode attempt(JsonNode json) {
    Pod pod = world.pod(json);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    Status gate = algorithm.gate(pod);
    if (gate != null) {
      answer.putObject("gated").put("plugin", gate.plugin()).put("message", gate.message());
    }
    ObjectNode filter = answer.putObject("filter");
    ArrayNode feasible = answer.putArray("feasible");
    ObjectNode scores = answer.putObject("scores");
    ArrayNode best = answer.putArray("best");
    answer.putNull("message");
    ArrayNode plugins = answer.putArray("unschedulablePlugins");
    answer.putNull("preemption");
    if (gate != null) {
      return answer;
    }
    if (!world.cluster().nodes().isEmpty()) {
      evaluate(pod, filter, feasible, scores, best);
    }
    Attempt attempt = algorithm.schedule(pod);
    attempt.unschedulablePlugins().forEach(plugins::add);
    if (attempt.node() == null) {
      answer.put("message", attempt.message());
      if (!attempt.eventMessage().equals(attempt.message())) {
        answer.put("eventMessage", attempt.eventMessage());
      }
      answer.set("preemption", CycleWorld.preemption(attempt));
    }
    return answer;
  }

  private void evaluate(
      Pod pod, ObjectNode filter, ArrayNode feasible, ObjectNode scores, ArrayNode best) {
    CycleState state = new CycleState();
    Evaluation evaluation = algorithm.evaluate(state, new PodInfo(pod));
    TreeSet<String> names = new TreeSet<>();
    evaluation.feasible().forEach(node -> names.add(node.name()));
    names.forEach(feasible::add);
    for (NodeInfo node : world.cluster().nodes()) {
      Status status = evaluation.statuses().get(node);
      boolean told =
          evaluation.statuses().explicit().containsKey(node.name()) || !status.reasons().isEmpty();
      if (told && !names.contains(node.name())) {
        ObjectNode entry = filter.putObject(node.name());
        entry.put("plugin", status.plugin()).put("code", status.code().text());
        List<String> reasons = new ArrayList<>(status.reasons());
        Collections.sort(reasons);
        ArrayNode list = entry.putArray("reasons");
        reasons.forEach(list::add);
      }
    }
    if (names.isEmpty()) {
      return;
    }
    List<NodeScores> all = algorithm.score(state, pod, evaluation.feasible());
    for (NodeScores each : all) {
      ObjectNode entry = scores.putObject(each.node());
      each.byPlugin().forEach(entry::put);
      entry.put("total", each.total());
    }
    SchedulingAlgorithm.best(all).forEach(best::add);
  }
}
