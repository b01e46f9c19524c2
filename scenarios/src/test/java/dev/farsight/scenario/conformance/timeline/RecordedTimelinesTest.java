package dev.farsight.scenario.conformance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole control planes of Kubernetes v1.36.3, recorded second by second. */
class RecordedTimelinesTest {

  private static final Path TIMELINES = Path.of("src/test/resources/conformance/timelines");

  private static final String FIDELITY_HEAD =
      """
      # How far the simulation is from a real control plane

      Generated from the recordings of Kubernetes v1.36.3 in the project
      (`scenarios/src/test/resources/conformance/timelines`): `RecordedTimelinesTest` plays each and
      fails if this page is not what came of it; `-Dwrite.docs=true` writes it anew.

      Error of a phase: distance in seconds, median / worst, between the k-th moment of an owner's pods
      (or of an autoscaler's decisions) in the recording and in the simulation, where both have as many.
      Recordings agree where everything is equal that their README names: counts, times within 2 s,
      states in quiet moments, texts, attempts, Events. Two recordings of the same scenario lie 0.1 s apart (median, at most
      1.2 s); the worst cases are those with a phase that is no input: the pod garbage collector's
      20 s, the node monitor's 5 s, flushes of the scheduler's queue 300 or 330 s apart.
      """;

  @TempDir private Path folder;

  private static final class Played {
    private final Map<String, String> firstParting = new TreeMap<>();
    private final Map<String, int[]> agreeOfAll = new TreeMap<>();
    private final Map<String, PhaseErrors> errors = new TreeMap<>();
  }

  private static Played played;

  @BeforeAll
  static void playAll() throws IOException {
    played = new Played();
    List<Recording> found = find(TIMELINES);
    assertThat(found).hasSize(110);
    new ConformanceRun(2)
        .play(found, (recording, outcomes) -> note(recording.answers(), outcomes.get(0)));
  }

  private static void note(Path answers, CaseOutcome outcome) throws IOException {
    String name = String.valueOf(answers.getParent()).replace('\\', '/');
    String group = name.substring(0, name.indexOf('/'));
    int[] counts = played.agreeOfAll.computeIfAbsent(group, key -> new int[2]);
    counts[0] += outcome.passed() ? 1 : 0;
    counts[1]++;
    if (!outcome.passed()) {
      String field = outcome.differences().get(0).field();
      played.firstParting.put(name, field.substring(field.indexOf(": ") + 2));
    }
    PhaseErrors errors = played.errors.computeIfAbsent(group, key -> new PhaseErrors());
    errors.add(
        story(Files.readAllLines(TIMELINES.resolve(answers))),
        story(outcome.answer().lines().toList()));
  }

  private static Story story(List<String> lines) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines) {
      nodes.add(mapper.readTree(line));
    }
    return new Story(nodes, 0);
  }

  /** Reads which recordings do not agree, and why: {@code group/name: reason}. */
  private static Map<String, String> notYet() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (String line : Files.readAllLines(TIMELINES.resolve("not-yet.txt"))) {
      int colon = line.indexOf(": ");
      reasons.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return reasons;
  }

  /** A ratchet: those that differ are listed, and whoever makes one agree takes it off the list. */
  @Test
  void recordingsAgreeButForThoseThatAreListed() throws IOException {
    assertThat(played.firstParting.keySet()).isEqualTo(notYet().keySet());
  }

  /** docs/fidelity.md is generated: -Dwrite.docs=true writes it. */
  @Test
  void howFarTheSimulationIsFromTheRecordingsIsDocumented() throws IOException {
    StringBuilder page = new StringBuilder(FIDELITY_HEAD);
    List<String> titles = new ArrayList<>();
    for (PhaseErrors.Phase phase : PhaseErrors.Phase.values()) {
      titles.add(phase.title());
    }
    page.append("\n| group | agree | ").append(String.join(" | ", titles)).append(" |\n");
    page.append("|---|---|").append("---|".repeat(titles.size())).append("\n");
    for (Map.Entry<String, PhaseErrors> group : played.errors.entrySet()) {
      int[] counts = Objects.requireNonNull(played.agreeOfAll.get(group.getKey()));
      page.append("| %s | %d of %d |".formatted(group.getKey(), counts[0], counts[1]));
      for (PhaseErrors.Phase phase : PhaseErrors.Phase.values()) {
        page.append(' ').append(group.getValue().cell(phase)).append(" |");
      }
      page.append('\n');
    }
    page.append("\n## Recordings that do not agree\n\n");
    page.append("| recording | first difference | why |\n|---|---|---|\n");
    Map<String, String> reasons = notYet();
    played.firstParting.forEach(
        (name, field) ->
            page.append("| %s | %s | %s |\n".formatted(name, field, reasons.get(name))));
    Path file = Path.of("../docs/fidelity.md");
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
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
