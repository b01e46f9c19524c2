package dev.farsight.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.spec.Assumption;
import dev.farsight.sim.spec.ModelDefaults;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;

/** Shows every value of the model: the default, or what the scenario sets instead. */
final class DefaultsText {

  private final Map<String, String> written;

  /**
   * Makes a text.
   *
   * @param written path to value, of those that the scenario sets itself
   */
  DefaultsText(Map<String, String> written) {
    this.written = written;
  }

  /** Prints the values for people. */
  void print(Console console) {
    for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
      String own = written.get(assumption.path());
      console.line(
          console.bold(assumption.path())
              + " = "
              + (own == null ? assumption.value() : console.warn(SafeText.of(own))));
      if (own != null) {
        console.line("    set by the scenario; the default is " + assumption.value());
      }
      TextLayout.wrap(assumption.meaning() + "; " + origin(assumption), console.width() - 4)
          .forEach(line -> console.line(console.faint("    " + line)));
    }
    console.out().flush();
  }

  /** Returns where a default comes from and how far to trust it. */
  static String origin(Assumption assumption) {
    return "source: "
        + assumption.source()
        + ", "
        + assumption.date()
        + "; confidence "
        + word(assumption);
  }

  /** Writes the values as a JSON list. */
  void writeJson(Writer writer) throws IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
      ObjectNode one = list.addObject();
      one.put("path", assumption.path());
      one.put("value", written.getOrDefault(assumption.path(), assumption.value()));
      one.put("default", assumption.value());
      one.put("setByScenario", written.containsKey(assumption.path()));
      one.put("meaning", assumption.meaning());
      one.put("source", assumption.source());
      one.put("date", assumption.date());
      one.put("confidence", word(assumption));
    }
    writer.write(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
    writer.flush();
  }

  private static String word(Assumption assumption) {
    return assumption.confidence().name().toLowerCase(Locale.ROOT);
  }
}
