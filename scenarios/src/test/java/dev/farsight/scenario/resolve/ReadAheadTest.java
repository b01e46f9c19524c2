package dev.farsight.scenario.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whether files are read ahead or when their turn comes is not to be told. */
final class ReadAheadTest {

  private static final Map<String, String> TEXTS =
      Map.of(
          "good.yaml", "kind: Pod\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: b}\n",
          "broken.yaml", "kind: Pod\n---\nkind: [\n---\nkind: Node\n",
          "comments.yaml", "# nothing\n",
          "empty.yaml", "",
          "tab.json", "{\"kind\": \"Pod\",}");

  private static final List<String> NAMES =
      List.of(
          "good.yaml",
          "broken.yaml",
          "missing.yaml",
          "locked.yaml",
          "comments.yaml",
          "good.yaml",
          "*.json",
          "empty.yaml");

  private static List<FileSource.SourceFile> find(String name) throws IOException {
    if (name.equals("locked.yaml")) {
      throw new IOException("permission denied");
    }
    String file = name.equals("*.json") ? "tab.json" : name;
    String text = TEXTS.get(file);
    return text == null
        ? List.of()
        : List.of(new FileSource.SourceFile(file, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void documentsAndIssuesAreThoseOfReadingInTurn() throws IOException {
    for (int first = 0; first < NAMES.size(); first++) {
      List<String> names = new ArrayList<>(NAMES.subList(first, NAMES.size()));
      names.addAll(NAMES.subList(0, first));
      assertThat(read(names, true)).isEqualTo(read(names, false)).isNotEmpty();
    }
  }

  /** Returns what reading files has to say, and what it finds, in order. */
  private static List<String> read(List<String> names, boolean ahead) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode spec =
        json.valueToTree(
            Map.of(
                "cluster", Map.of("from", names.subList(0, 2)),
                "timeline",
                    List.of(
                        Map.of("apply", names.subList(2, 4)),
                        Map.of("apply", Map.of("files", names.subList(4, names.size()))))));
    Issues issues = new Issues();
    ScenarioHash hash = new ScenarioHash();
    ObjectFiles files =
        new ObjectFiles(
            ReadAheadTest::find, issues, hash, ScenarioResolver.ORIGIN, new DocumentCache());
    if (ahead) {
      files.readAhead(spec);
    }
    Fields where = Fields.of(Document.of("scenario.yaml", spec), JsonPath.ROOT, spec, issues);
    List<String> found = new ArrayList<>();
    for (String name : names) {
      for (Document document :
          files.documents(Objects.requireNonNull(where), JsonPath.ROOT, name)) {
        found.add(document.file() + document.index() + document.root() + document.start());
      }
    }
    for (Issue issue : issues.sorted()) {
      found.add(issue.toString());
    }
    found.add(hash.hex());
    return found;
  }

  @Test
  void theFirstFileIsLeftToWhoAsks() throws IOException {
    AtomicReference<Thread> reader = new AtomicReference<>();
    FileSource watched =
        name -> {
          reader.set(Thread.currentThread());
          return find(name);
        };
    ReadAhead ahead = new ReadAhead(watched, new DocumentCache());
    ahead.begin(new ObjectMapper().readTree("{\"cluster\": {\"from\": [\"good.yaml\"]}}"));
    ahead.await("good.yaml");
    assertThat(reader.get()).isNull();
    ahead.begin(
        new ObjectMapper().readTree("{\"cluster\": {\"from\": [\"empty.yaml\", \"good.yaml\"]}}"));
    ahead.await("good.yaml");
    assertThat(reader.get()).isNotNull().isNotSameAs(Thread.currentThread());
  }

  @Test
  void aHashIsOfAllThatWasAddedInItsOrder() {
    ScenarioHash parts = new ScenarioHash();
    StringBuilder whole = new StringBuilder();
    for (int size : List.of(3, 100_000, 5, 70_000, 0, 1)) {
      String part = String.valueOf((char) ('a' + size % 26)).repeat(size);
      parts.add(part);
      whole.append(part);
    }
    ScenarioHash once = new ScenarioHash();
    once.add(whole.toString());
    assertThat(parts.hex()).isEqualTo(once.hex());
  }
}
