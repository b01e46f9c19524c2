package dev.farsight.scenario.conformance;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the recordings among what a user names: files, and folders with all below. What a thing is
 * follows from what is in it, never from its name.
 */
public final class Recordings {

  private static final int MAX_DEPTH = 32;

  private final List<RecordingKind> kinds;
  private final Issues issues;

  /**
   * Makes a finder.
   *
   * @param kinds the kinds that are looked for; the first that knows a file or folder has it
   * @param issues hears of what cannot be read
   */
  public Recordings(List<RecordingKind> kinds, Issues issues) {
    this.kinds = List.copyOf(kinds);
    this.issues = issues;
  }

  /**
   * Returns the recordings in and below paths.
   *
   * @param paths what the user named, with different last names if there are several
   */
  public List<Recording> below(List<Path> paths) {
    List<Recording> found = new ArrayList<>();
    for (Path path : paths) {
      issues.expectFile(path.toString());
      if (!Files.exists(path)) {
        issues.add(
            Issue.inFile(
                IssueCode.FILE_UNREADABLE,
                path.toString(),
                "\"" + path + "\" does not exist",
                "name files or folders of recorded cases"));
        continue;
      }
      Path under = paths.size() > 1 ? lastName(path) : Path.of("");
      boolean file = !Files.isDirectory(path);
      Path start = file && paths.size() == 1 ? lastName(path) : under;
      int before = found.size();
      int errors = issues.count(Severity.ERROR);
      visit(path, true, start, 0, found);
      if (found.size() == before && issues.count(Severity.ERROR) == errors) {
        issues.add(
            Issue.inFile(
                    IssueCode.EMPTY_INPUT,
                    path.toString(),
                    "\"" + path + "\" holds no recorded case",
                    "cases are lines of JSON with a field expect, or folders with scenario.yaml,"
                        + " timeline.ndjson and summary.json")
                .withSeverity(Severity.ERROR));
      }
    }
    return found;
  }

  /** Returns the last name of a path, also of one that ends with a dot. */
  public static Path lastName(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? Path.of("") : last;
  }

  private void visit(Path path, boolean named, Path relative, int depth, List<Recording> found) {
    for (RecordingKind kind : kinds) {
      Recording recording = kind.read(path, named, relative, issues);
      if (recording != null) {
        if (!recording.cases().isEmpty()) {
          found.add(recording);
        }
        return;
      }
    }
    if (!Files.isDirectory(path) || depth == MAX_DEPTH) {
      return;
    }
    for (Path child : children(path)) {
      visit(child, false, relative.resolve(child.getFileName()), depth + 1, found);
    }
  }

  private List<Path> children(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE,
              folder.toString(),
              "\"" + folder + "\" cannot be read: " + e.getMessage(),
              ""));
      return List.of();
    }
  }
}
