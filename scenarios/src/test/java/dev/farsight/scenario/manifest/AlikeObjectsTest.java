package dev.farsight.scenario.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reader that knows what it has read, against one that begins anew with every object. */
class AlikeObjectsTest {

  private static final String POD =
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: pod-%d
        labels: {app: app-%d, team: "${TEAM}"}
        annotations: {note: "%d"}
      spec:
        nodeSelector: {zone: a, arch: arm64}
        runtimeClassName: gvisor
        containers:
        - name: main
          image: %s
          resources: {limits: {cpu: 500m, memory: 1Gi}}
        topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [app]}
      """;

  private static String pod(int number, String image) {
    return POD.formatted(number, number, number, image);
  }

  private static List<Document> documents(String file, String text) {
    return new TextLoader(TextLimits.DEFAULT, new Issues()).loadText(file, text);
  }

  /** Returns all that is read and said of some documents. */
  private static String read(List<Document> documents, boolean anew) {
    Issues issues = new Issues();
    KubeReader reader = new KubeReader(Instant.EPOCH);
    StringBuilder told = new StringBuilder();
    for (Document document : documents) {
      reader = anew ? new KubeReader(Instant.EPOCH) : reader;
      told.append(reader.read(document, document.root(), JsonPath.ROOT, issues)).append('\n');
    }
    issues.sorted().forEach(issue -> told.append(issue).append('\n'));
    return told.toString();
  }

  private static void assertSame(List<Document> documents) {
    assertThat(read(documents, false)).isEqualTo(read(documents, true));
  }

  @Test
  void podsThatDifferInTheirMetadataShareTheirSpec() {
    KubeReader reader = new KubeReader(Instant.EPOCH);
    Issues issues = new Issues();
    List<KubeObject> read = new ArrayList<>();
    String text = (pod(1, "a") + pod(2, "a") + pod(3, "a")).replaceAll("  topology.*\n.*\n", "");
    for (Document document : documents("f", text)) {
      read.add(reader.read(document, document.root(), JsonPath.ROOT, issues));
    }
    // the first has the note about runtimeClassName to say
    assertThat(((Pod) read.get(2)).spec()).isSameAs(((Pod) read.get(1)).spec());
    assertThat(read).extracting(KubeObject::name).containsExactly("pod-1", "pod-2", "pod-3");
  }

  @Test
  void labelsNotesAndVariablesAreThoseOfEachObject() {
    List<Document> documents = new ArrayList<>();
    documents.addAll(documents("one", pod(1, "${IMAGE}") + pod(2, "${IMAGE}") + pod(3, "web")));
    documents.addAll(documents("two", pod(4, "${IMAGE}") + pod(5, "${IMAGE}") + pod(6, "web")));
    assertSame(documents);
    assertThat(read(documents, false)).contains("runtimeClassName", "${IMAGE}", "file=two");
  }

  @Test
  void whatIsWrongIsSaidOfEachObject() {
    String wrong = pod(1, "a").replace("500m", "half") + pod(2, "a").replace("500m", "half");
    String misspelt = pod(3, "a").replace("runtimeC", "runtimec") + pod(4, "a");
    String noMap = pod(5, "a").replaceAll("(?s)metadata:.*?spec:", "metadata: [a]\nspec:");
    String none = pod(6, "a").replaceAll("(?s)metadata:.*?spec:", "spec:");
    List<Document> documents = documents("f", wrong + misspelt + misspelt + noMap + noMap + none);
    assertSame(documents);
    assertThat(read(documents, false).split("not a quantity", -1)).hasSize(3);
  }

  @Test
  void theOrderOfKeysIsThatOfEachObject() {
    String turned = pod(2, "a").replace("{zone: a, arch: arm64}", "{arch: arm64, zone: a}");
    List<Document> documents = documents("f", pod(1, "a") + turned + pod(3, "a") + turned);
    assertSame(documents);
  }

  @Test
  void manyKindsOfPodsAndNodesAreReadAsIfEachWereTheFirst() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append(pod(i, "image-" + random.nextInt(900)));
      text.append("---\napiVersion: v1\nkind: Node\nmetadata: {name: n").append(i);
      text.append("}\nstatus: {capacity: {cpu: ").append(random.nextInt(20)).append("}}\n");
    }
    assertSame(documents("f", text.toString()));
  }

  @Test
  void everyFileHereIsReadTwiceAsIfEachObjectWereTheFirst() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/corpus"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("l")).sorted().toList()) {
        List<Document> documents = documents("f", Files.readString(file));
        List<Document> twice = new ArrayList<>(documents);
        twice.addAll(documents);
        assertSame(twice);
      }
    }
  }
}
