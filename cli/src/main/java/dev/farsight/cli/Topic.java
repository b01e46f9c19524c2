package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.document.ActionExamples;
import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.document.ScenarioSchema;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.run.EventCatalogue;
import dev.farsight.sim.spec.Assumption;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code explain} knows: codes, metrics, fields, events, remedies. */
final class Topic {

  private static final int MAX_FIELDS = 6;
  private static final String SPEC = "spec.";

  private Topic() {}

  /** Returns paragraphs about a topic; empty if nothing is known about it. */
  static List<String> explain(String topic) {
    List<String> lines = cause(topic);
    if (lines.isEmpty()) {
      lines = catalogue(topic);
    }
    if (lines.isEmpty()) {
      lines = action(topic);
    }
    return lines.isEmpty() ? fields(topic) : lines;
  }

  /** A step of the timeline: what it does, its fields, an example. */
  private static List<String> action(String topic) {
    String wanted = plain(topic).replaceFirst("^timeline\\.", "");
    for (ScenarioSchema.Field action : ScenarioSchema.actions()) {
      String name = action.path().substring(action.path().lastIndexOf('.') + 1);
      if (!name.equals(wanted)) {
        continue;
      }
      List<String> lines = new ArrayList<>();
      lines.add(action.path() + ": " + action.values());
      lines.add("");
      lines.add(action.description());
      lines.add("");
      Set<String> shown = new LinkedHashSet<>();
      for (ScenarioSchema.Field field : ScenarioSchema.fields()) {
        if (field.path().startsWith(action.path() + ".") && shown.add(field.path())) {
          lines.add(fieldOf(field, field.path().substring(action.path().length() + 1)));
        }
      }
      lines.add("");
      lines.add("Beside it a step has at: or after:, and may have id: and timeout:. Example:");
      lines.add("");
      ActionExamples.of(name).forEach(line -> lines.add("  " + line));
      return lines;
    }
    return List.of();
  }

  private static String fieldOf(ScenarioSchema.Field field, String name) {
    String standard = field.defaultValue().isEmpty() ? "" : "; default: " + field.defaultValue();
    String needed = field.required() ? ", required" : "";
    return "- " + name + " (" + field.values() + needed + "): " + field.description() + standard;
  }

  private static List<String> cause(String topic) {
    Cause cause = Cause.byCode(topic.toUpperCase(Locale.ROOT));
    if (cause == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(cause.code() + "  " + cause.title());
    lines.add("");
    lines.add(cause.explanation());
    lines.add("");
    lines.add("evidence: " + cause.evidence());
    lines.add("see " + cause.docs());
    lines.add("");
    lines.add("What frees such pods, one of:");
    cause.remedies().forEach(remedy -> lines.add("- " + remedy.text() + " (" + remedy.id() + ")"));
    return lines;
  }

  private static List<String> catalogue(String topic) {
    IssueCode code = IssueCode.byId(topic.toUpperCase(Locale.ROOT));
    if (code != null) {
      String head = code.id() + "  " + code.severity().label() + "  " + code.title();
      return List.of(head, "", code.explanation());
    }
    Metric metric = Metric.byLabel(topic);
    if (metric != null) {
      return List.of(
          metric.label() + (metric.unit().equals("1") ? "" : " (" + metric.unit() + ")"),
          "",
          metric.description(),
          "",
          "In a threshold: p95("
              + metric.label()
              + ") < ..., or with p50 p90 p99 mean min max last");
    }
    Remedy remedy = Remedy.byId(topic);
    if (remedy != null) {
      List<String> lines = new ArrayList<>(List.of(remedy.id(), "", remedy.text(), ""));
      if (!remedy.command().isEmpty()) {
        lines.add((remedy.isTyped() ? "$ " : "") + remedy.command());
      }
      lines.add("takes " + remedy.delaySeconds() + " s; " + remedy.money() + "; " + remedy.risk());
      return lines;
    }
    for (FaultKind fault : FaultKind.values()) {
      if (fault.word().equals(topic)) {
        return List.of("fault " + fault.word(), "", fault.effect(), "see docs/surroundings.md");
      }
    }
    EventCatalogue.Entry event = EventCatalogue.find(topic);
    return event == null
        ? List.of()
        : List.of(event.name(), "", event.description(), "", "Seen with: run --trace FILE");
  }

  /** Fields by their path, with or without {@code spec.}, or by the end of their path. */
  private static List<String> fields(String topic) {
    String wanted = plain(topic);
    List<ScenarioSchema.Field> exact = new ArrayList<>();
    List<ScenarioSchema.Field> ending = new ArrayList<>();
    for (ScenarioSchema.Field field : ScenarioSchema.fields()) {
      String path = plain(field.path());
      if (path.equals(wanted)) {
        exact.add(field);
      } else if (path.endsWith("." + wanted)) {
        ending.add(field);
      }
    }
    List<ScenarioSchema.Field> found = exact.isEmpty() ? ending : exact.subList(0, 1);
    List<String> lines = new ArrayList<>();
    for (ScenarioSchema.Field field : found.subList(0, Math.min(MAX_FIELDS, found.size()))) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(field(field));
    }
    if (found.size() > MAX_FIELDS) {
      lines.add("");
      lines.add("... and " + (found.size() - MAX_FIELDS) + " more fields of this name");
    }
    return lines;
  }

  private static List<String> field(ScenarioSchema.Field field) {
    List<String> lines = new ArrayList<>();
    lines.add(field.path() + ": " + field.values());
    lines.add("");
    lines.add(field.description());
    for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
      if (plain(assumption.path()).equals(plain(field.path()))) {
        lines.add("default: " + assumption.value());
        lines.add(DefaultsText.origin(assumption));
        return lines;
      }
    }
    if (!field.defaultValue().isEmpty()) {
      lines.add("default: " + field.defaultValue());
    }
    return lines;
  }

  private static String plain(String path) {
    String plain = path.replaceAll("\\[[0-9]*]", "");
    return plain.startsWith(SPEC) ? plain.substring(SPEC.length()) : plain;
  }

  /** Returns every topic, to find the one that was probably meant. */
  static List<String> known() {
    Set<String> known = new LinkedHashSet<>(Metric.labels());
    for (Cause cause : Cause.values()) {
      known.add(cause.code());
    }
    for (IssueCode code : IssueCode.values()) {
      known.add(code.id());
    }
    for (Remedy remedy : Remedy.values()) {
      known.add(remedy.id());
    }
    for (FaultKind fault : FaultKind.values()) {
      known.add(fault.word());
    }
    EventCatalogue.EVENTS.forEach(event -> known.add(event.name()));
    for (ScenarioSchema.Field field : ScenarioSchema.fields()) {
      String path = plain(field.path());
      known.add(path);
      known.add(path.substring(path.lastIndexOf('.') + 1));
    }
    return List.copyOf(known);
  }
}
