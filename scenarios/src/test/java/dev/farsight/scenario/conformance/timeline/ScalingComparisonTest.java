package dev.farsight.scenario.conformance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.conformance.CaseOutcome;
import dev.farsight.scenario.conformance.CaseOutcome.Difference;
import dev.farsight.scenario.conformance.Recording;
import dev.farsight.scenario.conformance.Recordings;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of scaling that differs by more than its tolerances allow is told. */
class ScalingComparisonTest {

  private static final Path SOURCE =
      Path.of("src/test/resources/conformance/timelines/keda-scaling");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** Plays a recording whose answer is its own, but for what is changed. */
  private List<String> differences(String name, UnaryOperator<@Nullable ObjectNode> change)
      throws IOException {
    Path source = SOURCE.resolve(name);
    for (String file : List.of("scenario.yaml", "summary.json")) {
      Files.write(folder.resolve(file), Files.readAllBytes(source.resolve(file)));
    }
    List<String> lines = new ArrayList<>();
    for (String line : play(source).answer().split("\n")) {
      ObjectNode changed = change.apply((ObjectNode) JSON.readTree(line));
      if (changed != null) {
        lines.add(changed.toString());
      }
    }
    Files.write(folder.resolve("timeline.ndjson"), lines);
    return play(folder).differences().stream().map(Difference::field).toList();
  }

  private static CaseOutcome play(Path path) {
    Issues issues = new Issues();
    List<Recording> found =
        new Recordings(List.of(new TimelineFolders()), issues).below(List.of(path));
    assertThat(issues.sorted()).isEmpty();
    return found.get(0).cases().get(0).play();
  }

  private static boolean is(JsonNode line, String kind, long fromMillis) {
    return Story.isOf(line, kind) && Story.time(line) >= fromMillis;
  }

  private static ObjectNode later(ObjectNode line, long millis) {
    return line.put("t", Story.time(line) + millis);
  }

  @Test
  void answerAgreesWithItself() throws IOException {
    assertThat(differences("k42-fallback", line -> line)).isEmpty();
  }

  @Test
  void pollOutOfPhaseIsTold() throws IOException {
    assertThat(
            differences(
                "k01-zero-up-zero-p10-c60",
                line -> is(line, "load.read", 200_000) ? later(line, 150) : line))
        .anyMatch(field -> field.contains("polls of"));
  }

  @Test
  void operatorsStepLongAfterItsPollIsTold() throws IOException {
    assertThat(
            differences(
                "k01-zero-up-zero-p10-c60",
                line -> is(line, "scale", 400_000) ? later(line, 400) : line))
        .singleElement()
        .asString()
        .contains("sizes of");
  }

  @Test
  void autoscalersStepOffItsSyncIsTold() throws IOException {
    assertThat(
            differences("k10-min1", line -> is(line, "scale", 480_000) ? later(line, 1_500) : line))
        .singleElement()
        .asString()
        .contains("sizes of");
  }

  @Test
  void missingReadIsTold() throws IOException {
    assertThat(
            differences(
                "k10-min1",
                line ->
                    is(line, "metric.read", 200_000) && Story.time(line) < 215_000 ? null : line))
        .singleElement()
        .asString()
        .contains("reads of");
  }

  @Test
  void otherStateOfAScaledObjectIsTold() throws IOException {
    assertThat(
            differences(
                "k42-fallback",
                line -> {
                  JsonNode health = line.path("health").path("s0-metric-api-value");
                  if (health instanceof ObjectNode counted && is(line, "scaledobject", 150_000)) {
                    counted.put("numberOfFailures", counted.path("numberOfFailures").asInt() + 1);
                  }
                  if (is(line, "scaledobject", 360_000)) {
                    line.put("lastActiveMs", line.path("lastActiveMs").asLong() - 2_000);
                  }
                  return line;
                }))
        .anyMatch(field -> field.contains("health of"))
        .anyMatch(field -> field.contains("lastActiveTime of"));
  }

  @Test
  void eventThatIsBegunAnewOnceLessIsTold() throws IOException {
    assertThat(
            differences(
                "k41-one-of-two-failing",
                line ->
                    is(line, "event", 165_000) && line.path("kind").asText().equals("ScaledObject")
                        ? null
                        : line))
        .anyMatch(field -> field.contains("events keda-operator Warning KEDAScalerFailed"));
  }

  @Test
  void otherValueOfAMetricIsTold() throws IOException {
    assertThat(
            differences(
                "k10-min1",
                line -> {
                  if (is(line, "hpa", 100_000) && line.has("metrics")) {
                    line.putArray("metrics").add("avg 7");
                  }
                  return line;
                }))
        .anyMatch(field -> field.contains("metrics of"));
  }

  @Test
  void jobsOfAnotherPollAreTold() throws IOException {
    assertThat(
            differences(
                "k80-jobs-default",
                line ->
                    is(line, "job", 52_000) && Story.time(line) < 53_000 ? later(line, 900) : line))
        .anyMatch(field -> field.contains("Jobs created of"));
  }
}
