package dev.farsight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks: the repository is tidy and its documents do not lie. */
class TidyTest {

  private static final Set<String> SKIPPED = Set.of(".git", "target", "farsight-demo", ".idea");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern GLOSSARY_ROW =
      Pattern.compile("^\\|\\s*\\*{0,2}([^|*]+?)\\*{0,2}\\s*\\|([^|]*)\\|([^|]*)\\|.*$");
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Za-z0-9]*)`");
  private static final Pattern ADR = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  private final Path root = root();

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("farsight.cmd"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("the repository around " + Path.of("").toAbsolutePath()).isNotNull();
    return folder;
  }

  /** Returns the files of the repository with one of the endings, in the order of their names. */
  private List<Path> files(String... endings) {
    List<Path> found = new ArrayList<>();
    collect(root, Set.of(endings), found);
    assertThat(found).isNotEmpty();
    return found;
  }

  private static void collect(Path folder, Set<String> endings, List<Path> found) {
    try (Stream<Path> children = Files.list(folder).sorted()) {
      for (Path child : children.toList()) {
        String name = child.getFileName().toString();
        if (Files.isDirectory(child)) {
          if (!SKIPPED.contains(name)) {
            collect(child, endings, found);
          }
        } else if (endings.stream().anyMatch(name::endsWith)) {
          found.add(child);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  @Test
  void nothingIsLeftToDoInTheCode() {
    // Put together here, so that this file does not find itself.
    Pattern mark = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    List<String> found = new ArrayList<>();
    for (Path file : files(".java", ".md", ".sh", ".cmd", "pom.xml")) {
      if (mark.matcher(read(file)).find()) {
        found.add(root.relativize(file).toString());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noPackageRegistryIsNamed() {
    Pattern host =
        Pattern.compile(
            "repo1?\\.maven\\."
                + "(apache\\.)?org|registry\\."
                + "npmjs|pypi\\."
                + "org|proxy\\."
                + "golang|files\\.python"
                + "hosted");
    List<String> found = new ArrayList<>();
    for (Path file : files(".java", ".md", ".sh", ".cmd", ".xml", ".yaml", ".properties")) {
      if (host.matcher(read(file)).find()) {
        found.add(root.relativize(file).toString());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void linksInDocumentsLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path file : files(".md")) {
      if (root.relativize(file).toString().contains("src")) {
        continue;
      }
      Matcher link = LINK.matcher(withoutCode(read(file)));
      while (link.find()) {
        String target = link.group(1).replaceFirst("#.*", "");
        if (target.isEmpty() || target.matches("[a-z]+:.*")) {
          continue;
        }
        if (!Files.exists(file.resolveSibling(target))) {
          broken.add(root.relativize(file) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static String withoutCode(String markdown) {
    return markdown.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  @Test
  void classesOfTheGlossaryExist() {
    Set<String> classes = new TreeSet<>();
    for (Path file : files(".java")) {
      classes.add(file.getFileName().toString().replace(".java", ""));
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String line : read(root.resolve("docs/GLOSSARY.md")).lines().toList()) {
      Matcher row = GLOSSARY_ROW.matcher(line);
      if (row.matches()) {
        Matcher code = CODE.matcher(row.group(3));
        while (code.find()) {
          named++;
          if (!classes.contains(code.group(1))) {
            missing.add(row.group(1) + ": " + code.group(1));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).as("classes named in the glossary").isGreaterThan(20);
  }

  @Test
  void decisionRecordsAreNumberedAndComplete() {
    List<Path> records = new ArrayList<>();
    collect(root.resolve("docs/adr"), Set.of(".md"), records);
    int expected = 1;
    for (Path record : records) {
      String name = record.getFileName().toString();
      Matcher numbered = ADR.matcher(name);
      assertThat(numbered.matches()).as(name).isTrue();
      assertThat(Integer.parseInt(numbered.group(1))).as(name).isEqualTo(expected++);
      assertThat(read(record))
          .as(name)
          .startsWith("# " + numbered.group(1) + " ")
          .contains("## Problem", "## Decision", "## Alternatives", "## Consequences");
    }
    assertThat(expected).isGreaterThan(1);
  }

  @Test
  void scriptsMayBeRun() {
    for (String name : List.of("build", "farsight", ".ci/run")) {
      assertThat(root.resolve(name)).isExecutable();
      assertThat(read(root.resolve(name))).as(name).startsWith("#!/bin/sh\n");
    }
  }
}
