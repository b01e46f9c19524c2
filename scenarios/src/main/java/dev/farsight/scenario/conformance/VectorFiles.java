package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Files of recorded vectors of kube-scheduler, one JSON object a line. The kind of each follows
 * from its fields.
 */
public final class VectorFiles implements RecordingKind {

  private static final List<String> ENDINGS = List.of(".ndjson", ".jsonl", ".json");

  private final ObjectMapper mapper =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Makes a reader. */
  public VectorFiles() {}

  @Override
  public @Nullable Recording read(Path path, boolean named, Path relative, Issues issues) {
    if (!Files.isRegularFile(path) || !(named || hasKnownEnding(path))) {
      return null;
    }
    List<RecordedCase> cases = new ArrayList<>();
    issues.expectFile(path.toString());
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      for (int number = 1; line != null; number++) {
        if (!line.isBlank()) {
          addCase(path.toString(), number, line, cases, issues);
        }
        line = reader.readLine();
      }
    } catch (CharacterCodingException e) {
      issues.add(
          Issue.inFile(
              IssueCode.NOT_UTF8,
              path.toString(),
              "the file is not UTF-8 text",
              "save it as UTF-8"));
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              path.toString(),
              "\"" + path + "\" cannot be read: " + e.getMessage(),
              ""));
    }
    return new Recording(relative, cases);
  }

  private static boolean hasKnownEnding(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private void addCase(
      String file, int number, String line, List<RecordedCase> cases, Issues issues) {
    try {
      JsonNode vector = mapper.readTree(line);
      if (vector instanceof ObjectNode object && object.has("expect")) {
        cases.add(new RecordedVector(object));
        return;
      }
      String message =
          vector.isObject() ? "the record has no field \"expect\"" : "the line is no JSON object";
      issues.add(
          issue(
              IssueCode.MISSING_FIELD,
              file,
              number,
              1,
              message,
              "a recorded case is one JSON object on one line"));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      int column = at == null ? 1 : Math.max(1, at.getColumnNr());
      issues.add(
          issue(
              IssueCode.JSON_SYNTAX,
              file,
              number,
              column,
              e.getOriginalMessage(),
              "a recorded case is one JSON object on one line"));
    }
  }

  private static Issue issue(
      IssueCode code, String file, int line, int column, String message, String hint) {
    return new Issue(code, code.severity(), file, line, column, "", message, hint, null);
  }
}
