package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every farsight command on the page about inputs does what it is there for. */
class InputsPageTest {

  private static final Pattern COMMAND = Pattern.compile("`([^`]*farsight [^`]*)`");

  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image:"
          + " i}]}}\n";

  @TempDir private Path folder;

  /** Names on the page, and the files that stand for them. */
  private final Map<String, String> names = new TreeMap<>();

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    names.put(name, file.toString());
  }

  @BeforeEach
  void prepare() throws IOException {
    put("k8s/pod.yaml", POD);
    names.put("k8s/", folder.resolve("k8s").toString());
    put("profiles.json", "[{\"name\": \"fp\", \"selectors\": [{\"namespace\": \"default\"}]}]");
    put(
        "cluster.yaml",
        """
        apiVersion: eksctl.io/v1alpha5
        kind: ClusterConfig
        metadata: {name: c, region: eu-west-1}
        """);
    try (InputStream dump = InputsPageTest.class.getResourceAsStream("/canaries/dump.json")) {
      put("dump.json", new String(dump.readAllBytes(), StandardCharsets.UTF_8));
    }
    names.put("cluster.json", folder.resolve("cluster.json").toString());
    names.put("scenario.yaml", folder.resolve("scenario.yaml").toString());
  }

  private static List<String> commands() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("farsight"))) {
      root = root.getParent();
    }
    List<String> commands = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(Files.readString(root.resolve("docs/inputs.md")));
    while (matcher.find()) {
      String command = matcher.group(1).replace("\\|", "|");
      commands.add(command.substring(command.lastIndexOf("farsight ")));
    }
    return commands;
  }

  @Test
  void everyCommandOfThePageWorks() throws IOException {
    // The scenario that the page checks and runs is the one that its init writes.
    CommandRun init = CommandRun.of("init", names.get("k8s/"), "-o", names.get("scenario.yaml"));
    assertThat(init.code()).as(init.all()).isZero();
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(5);
    for (String command : commands) {
      if (command.contains("FILES")) {
        continue; // the form of a command, not an example
      }
      List<String> words = new ArrayList<>();
      for (String word : command.split(" ", -1)) {
        words.add(names.getOrDefault(word, word));
      }
      words.remove(0);
      if (words.get(0).equals("init")) {
        words.addAll(List.of("-o", folder.resolve("drafted.yaml").toString(), "--force"));
      }
      CommandRun run = CommandRun.piped(POD, words.toArray(String[]::new));
      assertThat(run.code()).as(command + "\n" + run.all()).isLessThan(2);
      assertThat(run.all()).as(command).isNotBlank();
    }
  }
}
