package dev.farsight.scenario.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A public report, and what a replay of it must show.
 *
 * @param id id such as {@code I-07}; its scenario is {@code incident/I-07}
 * @param title title
 * @param reference where it was reported
 * @param symptoms quoted texts
 * @param cause code of the cause
 * @param alsoCauses codes of causes that are found besides
 * @param fix ids of the remedies that worked together
 * @param nonFixes what was tried and does not help
 */
public record Incident(
    String id,
    String title,
    String reference,
    List<Symptom> symptoms,
    String cause,
    List<String> alsoCauses,
    List<String> fix,
    List<NonFix> nonFixes) {

  /** Makes the lists unmodifiable. */
  public Incident {
    symptoms = List.copyOf(symptoms);
    alsoCauses = List.copyOf(alsoCauses);
    fix = List.copyOf(fix);
    nonFixes = List.copyOf(nonFixes);
  }

  /** Returns the name of its scenario, such as {@code incident/I-07}. */
  public String scenario() {
    return "incident/" + id;
  }

  /**
   * A text that the report quotes.
   *
   * @param by component that says it, such as {@code default-scheduler}; {@code step} for the
   *     answer of an installer or the API
   * @param text the text; {@code …} stands for what the report leaves open
   * @param pods how many pods say it at least
   * @param count how often one of them says it at least
   */
  public record Symptom(String by, String text, int pods, int count) {

    /** Returns whether a text is the one that the report quotes. */
    public boolean matches(String said) {
      StringBuilder pattern = new StringBuilder();
      for (String literal : text.split("…", -1)) {
        pattern.append(pattern.length() == 0 ? "" : ".*").append(Pattern.quote(literal));
      }
      return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(said).matches();
    }
  }

  /**
   * Something that does not help.
   *
   * @param text in a few words
   * @param remedy id of a remedy of the catalogue; null where steps or settings say it
   * @param steps steps that are added to the scenario
   * @param set values that are set, as {@code path=value}
   */
  public record NonFix(
      String text, @Nullable String remedy, List<JsonNode> steps, List<String> set) {

    /** Makes the lists unmodifiable. */
    public NonFix {
      steps = List.copyOf(steps);
      set = List.copyOf(set);
    }
  }
}
