package dev.farsight.scenario.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a run has come to rest, no pod waits that a node would take. */
class QuiescenceTest {

  private static final int CLUSTERS = 60;
  private static final int PODS = 12;

  private static final String SCENARIO =
      """
      apiVersion: farsight.dev/v1alpha1
      kind: Scenario
      spec:
        cluster: {kubernetesVersion: "1.36"}
        timeline:
          - {at: 0s, apply: [cluster.json]}
          - {at: 1s, apply: [pods.json]}
      """;

  @Test
  void podThatFitsSomewhereIsNeverLeftPending() {
    int waiting = 0;
    int placed = 0;
    for (long seed = 0; seed < CLUSTERS; seed++) {
      ObjectNode vector = GeneratedClusters.sequence(seed, PODS);
      RunResult run = run(vector);
      for (PodOutcome pod : run.pods()) {
        if (pod.state() == PodState.PENDING) {
          assertThat(feasible(vector, run, pod))
              .as("cluster %d, %s: %s", seed, pod.key(), pod.message())
              .isEmpty();
          waiting++;
        } else if (pod.name().startsWith("pod-")) {
          placed++;
        }
      }
    }
    assertThat(waiting).as("some pods fit nowhere").isPositive();
    assertThat(placed).as("some pods fit somewhere").isPositive();
  }

  private static RunResult run(ObjectNode vector) {
    Map<String, JsonNode> texts = new LinkedHashMap<>();
    texts.put("cluster.json", vector.path("objects"));
    texts.put("pods.json", vector.path("pods"));
    ScenarioSource source =
        new ScenarioSource(
            "generated.yaml",
            SCENARIO.getBytes(StandardCharsets.UTF_8),
            name ->
                List.of(
                    new FileSource.SourceFile(
                        name,
                        requireNonNull(texts.get(name))
                            .toString()
                            .getBytes(StandardCharsets.UTF_8))));
    Issues issues = new Issues();
    ResolvedScenario scenario = ScenarioResolver.resolve(source, List.of(), issues);
    if (scenario == null) {
      throw new AssertionError(issues.sorted().toString());
    }
    return new Experiment(scenario.with(1, 1), 1, Progress.NONE).run().replications().get(0);
  }

  /** Returns the nodes on which a waiting pod would run, given where all others ended. */
  private static List<String> feasible(ObjectNode vector, RunResult run, PodOutcome waiting) {
    Map<String, JsonNode> written = new LinkedHashMap<>();
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    for (JsonNode object : vector.path("objects")) {
      if (object.path("kind").asText().equals("Pod")) {
        written.put(keyOf(object), object);
      } else {
        objects.add(object);
      }
    }
    vector.path("pods").forEach(pod -> written.put(keyOf(pod), pod));
    for (PodOutcome pod : run.pods()) {
      if (pod.node() != null && pod.state() != PodState.DELETED) {
        ObjectNode bound = requireNonNull(written.get(pod.key())).deepCopy();
        ((ObjectNode) bound.path("spec")).put("nodeName", pod.node());
        objects.add(bound);
      }
    }
    ObjectNode question = vector.deepCopy();
    question.set("objects", objects);
    question.set("pod", requireNonNull(written.get(waiting.key())));
    List<String> nodes = new ArrayList<>();
    SingleVector.answer(question).path("feasible").forEach(node -> nodes.add(node.asText()));
    return nodes;
  }

  private static String keyOf(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    return metadata.path("namespace").asText("default") + "/" + metadata.path("name").asText();
  }
}
