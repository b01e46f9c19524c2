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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
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

      How the recordings' table is read where it leaves a choice:

      - A change may come two seconds early or late, so figures of a quiet moment are looked for within
        two seconds of it, those of all objects at once; further inside a quiet stretch they are equal.
      - Steps of a burst may be merged. A Progressing condition whose reason depends on the steps before
        it may then differ, if it is the right one for the steps of its own story; and a Deployment's
        `ScalingReplicaSet` events are as many as the steps of their own story.
      - Events: the final count of each object's, or of each single Event, within 1; pods of one owner are alike.
      - Attempts: as many, two more or less where a node came or went in the owner's life, 10% where there was no node;
        flushes 300 to 330 s after the attempt before, later ones 300 or 330 s, at no given moment.
      - Moments that follow the phase of the pod garbage collector or of the node monitor: 40 s and 5 s more;
        whether a NotReady second is noticed at all (`TaintManagerEviction`) depends on that phase, too.
      """;

  private static final String HALVES_HEAD =
      """

      ## Those that the waits of kubelets and clients were read from, and the others

      How long a write of a kubelet and a call of the client take (`MeasuredControlPlane`) was read from one
      half of the recordings, those with an even CRC-32 of `group/name`; the others are a test of them.
      The other latencies were chosen with all recordings in view.
      """;

  @TempDir private Path folder;

  private static final class Played {
    private final Map<String, String> firstParting = new TreeMap<>();
    private final Map<String, int[]> agreeOfAll = new TreeMap<>();
    private final Map<String, PhaseErrors> errors = new TreeMap<>();
    private final Map<String, PhaseErrors> halves = new TreeMap<>();

    /** Answers of the Eviction API and of the webhook: those recorded, then those simulated. */
    private final Map<String, List<List<JsonNode>>> apiAnswers = new TreeMap<>();
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
    Story recorded = story(Files.readAllLines(TIMELINES.resolve(answers)));
    Story simulated = story(outcome.answer().lines().toList());
    List<List<JsonNode>> answered = List.of(apiAnswers(recorded), apiAnswers(simulated));
    if (!answered.get(0).isEmpty() || !answered.get(1).isEmpty()) {
      played.apiAnswers.put(name, answered);
    }
    played.errors.computeIfAbsent(group, key -> new PhaseErrors()).add(recorded, simulated);
    played.halves.computeIfAbsent(half(name), key -> new PhaseErrors()).add(recorded, simulated);
  }

  private static List<JsonNode> apiAnswers(Story story) {
    return story.lines().stream()
        .filter(line -> Story.isOf(line, "eviction") || Story.isOf(line, "webhook"))
        .toList();
  }

  private static String half(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % 2 == 0 ? "read from" : "the others";
  }

  private static Story story(List<String> lines) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines) {
      nodes.add(mapper.readTree(line));
    }
    return new Story(nodes, 0);
  }

  @Test
  void allRecordingsAgree() {
    assertThat(played.firstParting).isEmpty();
  }

  /** The recordings' table names neither; which of two equal pods is evicted first is open. */
  @Test
  void evictionApiAndWebhookAnswerAsRecorded() {
    assertThat(played.apiAnswers).containsKey("workloads/e12-pdb-evict").hasSizeGreaterThan(20);
    played.apiAnswers.forEach(
        (name, lines) -> {
          List<JsonNode> recorded = lines.get(0);
          List<JsonNode> simulated = lines.get(1);
          assertThat(simulated)
              .describedAs(name)
              .extracting(line -> Story.kind(line) + line.path("result") + line.path("status"))
              .containsExactlyElementsOf(
                  recorded.stream()
                      .map(line -> Story.kind(line) + line.path("result") + line.path("status"))
                      .toList());
          for (int i = 0; i < recorded.size(); i++) {
            assertThat(Story.time(simulated.get(i)))
                .describedAs(name)
                .isBetween(Story.time(recorded.get(i)) - 2000, Story.time(recorded.get(i)) + 2000);
          }
        });
  }

  /** docs/fidelity.md is generated: -Dwrite.docs=true writes it. */
  @Test
  void howFarTheSimulationIsFromTheRecordingsIsDocumented() throws IOException {
    StringBuilder page = new StringBuilder(FIDELITY_HEAD);
    page.append(heading("group | agree"));
    for (Map.Entry<String, PhaseErrors> group : played.errors.entrySet()) {
      int[] counts = Objects.requireNonNull(played.agreeOfAll.get(group.getKey()));
      page.append("| %s | %d of %d |".formatted(group.getKey(), counts[0], counts[1]));
      page.append(cells(group.getValue()));
    }
    page.append(HALVES_HEAD).append(heading("half"));
    played.halves.forEach(
        (half, errors) -> page.append("| %s |".formatted(half)).append(cells(errors)));
    Path file = Path.of("../docs/fidelity.md");
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(file, page);
    }
    assertThat(Files.readString(file)).isEqualTo(page.toString());
  }

  private static String heading(String first) {
    StringBuilder heading = new StringBuilder("\n| " + first + " |");
    for (PhaseErrors.Phase phase : PhaseErrors.Phase.values()) {
      heading.append(' ').append(phase.title()).append(" |");
    }
    long columns = heading.chars().filter(c -> c == '|').count() - 1;
    return heading.append("\n|").append("---|".repeat((int) columns)).append('\n').toString();
  }

  private static String cells(PhaseErrors errors) {
    StringBuilder cells = new StringBuilder();
    for (PhaseErrors.Phase phase : PhaseErrors.Phase.values()) {
      cells.append(' ').append(errors.cell(phase)).append(" |");
    }
    return cells.append('\n').toString();
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
