package dev.farsight.scenario.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.Library;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bundled incidents. */
public final class Incidents {

  private static final String FILE = "incident/incidents.yaml";

  private Incidents() {}

  /** Returns all incidents in the order of their ids. */
  public static List<Incident> all() {
    Issues issues = new Issues();
    List<Document> documents =
        new TextLoader(TextLimits.DEFAULT, issues).load(FILE, Library.content(FILE));
    if (issues.hasErrors() || documents.isEmpty()) {
      throw new IllegalStateException(FILE + " cannot be read: " + issues.sorted());
    }
    List<Incident> incidents = new ArrayList<>();
    documents.get(0).root().forEach(node -> incidents.add(incident(node)));
    return List.copyOf(incidents);
  }

  /** Returns the incident of an id, or null if there is none. */
  public static @Nullable Incident byId(String id) {
    for (Incident incident : all()) {
      if (incident.id().equalsIgnoreCase(id)) {
        return incident;
      }
    }
    return null;
  }

  private static Incident incident(JsonNode node) {
    List<Incident.Symptom> symptoms = new ArrayList<>();
    for (JsonNode one : node.path("symptoms")) {
      symptoms.add(
          new Incident.Symptom(
              one.path("by").asText(),
              one.path("text").asText(),
              one.path("pods").asInt(1),
              one.path("count").asInt(1)));
    }
    List<Incident.NonFix> nonFixes = new ArrayList<>();
    for (JsonNode one : node.path("nonFixes")) {
      List<JsonNode> steps = new ArrayList<>();
      one.path("steps").forEach(steps::add);
      String remedy = one.path("remedy").asText("");
      nonFixes.add(
          new Incident.NonFix(
              one.path("text").asText(),
              remedy.isEmpty() ? null : remedy,
              steps,
              texts(one.path("set"))));
    }
    return new Incident(
        node.path("id").asText(),
        node.path("title").asText(),
        node.path("reference").asText(),
        symptoms,
        node.path("cause").asText(),
        texts(node.path("alsoCauses")),
        texts(node.path("fix")),
        nonFixes);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
