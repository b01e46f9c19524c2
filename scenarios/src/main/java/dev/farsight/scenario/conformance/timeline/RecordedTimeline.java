package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.conformance.CaseOutcome;
import dev.farsight.scenario.conformance.CaseOutcome.Difference;
import dev.farsight.scenario.conformance.RecordedCase;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.StepOutcome;
import dev.farsight.sim.run.Simulation;
import dev.farsight.sim.spec.SimulationSpec;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A recording on disk: a folder with {@code scenario.yaml}, {@code timeline.ndjson} and {@code
 * summary.json}, of which only the clocks are input.
 */
final class RecordedTimeline implements RecordedCase {

  private final Path folder;
  private final JsonNode scenario;
  private final List<JsonNode> lines;

  /**
   * Takes a recording that was read.
   *
   * @param folder folder that holds it
   * @param scenario its scenario
   * @param lines its timeline
   */
  RecordedTimeline(Path folder, JsonNode scenario, List<JsonNode> lines) {
    this.folder = folder;
    this.scenario = scenario;
    this.lines = List.copyOf(lines);
  }

  private String family() {
    return "timelines/" + group();
  }

  private String name() {
    return scenario.path("name").asText(String.valueOf(folder.getFileName()));
  }

  private String group() {
    return scenario.path("group").asText("unknown");
  }

  /** Plays the recording's scenario and compares; the first moment of parting comes first. */
  @Override
  public CaseOutcome play() {
    Issues issues = new Issues();
    ScenarioSource source =
        ScenarioSource.locate(folder.toString(), InputStream.nullInputStream(), issues);
    ResolvedScenario resolved =
        source == null ? null : ScenarioResolver.resolve(source, List.of(), issues);
    if (resolved == null) {
      return failed("scenario", IssueText.of(issues).strip());
    }
    try {
      return compared(resolved);
    } catch (RuntimeException e) {
      // Whatever goes wrong inside one recording is a failure of that recording only.
      return failed("error", e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private CaseOutcome failed(String field, String reason) {
    return new CaseOutcome(
        name(),
        family(),
        "",
        List.of(new Difference(field, MissingNode.getInstance(), text(reason))));
  }

  private CaseOutcome compared(ResolvedScenario resolved) {
    List<ObjectNode> answers = simulated(resolved.spec(), resolved.seed());
    long end = Lines.millis(resolved.spec().end().untilNanos());
    List<Difference> differences = new ArrayList<>();
    boolean random = group().endsWith("-random");
    for (Parting parting : partings(new Story(lines, end), new Story(answers, end), random)) {
      differences.add(
          new Difference(
              parting.millis() + " ms: " + parting.field(),
              text(parting.expected()),
              text(parting.actual())));
    }
    StringBuilder answer = new StringBuilder();
    for (ObjectNode line : answers) {
      answer.append(answer.length() == 0 ? "" : "\n").append(line);
    }
    return new CaseOutcome(name(), family(), answer.toString(), differences);
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static List<ObjectNode> simulated(SimulationSpec spec, long seed) {
    TimelineObserver observer =
        new TimelineObserver((long) spec.model().fargate().webhookRegistration().expectedNanos());
    List<StepOutcome> steps = Simulation.play(spec, seed, observer);
    List<ObjectNode> lines = new ArrayList<>(observer.lines());
    Lines stepLines = new Lines();
    int index = 0;
    for (StepOutcome step : steps) {
      Long started = step.startedNanos();
      if (started != null) {
        stepLines.add(started, "step", null).put("index", index).put("tookMs", 0);
      }
      index++;
    }
    lines.addAll(stepLines.all());
    lines.sort(Comparator.comparingLong(Story::time));
    return lines;
  }

  private static List<Parting> partings(Story recordedAsIs, Story simulated, boolean random) {
    List<Parting> partings = new ArrayList<>();
    // Recordings without KEDA did not watch who set which size.
    Story recorded = recordedAsIs;
    if (holdsKeda(recordedAsIs) || holdsKeda(simulated)) {
      ScalingFacts.compare(recordedAsIs, simulated, partings);
      ScalingPolls.compare(
          new ScalingClocks(recordedAsIs),
          new ScalingClocks(simulated),
          recordedAsIs.endMillis(),
          partings);
      ScalingEvents.compare(recordedAsIs, simulated, partings);
      ScaledObjectStates.compare(recordedAsIs, simulated, partings);
      recorded = ScalingSteps.compare(recordedAsIs, simulated, partings);
      ScalingReads.compare(recorded, simulated, partings);
      AutoscalerReadings.compare(recorded, simulated, partings);
    }
    PodMoments.compare(recorded, simulated, partings);
    QuietMoments.compare(recorded, simulated, partings);
    SchedulingTexts.compare(recorded, simulated, random, partings);
    Attempts.compare(recorded, simulated, partings);
    EventCounts.compare(recorded, simulated, partings);
    AutoscalerDecisions.compare(recorded, simulated, partings);
    partings.sort(Comparator.comparingLong(Parting::millis));
    return partings;
  }

  private static boolean holdsKeda(Story story) {
    return story.lines().stream()
        .anyMatch(line -> Story.isOf(line, "scaledobject") || Story.isOf(line, "scaledjob"));
  }
}
