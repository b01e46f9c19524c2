package dev.farsight.scenario.check;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.Glob;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The inputs that a user names: files, folders (read with all below, links not followed), globs,
 * and {@code -} for standard input.
 */
public final class InputFiles {

  private static final int MAX_FILES = 10_000;
  private static final int MAX_DEPTH = 32;
  private static final List<String> ENDINGS =
      List.of(".yaml", ".yml", ".json", ".yaml.gz", ".yml.gz", ".json.gz", ".template");

  private final InputStream standardInput;
  private final Issues issues;
  private final TextLoader loader;
  private int count;

  /** Creates a reader of inputs that reports to a collection of issues. */
  public InputFiles(InputStream standardInput, TextLimits limits, Issues issues) {
    this.standardInput = standardInput;
    this.issues = issues;
    this.loader = new TextLoader(limits, issues);
  }

  /** Returns how many inputs were read, also those that could not be understood. */
  public int count() {
    return count;
  }

  /** Reads all documents of the named inputs, in the order of the names. */
  public void read(List<String> names, Consumer<Document> sink) {
    readNaming("<stdin>", names, sink);
  }

  /** Reads all documents of the named inputs; standard input goes by the given name. */
  public void readNaming(String standardInputName, List<String> names, Consumer<Document> sink) {
    for (String name : names) {
      if (name.equals("-")) {
        count++;
        loader.load(standardInputName, standardInput, sink);
      } else {
        for (String file : expand(name)) {
          count++;
          loader.load(file, Path.of(file), sink);
        }
      }
    }
  }

  private List<String> expand(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        List<String> found = filesBelow(path);
        if (found.isEmpty()) {
          issues.add(
              Issue.inFile(
                  IssueCode.EMPTY_INPUT,
                  name,
                  "folder \"" + name + "\" holds no .yaml, .yml or .json file",
                  ""));
        }
        return found;
      }
      if (!Files.exists(path) && Glob.isGlob(name)) {
        return matching(name);
      }
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE, name, "\"" + name + "\" cannot be read: " + e, ""));
      return List.of();
    }
    return List.of(name);
  }

  private List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      return bounded(
          folder.toString(), walk.filter(InputFiles::isFile).filter(InputFiles::hasKnownEnding));
    }
  }

  private List<String> matching(String glob) throws IOException {
    int wild = Glob.firstWild(glob);
    int slash = glob.lastIndexOf('/', wild);
    Path base = slash < 0 ? Path.of("") : Path.of(glob.substring(0, Math.max(1, slash)));
    if (!Files.isDirectory(slash < 0 ? Path.of(".") : base)) {
      return List.of(glob);
    }
    Glob pattern = Glob.of(glob.replace(File.separatorChar, '/'));
    try (Stream<Path> walk = Files.walk(base, MAX_DEPTH)) {
      List<String> found = bounded(glob, walk.filter(InputFiles::isFile).filter(pattern::matches));
      return found.isEmpty() ? List.of(glob) : found;
    }
  }

  private List<String> bounded(String name, Stream<Path> files) {
    List<String> found = new ArrayList<>();
    files.limit(MAX_FILES + 1L).sorted().forEach(file -> found.add(file.toString()));
    if (found.size() > MAX_FILES) {
      issues.add(
          Issue.inFile(
              IssueCode.INPUT_TOO_LARGE,
              name,
              "\"" + name + "\" stands for more than " + MAX_FILES + " files",
              "name fewer"));
      return List.of();
    }
    return found;
  }

  /** Returns whether a file stands in the folder itself: links may lead anywhere. */
  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean hasKnownEnding(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
