package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.DocumentCache;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.resolve.Setting;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A scenario as written, which remedies change and which is resolved anew after every change. */
public final class ScenarioTree {

  private static final int WIDTH = 160;

  private final ScenarioSource source;
  private final ObjectNode root;
  private final DocumentCache cache;

  private ScenarioTree(ScenarioSource source, ObjectNode root, DocumentCache cache) {
    this.source =
        source.files() instanceof NamedFiles
            ? source
            : new ScenarioSource(source.name(), source.text(), new NamedFiles(source.files()));
    this.root = root;
    this.cache = cache;
  }

  /**
   * Reads a scenario.
   *
   * @param source the scenario
   * @param settings values that replace those of the file
   * @param issues where everything is reported
   * @return the tree, or null after reporting
   */
  public static @Nullable ScenarioTree of(
      ScenarioSource source, List<Setting> settings, Issues issues) {
    List<Document> documents =
        new TextLoader(TextLimits.DEFAULT, issues).load(source.name(), source.text());
    if (documents.isEmpty() || !(documents.get(0).root() instanceof ObjectNode)) {
      return null;
    }
    Document document = documents.get(0);
    settings.forEach(setting -> setting.apply(document, issues));
    return new ScenarioTree(source, (ObjectNode) document.root(), new DocumentCache());
  }

  /** Returns a tree made by program, such as that of a dump. */
  public static ScenarioTree of(String name, ObjectNode root, FileSource files) {
    return new ScenarioTree(
        new ScenarioSource(name, new byte[0], files), root, new DocumentCache());
  }

  /** Returns a scenario with another text and the same files. */
  ScenarioTree with(ObjectNode changed) {
    return new ScenarioTree(source, changed, cache);
  }

  /** Returns the files that the scenario has named so far. */
  NamedFiles files() {
    return (NamedFiles) source.files();
  }

  /** Returns a copy of the scenario that may be changed. */
  ObjectNode copy() {
    return root.deepCopy();
  }

  /** Returns the scenario file's own section {@code spec}. */
  static ObjectNode spec(ObjectNode root) {
    return map(root, "spec");
  }

  /** Returns an inner map, made if it is absent. */
  static ObjectNode map(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode found ? found : parent.putObject(name);
  }

  /** Returns an inner list, made if it is absent. */
  static ArrayNode list(ObjectNode parent, String name) {
    return parent.get(name) instanceof ArrayNode found ? found : parent.putArray(name);
  }

  /** Returns the steps of the timeline. */
  static ArrayNode timeline(ObjectNode root) {
    return list(spec(root), "timeline");
  }

  /** Returns a scenario ready to run, or null after reporting. */
  @Nullable ResolvedScenario resolve(ObjectNode changed, Issues issues) {
    return ScenarioResolver.resolve(source, changed, issues, cache);
  }

  /** Returns the tree of a file beside the scenario, or null if it cannot be read. */
  @Nullable JsonNode file(String name) {
    try {
      List<FileSource.SourceFile> found = source.files().find(name);
      List<Document> documents =
          found.isEmpty()
              ? List.of()
              : new TextLoader(TextLimits.DEFAULT, new Issues())
                  .load(found.get(0).name(), found.get(0).content());
      return documents.isEmpty() ? null : documents.get(0).root();
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns the tree of a scenario that {@link #yaml} has written. */
  static ObjectNode parse(String yaml) {
    return (ObjectNode)
        new TextLoader(TextLimits.DEFAULT, new Issues())
            .load("fixed.yaml", yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .get(0)
            .root();
  }

  /** Returns a changed scenario as YAML. */
  static String yaml(ObjectNode changed) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(WIDTH);
    options.setSplitLines(false);
    Object plain = new ObjectMapper().convertValue(changed, Object.class);
    return new Yaml(options).dump(plain);
  }
}
