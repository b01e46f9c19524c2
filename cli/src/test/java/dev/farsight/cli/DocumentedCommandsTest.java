package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command of the documents as a shell would, in a folder that holds the examples, and
 * compares what it prints with what the document shows.
 *
 * <p>Commands stand in {@code console} blocks behind a {@code $}; the lines below are what standard
 * output shows; a lone line {@code ...} shows nothing. After a change of texts, {@code
 * -Dwrite.docs=true} writes the documents anew; read the difference.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the documents show commands of a POSIX shell")
class DocumentedCommandsTest {

  private static final String UPDATE = "write.docs";
  private static final String BLOCK = "```console";
  private static final String ELISION = "...";

  @TempDir private static Path folder;

  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("farsight"))) {
      root = root.getParent();
    }
    return root;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(root().resolve("docs"));
        Stream<Path> examples = Files.walk(root().resolve("examples"))) {
      return Stream.concat(
              Stream.of(root().resolve("README.md")),
              Stream.concat(docs, examples).filter(file -> file.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  /** One command and the lines shown below it. */
  private record Shown(int line, String command, List<String> output) {}

  private static List<Shown> commands(List<String> lines) {
    List<Shown> commands = new ArrayList<>();
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        inside = line.equals(BLOCK);
      } else if (inside && line.startsWith("$ ")) {
        commands.add(new Shown(i + 1, line.substring(2), new ArrayList<>()));
      } else if (inside) {
        commands.get(commands.size() - 1).output().add(line);
      }
    }
    return commands;
  }

  @TestFactory
  Stream<DynamicTest> everyDocumentedCommandPrintsWhatIsShown() throws IOException {
    prepare();
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      List<String> lines = Files.readAllLines(document);
      List<Shown> commands = commands(lines);
      if (!commands.isEmpty()) {
        String name = root().relativize(document).toString();
        tests.add(DynamicTest.dynamicTest(name, () -> check(document, name, commands)));
      }
    }
    assertThat(tests).as("the README shows commands").isNotEmpty();
    return tests.stream();
  }

  private static void check(Path document, String name, List<Shown> commands) throws Exception {
    List<List<String>> printed = new ArrayList<>();
    for (Shown command : commands) {
      List<String> lines = run(command.command());
      printed.add(command.output().equals(List.of(ELISION)) ? command.output() : lines);
    }
    if (Boolean.getBoolean(UPDATE)) {
      Files.write(document, updated(Files.readAllLines(document), printed));
      return;
    }
    for (int i = 0; i < commands.size(); i++) {
      Shown command = commands.get(i);
      assertThat(printed.get(i))
          .as("%s:%d: $ %s (-D%s=true shows anew)", name, command.line(), command.command(), UPDATE)
          .isEqualTo(command.output());
    }
  }

  private static List<String> updated(List<String> lines, List<List<String>> printed) {
    List<String> updated = new ArrayList<>();
    boolean inside = false;
    boolean kept = true;
    int next = 0;
    for (String line : lines) {
      if (line.startsWith("```")) {
        inside = line.equals(BLOCK);
        kept = true;
      } else if (inside && line.startsWith("$ ")) {
        updated.add(line);
        updated.addAll(printed.get(next++));
        kept = false;
        continue;
      }
      if (kept) {
        updated.add(line);
      }
    }
    return updated;
  }

  private static List<String> run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    builder.redirectError(folder.resolve("stderr").toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String err = Files.readString(folder.resolve("stderr"));
    assertThat(code)
        .as("%s%n%s", command, err)
        .isIn(ExitCodes.OK, ExitCodes.FAILED, ExitCodes.UNDECIDED);
    assertThat(err).as(command).doesNotContain("Exception");
    return out.lines().map(String::stripTrailing).toList();
  }

  /**
   * Makes the folder look like a clone with a built jar, and puts a stand-in for helm beside it.
   */
  private static void prepare() throws IOException {
    copy(root().resolve("examples"), folder.resolve("examples"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    script(
        "farsight",
        "exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\""
            .formatted(java, System.getProperty("java.class.path"), Farsight.class.getName()));
    // Helm itself is no part of this project: what it would print is the manifest of an example.
    script("helm", "cat examples/shop/web.yaml");
  }

  private static void script(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
