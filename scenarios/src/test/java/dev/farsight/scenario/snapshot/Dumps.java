package dev.farsight.scenario.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.LiveCluster;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Dumps in the form in which {@code kubectl get -A -o json} prints them; all were taken at
 * 2026-03-02T12:00:00Z. They were composed for these tests.
 */
final class Dumps {

  /** A Fargate-only cluster: KEDA without a profile, and pods that cannot be launched. */
  static final String FARGATE_ONLY = "fargate-only.json";

  /** The profiles of that cluster. */
  static final String PROFILES = "fargate-only-profiles.json";

  /** Two EC2 nodes with one workload of each kind, a roll-out that does not get on, and a Job. */
  static final String EC2 = "ec2.json";

  private Dumps() {}

  static byte[] read(String name) {
    try (InputStream stream = Dumps.class.getResourceAsStream("/dumps/" + name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a dump as if some kinds had not been asked for. */
  static byte[] without(String name, String... kinds) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode list = (ObjectNode) mapper.readTree(read(name));
      ArrayNode items = (ArrayNode) list.get("items");
      items.removeIf(item -> Set.of(kinds).contains(item.get("kind").asText()));
      return mapper.writeValueAsBytes(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the Fargate-only cluster with another text in all events of fargate-scheduler. */
  static byte[] saying(String text) {
    return changed(
        item -> {
          if (item.path("source").path("component").asText().equals("fargate-scheduler")
              || item.path("reportingComponent").asText().equals("fargate-scheduler")) {
            item.put("message", text);
          }
        });
  }

  /** Returns the Fargate-only cluster with a change to each of its objects. */
  static byte[] changed(Consumer<ObjectNode> change) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      ObjectNode list = (ObjectNode) mapper.readTree(read(FARGATE_ONLY));
      list.get("items").forEach(item -> change.accept((ObjectNode) item));
      return mapper.writeValueAsBytes(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ResolvedScenario scenario(Issues issues, byte[]... files) {
    LiveCluster cluster = new LiveCluster("default", issues);
    TextLoader loader = new TextLoader(TextLimits.DEFAULT, issues);
    for (byte[] file : files) {
      loader.load("dump.json", file).forEach(cluster::read);
    }
    ResolvedScenario scenario = cluster.scenario();
    assertThat(scenario).as(IssueText.of(issues)).isNotNull();
    return scenario;
  }

  static RunResult run(byte[]... files) {
    return Simulation.run(scenario(new Issues(), files).spec(), 1);
  }

  static PodOutcome pod(RunResult run, String key) {
    return run.pods().stream().filter(pod -> pod.key().equals(key)).findFirst().orElseThrow();
  }
}
