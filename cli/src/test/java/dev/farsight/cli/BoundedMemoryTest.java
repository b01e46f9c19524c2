package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of any kind are read in little memory: the command runs in a small JVM of its own. */
class BoundedMemoryTest {

  @TempDir private Path folder;

  private int run(String heap, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Farsight.class.getName());
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    return process.waitFor();
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
  }

  /** Writes a dump as kubectl shows it; most of it are fields that the model does not read. */
  private void writeDump(int pods) throws IOException {
    JsonNode pod = null;
    try (var stream = BoundedMemoryTest.class.getResourceAsStream("/canaries/dump.json")) {
      for (JsonNode item : new ObjectMapper().readTree(stream).get("items")) {
        pod = item.get("kind").asText().equals("Pod") ? item : pod;
      }
    }
    ObjectNode metadata = (ObjectNode) pod.get("metadata");
    ObjectNode fields = metadata.putArray("managedFields").addObject().putObject("fieldsV1");
    for (int i = 0; i < 400; i++) {
      fields.putObject("f:field-" + i);
    }
    metadata.put("name", "web-NUMBER").put("uid", "NUMBER");
    String text = pod.toPrettyString();
    try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("dump.json"))) {
      writer.write("{\"apiVersion\": \"v1\", \"items\": [\n");
      for (int i = 0; i < pods; i++) {
        writer.write(i == 0 ? "" : ",\n");
        writer.write(text.replace("NUMBER", Integer.toString(i)));
      }
      writer.write("], \"kind\": \"List\"}\n");
    }
  }

  @Test
  void dumpOfAnySizeIsReadObjectByObject() throws Exception {
    writeDump(1800);
    assertThat(Files.size(folder.resolve("dump.json"))).isGreaterThan(20L << 20);
    int code = run("64m", "check", "dump.json", "-o", "json=report.json");
    assertThat(code).as(Files.readString(folder.resolve("said.txt"))).isZero();
    assertThat(report().get("summary").get("objects").asInt()).isEqualTo(1800);
    assertThat(report().get("workloads").get(1799).get("name").asText()).isEqualTo("web-1799");
    assertThat(report().get("workloads").get(1799).get("line").asInt()).isGreaterThan(800_000);

    assertThat(run("96m", "import", "dump.json", "-o", "snapshot.json"))
        .as(Files.readString(folder.resolve("said.txt")))
        .isZero();
  }

  /** Texts of one megabyte that ask for much; what each of them may ask of time is tested apart. */
  private static List<String> hostileTexts() {
    int size = 1 << 20;
    List<String> texts = new ArrayList<>();
    for (String unit : List.of("---\n", "- &a a\n", "- [1,2,3,4,5,6,7,8]\n", "- {a: b}\n", "#\n")) {
      texts.add(unit.repeat(size / unit.length()));
    }
    texts.add("kind: List\napiVersion: v1\nitems:\n" + "- {kind: Pod}\n".repeat(size / 14));
    texts.add("[" + "1,".repeat(size / 2 - 1) + "1]");
    texts.add("{\"kind\": \"List\", \"items\": [" + "{},".repeat(size / 3 - 20) + "{}]}");
    texts.add(aliases());
    StringBuilder keys = new StringBuilder();
    for (int i = 0; keys.length() < size; i++) {
      keys.append('k').append(i).append(": ").append(i).append('\n');
    }
    texts.add(keys.toString());
    return texts;
  }

  private static String aliases() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    return text.toString();
  }

  @Test
  void hostileTextsOfAMegabyteFitIntoTheMemoryPromised() throws Exception {
    Path texts = Files.createDirectory(folder.resolve("texts"));
    int number = 0;
    for (String text : hostileTexts()) {
      Files.writeString(texts.resolve("t" + number++ + ".yaml"), text);
    }
    int code = run("256m", "check", "texts", "-o", "json=report.json");
    String said = Files.readString(folder.resolve("said.txt"));
    assertThat(code).as(said.substring(0, Math.min(2000, said.length()))).isEqualTo(3);
    assertThat(said).doesNotContain("out of memory").doesNotContain("bug in Farsight");
    assertThat(report().get("summary").get("files").asInt()).isEqualTo(number);
  }
}
