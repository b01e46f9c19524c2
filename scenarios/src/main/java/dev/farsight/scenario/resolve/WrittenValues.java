package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.spec.Assumption;
import dev.farsight.sim.spec.ModelDefaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which defaults a scenario replaces. */
public final class WrittenValues {

  private WrittenValues() {}

  /**
   * Returns the values that a scenario sets itself, of those that have a default.
   *
   * @param source scenario that was resolved without errors
   * @param settings values that replace those of the file
   * @return path such as {@code model.fargate.launch} to the value as written, in the order of
   *     {@link ModelDefaults#ASSUMPTIONS}
   */
  public static Map<String, String> of(ScenarioSource source, List<Setting> settings) {
    Map<String, String> written = new LinkedHashMap<>();
    Issues issues = new Issues();
    for (Document document :
        new TextLoader(TextLimits.DEFAULT, issues).load(source.name(), source.text())) {
      settings.forEach(setting -> setting.apply(document, issues));
      for (Assumption assumption : ModelDefaults.ASSUMPTIONS) {
        JsonNode value = document.root().at("/spec/" + assumption.path().replace('.', '/'));
        if (!value.isMissingNode() && !value.isNull()) {
          written.put(assumption.path(), value.isValueNode() ? value.asText() : value.toString());
        }
      }
    }
    return written;
  }
}
