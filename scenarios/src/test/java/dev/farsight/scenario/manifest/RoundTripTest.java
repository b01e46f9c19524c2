package dev.farsight.scenario.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.KubeObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, written and read again is the same: nothing gets lost in a snapshot. */
class RoundTripTest {

  private static final Instant ORIGIN = Instant.parse("2026-03-02T12:00:00Z");

  private final KubeReader reader = new KubeReader(ORIGIN);
  private final KubeWriter writer = new KubeWriter(ORIGIN);

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/conformance/scheduler", "/corpus", "/dumps", "/library/manifests"})
  void objectsSurviveWritingAndReading(String folder) throws Exception {
    List<String> lost = new ArrayList<>();
    int objects = 0;
    for (Path file : files(folder)) {
      for (Document document : documents(file)) {
        for (JsonNode node : objectsOf(document.root())) {
          KubeObject read = reader.read(document, node, JsonPath.ROOT, new Issues());
          if (read != null) {
            objects++;
            String difference = difference(read);
            if (difference != null) {
              lost.add(file.getFileName() + " " + read.kind() + " " + read.key() + difference);
            }
          }
        }
      }
    }
    assertThat(lost).isEmpty();
    assertThat(objects).isGreaterThan(10);
  }

  private String difference(KubeObject read) {
    JsonNode written = writer.write(read);
    KubeObject again = reader.read(Document.of("", written), written, JsonPath.ROOT, new Issues());
    return read.equals(again) ? null : "\n  " + read + "\n  " + again;
  }

  private static List<Path> files(String folder) throws IOException, URISyntaxException {
    Path root = Path.of(RoundTripTest.class.getResource(folder).toURI());
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(json|ndjson|ya?ml)"))
          .sorted()
          .toList();
    }
  }

  private static List<Document> documents(Path file) throws IOException {
    return new TextLoader(TextLimits.DEFAULT, new Issues())
        .load(file.toString(), Files.readAllBytes(file));
  }

  private static List<JsonNode> objectsOf(JsonNode root) {
    List<JsonNode> found = new ArrayList<>();
    Deque<JsonNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      JsonNode node = open.pop();
      if (node.path("kind").isTextual() && node.path("metadata").isObject()) {
        found.add(node);
      }
      node.forEach(open::push);
    }
    return found;
  }
}
