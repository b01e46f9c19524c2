package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** YAML against the reader of Kubernetes, whose answers were recorded. */
class YamlTableTest {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static List<String> lines(String name) {
    try (InputStream stream = YamlTableTest.class.getResourceAsStream("/yaml/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("//"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyDocumentIsReadAsKubernetesReadsItButForDocumentedDifferences() throws IOException {
    Set<String> known = new LinkedHashSet<>(lines("differences.txt"));
    Set<String> different = new LinkedHashSet<>();
    for (String line : lines("scalars.ndjson")) {
      JsonNode row = MAPPER.readTree(line);
      if (!agrees(row)) {
        different.add(MAPPER.writeValueAsString(row.get("yaml")));
      }
    }
    List<String> unexpected = new ArrayList<>(different);
    unexpected.removeAll(known);
    List<String> healed = new ArrayList<>(known);
    healed.removeAll(different);
    assertThat(unexpected).as("differences that nobody has explained").isEmpty();
    assertThat(healed).as("explained differences that are none any more").isEmpty();
  }

  private static boolean agrees(JsonNode row) throws IOException {
    Issues issues = new Issues();
    List<Document> documents =
        new TextLoader(TextLimits.DEFAULT, issues).loadText("t.yaml", row.get("yaml").asText());
    boolean refused = issues.hasErrors();
    if (row.has("refused")) {
      return refused || (row.has("lenient") && same(documents, row.get("lenient")));
    }
    return !refused && same(documents, row.get("json"));
  }

  private static boolean same(List<Document> documents, JsonNode wanted) throws IOException {
    String got = documents.isEmpty() ? "null" : documents.get(0).root().toString();
    return documents.size() <= 1 && same(MAPPER.readTree(got), wanted);
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0
          || one.doubleValue() == other.doubleValue();
    }
    if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
      return false;
    }
    if (one.isArray()) {
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one.isObject()) {
      for (Map.Entry<String, JsonNode> field : one.properties()) {
        JsonNode value = other.get(field.getKey());
        if (value == null || !same(field.getValue(), value)) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }
}
