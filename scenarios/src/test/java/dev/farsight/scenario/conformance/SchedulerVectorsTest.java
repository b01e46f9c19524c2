package dev.farsight.scenario.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded scripts of kube-scheduler v1.36.3's queue and traces of queue and cycles together. */
class SchedulerVectorsTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static Stream<Arguments> queue() {
    return Stream.of(
            "Backoff",
            "Flush",
            "Gates",
            "Hints",
            "InFlight",
            "Nominated",
            "Order",
            "Random",
            "Update")
        .flatMap(family -> vectors("queue/" + family));
  }

  static Stream<Arguments> trace() {
    return Stream.of("Fargate", "Mixed", "Preemption")
        .flatMap(family -> vectors("trace/" + family));
  }

  private static Stream<Arguments> vectors(String name) {
    String path = "/conformance/scheduler/" + name + ".ndjson";
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(SchedulerVectorsTest.class.getResourceAsStream(path)),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(SchedulerVectorsTest::parse)
          .map(vector -> Arguments.of(vector.path("id").asText(), vector))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the plugins of the default profile that register for events. */
  private static Set<String> plugins() {
    return SchedulingProfile.defaultOf(KubernetesVersion.ofMinor(36), 100)
        .on(new ClusterSnapshot(), TieBreak.FIRST, count -> 0)
        .enqueueExtensions()
        .stream()
        .map(EnqueueExtensions::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queue")
  void queueAgreesWithTheRecording(String id, JsonNode vector) {
    for (JsonNode plugin : vector.findValues("plugins")) {
      plugin.forEach(name -> assumeThat(plugins()).contains(name.asText()));
    }
    compare(id, vector.path("expect"), QueueVector.answer(vector));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trace")
  void traceAgreesWithTheRecording(String id, JsonNode vector) {
    if (!vector.path("family").asText().equals("Fargate")) {
      assumeThat(plugins()).contains("InterPodAffinity", "PodTopologySpread");
    }
    JsonNode expected = vector.path("expect");
    JsonNode actual = TraceVector.answer(vector);
    compare(id, expected.path("attempts"), actual.path("attempts"));
    assertThat(same(expected.path("end"), actual.path("end")))
        .as("%s end: expected %s, got %s", id, expected.path("end"), actual.path("end"))
        .isTrue();
  }

  private static void compare(String id, JsonNode expected, JsonNode actual) {
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      assertThat(same(expected.path(i), actual.path(i)))
          .as("%s [%d]: expected %s, got %s", id, i, expected.path(i), actual.path(i))
          .isTrue();
    }
  }

  /** Numbers are equal by value: 4 and 4.0 are the same. */
  private static boolean same(JsonNode expected, JsonNode actual) {
    Comparator<JsonNode> byValue =
        (one, other) ->
            one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    return expected.equals(byValue, actual);
  }
}
