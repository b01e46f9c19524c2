package dev.farsight.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.check.CheckJson;
import dev.farsight.scenario.check.InputCheck;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.snapshot.SnapshotReader;
import dev.farsight.scenario.snapshot.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large JSON is read item by item; the oracle is the reader of whole texts. */
class StreamedJsonTest {

  private static final Path RESOURCES = Path.of("src", "test", "resources");

  /** Every JSON input counts as large. */
  private static final TextLimits STREAMED = withBuffer(1);

  private static TextLimits withBuffer(int bytes) {
    TextLimits shipped = TextLimits.DEFAULT;
    return new TextLimits(
        shipped.maxYamlBytes(),
        shipped.maxJsonBytes(),
        shipped.maxDepth(),
        shipped.maxScalarChars(),
        shipped.maxNumberChars(),
        shipped.maxExponent(),
        shipped.minExpandedNodes(),
        shipped.maxExpandedNodes(),
        bytes);
  }

  static List<Path> jsonFiles() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("corpus", "dumps")) {
      try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(found::add);
      }
    }
    return found;
  }

  private static void load(TextLimits limits, String text, Issues issues, Consumer<Document> to) {
    InputStream stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    new TextLoader(limits, issues).load("x.json", stream, to);
  }

  private static String checked(TextLimits limits, String text) {
    Issues issues = new Issues();
    ManifestReader reader = new ManifestReader(Instant.EPOCH, "default", issues);
    load(limits, text, issues, reader::read);
    return CheckJson.of(new InputCheck(reader.inputs(), issues).report()).toPrettyString();
  }

  private static String imported(TextLimits limits, String text) {
    Issues issues = new Issues();
    SnapshotReader reader = new SnapshotReader(Instant.EPOCH, "default", issues);
    load(limits, text, issues, reader::read);
    return new SnapshotWriter().write(reader.state()).toPrettyString();
  }

  private static void assertReadAlike(String text) {
    assertThat(checked(STREAMED, text)).isEqualTo(checked(TextLimits.DEFAULT, text));
    assertThat(imported(STREAMED, text)).isEqualTo(imported(TextLimits.DEFAULT, text));
  }

  @ParameterizedTest
  @MethodSource("jsonFiles")
  void streamedFileSaysWhatTheWholeFileSays(Path file) throws IOException {
    assertReadAlike(Files.readString(file));
  }

  private static final String POD =
      "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p\"},"
          + " \"spec\": {\"containers\": [{\"name\": \"c\", \"imagee\": \"x\","
          + " \"resources\": {\"requests\": {\"cpu\": \"2x\"}}}]}}";

  @Test
  void placesInsideItemsAreTheSame() {
    for (String list :
        List.of(
            "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [\n%s,\n  %s]}",
            "{\"apiVersion\": \"v1\", \"items\": [%s, null, %s], \"kind\": \"List\"}",
            "[\n%s,\n%s]",
            "{\"kind\": \"List\", \"items\": [{\"kind\": \"PodList\", \"items\": [%s]}, %s]}")) {
      String text = list.formatted(POD, POD.replace("\"p\"", "\"q\""));
      assertThat(checked(STREAMED, text)).contains("FS0110");
      assertReadAlike(text);
    }
  }

  @Test
  void typedListGivesItsItemsTheirKind() {
    String bare = POD.replace("\"apiVersion\": \"v1\", \"kind\": \"Pod\", ", "");
    String first = "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": [" + bare + "]}";
    String last = "{\"items\": [" + bare + "], \"apiVersion\": \"v1\", \"kind\": \"PodList\"}";
    assertThat(checked(STREAMED, first)).contains("\"name\" : \"p\"");
    assertReadAlike(first);
    assertReadAlike(last);
  }

  @Test
  void itemsThatAreNoObjectsStayTogether() {
    assertReadAlike("[{\"name\": \"fp\", \"selectors\": [{\"namespace\": \"default\"}]}]");
    assertReadAlike("[1, 2]");
    assertReadAlike("[]");
    assertReadAlike("{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"items\": [1]}");
  }

  @Test
  void whatIsWrongWithTheTextIsSaidAtTheSamePlace() {
    String list = "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": [" + POD + ",\n%s]}";
    for (String broken :
        List.of("{\"a\": 1, \"a\": 2}", "{\"a\": ", "[".repeat(200), "{\"a\": 1e999}")) {
      String text = list.formatted(broken);
      Issues streamed = new Issues();
      load(STREAMED, text, streamed, document -> {});
      Issues whole = new Issues();
      load(TextLimits.DEFAULT, text, whole, document -> {});
      assertThat(streamed.sorted()).hasSize(1);
      assertThat(streamed.sorted().get(0).code()).isEqualTo(whole.sorted().get(0).code());
      assertThat(streamed.sorted().get(0).place()).isEqualTo(whole.sorted().get(0).place());
    }
  }
}
