package dev.farsight.scenario.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.scenario.diagnosis.StepCauses;
import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.fix.FixSearch;
import dev.farsight.scenario.fix.ScenarioTree;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.EventRecord;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every incident of the library: symptom, cause, fix, and what does not help. */
class IncidentsTest {

  static List<Incident> incidents() {
    return Incidents.all();
  }

  private static ScenarioSource source(Incident incident) {
    return Objects.requireNonNull(Library.find(incident.scenario()), incident.id());
  }

  private static RunResult play(ScenarioSource source, List<Setting> settings) {
    Issues issues = new Issues();
    ResolvedScenario scenario = ScenarioResolver.resolve(source, settings, issues);
    assertThat(issues.sorted().stream().filter(i -> i.severity() == Severity.ERROR))
        .extracting(Issue::message)
        .isEmpty();
    return Diagnoses.withCauses(
        Simulation.run(
            Objects.requireNonNull(scenario).spec(), Objects.requireNonNull(scenario).seed()));
  }

  @Test
  void theLibraryHoldsTheTwentyFourPublicIncidents() {
    assertThat(incidents()).hasSize(24);
    assertThat(Library.names()).containsAll(incidents().stream().map(Incident::scenario).toList());
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void symptomAndCauseAreThoseOfTheReport(Incident incident) {
    RunResult run = play(source(incident), List.of());

    for (Incident.Symptom symptom : incident.symptoms()) {
      List<String> said = said(run, symptom.by(), symptom.count());
      assertThat(said.stream().filter(symptom::matches).count())
          .as("%s: %s says \"%s\" among %s", incident.id(), symptom.by(), symptom.text(), said)
          .isGreaterThanOrEqualTo(symptom.pods());
    }
    List<String> expected = new ArrayList<>(incident.alsoCauses());
    expected.add(incident.cause());
    assertThat(Diagnoses.of(List.of(run)))
        .extracting(Diagnosis::causeCode)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> said(RunResult run, String by, int count) {
    List<String> texts = new ArrayList<>();
    if (by.equals("step")) {
      run.steps().stream()
          .filter(step -> step.failure() != null)
          .forEach(step -> texts.add(step.failure()));
      return texts;
    }
    for (PodOutcome pod : run.pods()) {
      for (EventRecord event : pod.story().events()) {
        if (event.component().equals(by) && event.count() >= count) {
          texts.add(event.message());
        }
      }
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theReportedFixIsRankedFirstAndTheReportedNonFixesDoNotSuffice(Incident incident) {
    ScenarioTree tree =
        Objects.requireNonNull(ScenarioTree.of(source(incident), List.of(), new Issues()));
    FixReport report =
        Objects.requireNonNull(FixSearch.run(tree, null, Set.of(), null, new Issues()));

    assertThat(report.fixes()).isNotEmpty();
    FixReport.Fix first = report.fixes().get(0);
    assertThat(first.id()).isEqualTo(String.join("+", incident.fix()));
    assertThat(first.sufficientIn()).isEqualTo(report.replications());
    for (Incident.NonFix nonFix : incident.nonFixes()) {
      if (nonFix.remedy() != null) {
        assertThat(report.insufficient())
            .extracting(FixReport.Insufficient::remedies)
            .as("%s: %s", incident.id(), nonFix.text())
            .contains(nonFix.remedy());
      } else {
        assertThat(isTroubled(played(incident, nonFix)))
            .as("%s: %s", incident.id(), nonFix.text())
            .isTrue();
      }
    }
  }

  private static RunResult played(Incident incident, Incident.NonFix nonFix) {
    ScenarioSource source = source(incident);
    ObjectNode root =
        (ObjectNode)
            new TextLoader(TextLimits.DEFAULT, new Issues())
                .load(source.name(), source.text())
                .get(0)
                .root();
    nonFix.steps().forEach(step -> root.withArray("/spec/timeline").add(step));
    byte[] changed = root.toString().getBytes(StandardCharsets.UTF_8);
    List<Setting> settings =
        nonFix.set().stream().map(text -> Objects.requireNonNull(Setting.tryParse(text))).toList();
    return play(new ScenarioSource(source.name(), changed, source.files()), settings);
  }

  private static boolean isTroubled(RunResult run) {
    return !StepCauses.failed(run).isEmpty()
        || run.pods().stream()
            .anyMatch(pod -> pod.causeCode() != null && pod.deletedNanos() == null);
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theScenarioWithTheFixAppliedIsWell(Incident incident) {
    ScenarioSource source = source(incident);
    ScenarioTree tree = Objects.requireNonNull(ScenarioTree.of(source, List.of(), new Issues()));
    FixReport report =
        Objects.requireNonNull(
            FixSearch.run(tree, null, Set.copyOf(incident.fix()), null, new Issues()));
    byte[] written = report.fixes().get(0).yaml().getBytes(StandardCharsets.UTF_8);
    RunResult run = play(new ScenarioSource(source.name(), written, source.files()), List.of());
    assertThat(isTroubled(run)).isFalse();
  }

  @Test
  void theDiagnosisComesFromTheEvidenceAndNotFromTheNameOfTheScenario() {
    ScenarioSource source = source(incidents().get(0));
    ScenarioSource renamed =
        new ScenarioSource(
            "other.yaml",
            new String(source.text(), StandardCharsets.UTF_8)
                .replace("incident-I-01", "other")
                .getBytes(StandardCharsets.UTF_8),
            source.files());
    ResolvedScenario scenario =
        Objects.requireNonNull(ScenarioResolver.resolve(renamed, List.of(), new Issues()));
    assertThat(new Experiment(scenario, 1, Progress.NONE).run().diagnoses())
        .extracting(Diagnosis::causeCode)
        .containsExactly("FS1103");
  }
}
