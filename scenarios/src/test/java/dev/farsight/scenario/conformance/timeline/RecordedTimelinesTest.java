package dev.farsight.scenario.conformance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.conformance.CaseOutcome;
import dev.farsight.scenario.conformance.ConformanceRun;
import dev.farsight.scenario.conformance.Recording;
import dev.farsight.scenario.conformance.Recordings;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole control planes of Kubernetes v1.36.3, recorded second by second. */
class RecordedTimelinesTest {

  private static final Path TIMELINES = Path.of("src/test/resources/conformance/timelines");

  @TempDir private Path folder;

  /** A ratchet: no recording differs but those that are listed, and these only leave the list. */
  @Test
  void recordingsAgreeAndThoseThatDoNotYetAreListed() throws IOException {
    List<String> differ = new ArrayList<>();
    List<Recording> found = find(TIMELINES);
    new ConformanceRun(2)
        .play(
            found,
            (recording, outcomes) -> {
              for (CaseOutcome outcome : outcomes) {
                if (!outcome.passed()) {
                  differ.add(String.valueOf(recording.answers().getParent()).replace('\\', '/'));
                }
              }
            });
    assertThat(found).hasSize(110);
    assertThat(Files.readAllLines(TIMELINES.resolve("not-yet.txt"))).containsAll(differ);
  }

  @Test
  void answersReadAsARecordingAgreeWithThemselves() throws IOException {
    Path source = TIMELINES.resolve("controllers/job-simple");
    CaseOutcome first = find(source).get(0).cases().get(0).play();
    for (String name : List.of("scenario.yaml", "summary.json")) {
      Files.copy(source.resolve(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("timeline.ndjson"), first.answer());
    CaseOutcome second = find(folder).get(0).cases().get(0).play();
    assertThat(second.family()).isEqualTo("timelines/controllers");
    assertThat(second.differences()).isEmpty();
  }

  @Test
  void whatPartsFirstIsToldFirst() throws IOException {
    Path source = TIMELINES.resolve("controllers/job-simple");
    for (String name : List.of("scenario.yaml", "summary.json")) {
      Files.copy(source.resolve(name), folder.resolve(name));
    }
    try (Stream<String> lines = Files.lines(source.resolve("timeline.ndjson"))) {
      Files.write(
          folder.resolve("timeline.ndjson"),
          lines
              .map(line -> line.replace("\"schedulerName\":\"default-scheduler\"", "\"x\":1"))
              .filter(line -> !line.contains("\"ev\":\"pod.deleted\""))
              .filter(line -> !line.contains("\"ev\":\"pod.ready\""))
              .toList());
    }
    CaseOutcome outcome = find(folder).get(0).cases().get(0).play();
    assertThat(outcome.differences()).hasSizeGreaterThan(1);
    assertThat(outcome.differences().get(0).field()).contains("admission of the pods of");
    assertThat(outcome.differences().get(1).field()).contains("pod.ready of");
  }

  private static List<Recording> find(Path path) {
    Issues issues = new Issues();
    List<Recording> found =
        new Recordings(List.of(new TimelineFolders()), issues).below(List.of(path));
    assertThat(issues.sorted()).isEmpty();
    return found;
  }
}
