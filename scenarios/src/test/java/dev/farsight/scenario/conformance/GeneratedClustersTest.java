package dev.farsight.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must hold of every decision of the scheduler, whatever the cluster. */
class GeneratedClustersTest {

  private static final int CLUSTERS = 400;
  private static final int PODS = 8;

  @Test
  void noPlacementTakesMoreThanIsLeft() {
    int placed = 0;
    for (long seed = 0; seed < CLUSTERS; seed++) {
      JsonNode vector = GeneratedClusters.sequence(seed, PODS);
      CycleWorld world = new CycleWorld(vector);
      for (JsonNode json : vector.path("pods")) {
        Pod pod = world.pod(json);
        Attempt attempt = world.algorithm().schedule(pod);
        String node = attempt.node();
        if (node != null) {
          Pod bound = pod.withSpec(pod.spec().withNodeName(node));
          world.cluster().addPod(bound);
          assertThat(overdrawn(world.cluster().node(node), new PodInfo(bound)))
              .as("cluster %d, %s on %s", seed, pod.key(), node)
              .isEmpty();
          placed++;
        }
      }
      assertThat(podsBoundTwice(world.cluster())).as("cluster %d", seed).isEmpty();
    }
    assertThat(placed).as("most pods fit somewhere").isGreaterThan(CLUSTERS);
  }

  /** Returns the resources of which a pod asked for some and its node has less than nothing now. */
  private static List<String> overdrawn(@Nullable NodeInfo node, PodInfo pod) {
    if (node == null) {
      return List.of("no such node");
    }
    List<String> overdrawn = new ArrayList<>();
    if (node.pods().size() > node.allocatable().allowedPodNumber()) {
      overdrawn.add("pods");
    }
    if (pod.requests().milliCpu() > 0
        && node.requested().milliCpu() > node.allocatable().milliCpu()) {
      overdrawn.add("cpu");
    }
    if (pod.requests().memoryBytes() > 0
        && node.requested().memoryBytes() > node.allocatable().memoryBytes()) {
      overdrawn.add("memory");
    }
    return overdrawn;
  }

  private static List<String> podsBoundTwice(ClusterSnapshot cluster) {
    Set<String> seen = new TreeSet<>();
    List<String> twice = new ArrayList<>();
    for (NodeInfo node : cluster.nodes()) {
      for (PodInfo pod : node.pods()) {
        if (!seen.add(pod.pod().key())) {
          twice.add(pod.pod().key());
        }
      }
    }
    return twice;
  }

  @Test
  void answersFollowFromTheClusterAlone() {
    LongStream.range(0, 100)
        .forEach(
            seed ->
                assertThat(SingleVector.answer(GeneratedClusters.attempt(seed)))
                    .isEqualTo(SingleVector.answer(GeneratedClusters.attempt(seed))));
  }

  @Test
  void askingOnceForNodesThatAreAlikeDecidesTheSameInTenThousandClusters() {
    LongStream.range(0, 10_000)
        .forEach(seed -> assertBothWaysAgree(GeneratedClusters.attempt(seed), "pod"));
  }

  @ParameterizedTest
  @CsvSource({"single, pod", "sequence, pods"})
  void askingOnceForNodesThatAreAlikeDecidesTheSameInEveryRecording(String kind, String field)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (Stream<Path> files =
        Files.list(Path.of("src/test/resources/conformance/scheduler").resolve(kind))) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          assertBothWaysAgree(mapper.readTree(line), field);
        }
      }
    }
  }

  /** Schedules the pods of a field, bound one after the other, in both ways. */
  private static void assertBothWaysAgree(JsonNode vector, String field) {
    CycleWorld fast = new CycleWorld(vector);
    CycleWorld plain = new CycleWorld(vector);
    plain.algorithm().askAboutEveryNode();
    JsonNode pods = vector.path(field);
    for (JsonNode json : pods.isArray() ? pods : List.of(pods)) {
      Pod pod = fast.pod(json);
      plain.pod(json);
      Attempt attempt = fast.algorithm().schedule(pod);
      assertThat(attempt)
          .as("%s, %s", vector.path("id").asText(), pod.key())
          .isEqualTo(plain.algorithm().schedule(pod));
      String node = attempt.node();
      if (node != null) {
        Pod bound = pod.withSpec(pod.spec().withNodeName(node));
        fast.cluster().addPod(bound);
        plain.cluster().addPod(bound);
      }
    }
  }
}
