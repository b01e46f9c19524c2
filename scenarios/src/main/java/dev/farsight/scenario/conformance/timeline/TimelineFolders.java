package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.conformance.Recording;
import dev.farsight.scenario.conformance.RecordingKind;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders that hold a recorded timeline: {@code scenario.yaml}, {@code timeline.ndjson} and {@code
 * summary.json}.
 */
public final class TimelineFolders implements RecordingKind {

  private static final String TIMELINE = "timeline.ndjson";

  private final ObjectMapper mapper = new ObjectMapper();

  /** Makes a reader. */
  public TimelineFolders() {}

  @Override
  public @Nullable Recording read(Path path, boolean named, Path relative, Issues issues) {
    Path scenario = path.resolve(ScenarioSource.FILE_NAME);
    Path timeline = path.resolve(TIMELINE);
    if (!Files.isRegularFile(scenario) || !Files.isRegularFile(timeline)) {
      return null;
    }
    List<Document> documents = List.of();
    List<JsonNode> lines = new ArrayList<>();
    try {
      documents =
          new TextLoader(TextLimits.DEFAULT, issues)
              .load(scenario.toString(), Files.readAllBytes(scenario));
      int number = 0;
      for (String line : Files.readAllLines(timeline, StandardCharsets.UTF_8)) {
        number++;
        if (!line.isBlank()) {
          addLine(timeline.toString(), number, line, lines, issues);
        }
      }
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              path.toString(),
              "the recording cannot be read: " + e.getMessage(),
              ""));
    }
    if (documents.isEmpty()) {
      return new Recording(relative.resolve(TIMELINE), List.of());
    }
    return new Recording(
        relative.resolve(TIMELINE),
        List.of(new RecordedTimeline(path, documents.get(0).root(), lines)));
  }

  private void addLine(String file, int number, String line, List<JsonNode> lines, Issues issues) {
    try {
      lines.add(mapper.readTree(line));
    } catch (JsonProcessingException e) {
      issues.add(
          new Issue(
              IssueCode.JSON_SYNTAX,
              IssueCode.JSON_SYNTAX.severity(),
              file,
              number,
              1,
              "",
              e.getOriginalMessage(),
              "a line of a timeline is one JSON object",
              null));
    }
  }
}
