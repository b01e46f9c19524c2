package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.farsight.scenario.resolve.FileSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scenario with a fix applied, as it can be written anywhere: it names nothing that is not beside
 * it.
 *
 * @param yaml the scenario
 * @param beside files to write beside it, by their names
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
public record FixedScenario(String yaml, Map<String, byte[]> beside) {

  /** Fields of a scenario that name files. */
  private static final Set<String> FILE_FIELDS =
      Set.of("from", "apply", "files", "config", "kubeSchedulerConfiguration");

  private static final String BUNDLED = "bundled:";

  /** Where a fixed scenario is written. */
  public enum Place {
    /** Beside the scenario itself: it finds the same files there. */
    SAME_FOLDER,
    /** In another folder: its files are written there as well. */
    OTHER_FOLDER,
    /** Anywhere; the scenario is a bundled one, whose files are bundled, too. */
    OF_BUNDLED
  }

  /** Makes an unmodifiable copy in the same order. */
  public FixedScenario {
    beside = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(beside));
  }

  /** Returns a fixed scenario for a place. */
  public static FixedScenario of(ScenarioTree tree, FixReport.Fix fix, Place place) {
    Map<String, byte[]> beside = new LinkedHashMap<>();
    if (place == Place.SAME_FOLDER) {
      return new FixedScenario(fix.yaml(), beside);
    }
    ObjectNode root = ScenarioTree.parse(fix.yaml());
    new Renaming(tree.files(), place, beside).walk(root);
    return new FixedScenario(ScenarioTree.yaml(root), beside);
  }

  /** Returns the fixed scenario of a live cluster, whose state stands in one file beside it. */
  static FixedScenario of(FixReport.Fix fix, String name, byte[] state) {
    ObjectNode root = ScenarioTree.parse(fix.yaml());
    ScenarioTree.map(ScenarioTree.spec(root), "cluster").putArray("from").add(name);
    return new FixedScenario(ScenarioTree.yaml(root), Map.of(name, state));
  }

  /** Gives the files that a scenario names the names under which they are found. */
  private record Renaming(NamedFiles files, Place place, Map<String, byte[]> beside) {

    void walk(JsonNode node) {
      if (node instanceof ObjectNode object) {
        object
            .properties()
            .forEach(
                field -> {
                  if (FILE_FIELDS.contains(field.getKey())) {
                    field.setValue(renamed(field.getValue()));
                  }
                  walk(field.getValue());
                });
      } else {
        node.forEach(this::walk);
      }
    }

    private JsonNode renamed(JsonNode value) {
      if (value.isTextual()) {
        List<String> names = names(value.textValue());
        return names.size() == 1 ? TextNode.valueOf(names.get(0)) : value;
      }
      if (!(value instanceof ArrayNode list)) {
        return value;
      }
      ArrayNode renamed = list.arrayNode();
      for (JsonNode item : list) {
        if (item.isTextual()) {
          names(item.textValue()).forEach(renamed::add);
        } else {
          renamed.add(item);
        }
      }
      return renamed;
    }

    private List<String> names(String pattern) {
      List<FileSource.SourceFile> found = files.named(pattern);
      if (found.isEmpty() || pattern.startsWith(BUNDLED)) {
        return List.of(pattern);
      }
      List<String> names = new ArrayList<>();
      for (FileSource.SourceFile file : found) {
        names.add(place == Place.OF_BUNDLED ? BUNDLED + file.name() : put(file));
      }
      return names;
    }

    /** Puts a file beside the scenario, under a name that no other file has. */
    private String put(FileSource.SourceFile file) {
      String base = file.name().substring(file.name().replace('\\', '/').lastIndexOf('/') + 1);
      String name = base;
      for (int n = 2; isOther(name, file.content()); n++) {
        name = n + "-" + base;
      }
      beside.put(name, file.content());
      return name;
    }

    private boolean isOther(String name, byte[] content) {
      byte[] known = beside.get(name);
      return known != null && !Arrays.equals(known, content);
    }
  }
}
