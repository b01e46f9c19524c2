package dev.farsight.scenario.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.resolve.DirectoryFiles;
import dev.farsight.scenario.resolve.FileSource;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The inputs of {@code check}: scenarios among them are checked as a run would, and what they name
 * or hold is judged with the rest.
 */
public final class ScenarioInputs {

  private static final String STANDARD_INPUT = "<stdin>";

  private final ManifestReader reader;
  private final Issues issues;
  private final List<Document> scenarios = new ArrayList<>();
  private final Set<Path> read = new LinkedHashSet<>();

  /** Creates the inputs; what is no scenario goes to a reader. */
  public ScenarioInputs(ManifestReader reader, Issues issues) {
    this.reader = reader;
    this.issues = issues;
  }

  /** Takes a document of any kind. */
  public void read(Document document) {
    read.add(normal(document.file()));
    if (ScenarioResolver.isRecording(document)) {
      scenarios.add(document);
      return;
    }
    if (ManifestReader.isScenario(document.root())) {
      scenarios.add(document);
    } else if (ManifestReader.isSchedulerConfiguration(document.root())) {
      ScenarioResolver.checkSchedulerConfiguration(document, issues);
    }
    reader.read(document);
  }

  /** Checks the scenarios, once everything else was read. */
  public void finish() {
    scenarios.forEach(this::check);
  }

  private void check(Document scenario) {
    Path parent = normal(scenario.file()).getParent();
    NotedFiles files = new NotedFiles(new DirectoryFiles(parent == null ? Path.of("") : parent));
    Issues found = new Issues();
    ScenarioResolver.resolve(scenario, files, found);
    inline(scenario);
    Set<String> others = new LinkedHashSet<>();
    files.noted.forEach(
        (name, content) -> {
          boolean input = !ScenarioResolver.isRecording(scenario); // else its clocks
          if (read.add(normal(name)) && input) {
            new TextLoader(TextLimits.DEFAULT, new Issues())
                .load(name, content)
                .forEach(reader::read);
          }
          others.add(name);
        });
    for (Issue issue : found.sorted()) {
      // Notes about the files are given when they are read as inputs, in the words of check.
      if (issue.severity() != Severity.NOTE || !others.contains(issue.file())) {
        issues.add(issue);
      }
    }
  }

  /** Reads the objects, profiles and nodes that stand in the scenario itself. */
  private void inline(Document scenario) {
    JsonPath spec = JsonPath.ROOT.child("spec");
    JsonNode cluster = scenario.root().path("spec").path("cluster");
    reader.readCluster(scenario, cluster, spec.child("cluster"));
    JsonNode steps = scenario.root().path("spec").path("timeline");
    for (int i = 0; i < steps.size(); i++) {
      JsonNode objects = steps.get(i).path("apply");
      JsonPath apply = spec.child("timeline").child(i).child("apply");
      for (int j = 0; objects.isArray() && j < objects.size(); j++) {
        if (objects.get(j).isObject()) {
          reader.read(scenario, objects.get(j), apply.child(j));
        }
      }
    }
  }

  private static Path normal(String file) {
    try {
      return file.equals(STANDARD_INPUT) ? Path.of("-") : Path.of(file).normalize();
    } catch (InvalidPathException e) {
      return Path.of("-");
    }
  }

  /** Files of a scenario, with note taken of those that it names. */
  private static final class NotedFiles implements FileSource {

    private final FileSource files;
    private final Map<String, byte[]> noted = new LinkedHashMap<>();

    private NotedFiles(FileSource files) {
      this.files = files;
    }

    @Override
    public List<SourceFile> find(String pattern) throws IOException {
      List<SourceFile> found = files.find(pattern);
      found.forEach(file -> noted.put(file.name(), file.content()));
      return found;
    }
  }
}
