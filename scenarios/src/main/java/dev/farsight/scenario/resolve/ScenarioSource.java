package dev.farsight.scenario.resolve;

import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as bytes, and where the files it names are found.
 *
 * @param name name as users know it: the file, or the bundled name with {@code .yaml}
 * @param text the scenario file, which nobody changes
 * @param files files beside it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
public record ScenarioSource(String name, byte[] text, FileSource files) {

  /** File that a folder's scenario is in. */
  public static final String FILE_NAME = "scenario.yaml";

  /**
   * Finds a scenario: a file, a folder that holds {@code scenario.yaml}, {@code -} for standard
   * input, or the name of a bundled one.
   *
   * @return the scenario, or null after reporting why there is none
   */
  public static @Nullable ScenarioSource locate(
      String argument, InputStream standardInput, Issues issues) {
    try {
      if (argument.equals("-")) {
        return new ScenarioSource(
            "-", standardInput.readAllBytes(), new DirectoryFiles(Path.of("")));
      }
      Path path = Path.of(argument);
      Path file = Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
      if (Files.isRegularFile(file)) {
        Path parent = file.getParent();
        FileSource files = new DirectoryFiles(parent == null ? Path.of("") : parent);
        return new ScenarioSource(file.toString(), Files.readAllBytes(file), files);
      }
    } catch (java.nio.file.InvalidPathException e) {
      // No file can have this name; a bundled scenario cannot either.
    } catch (IOException e) {
      issues.add(
          Issue.inFile(
              IssueCode.FILE_UNREADABLE, argument, "cannot be read: " + e.getMessage(), ""));
      return null;
    }
    ScenarioSource bundled = Library.find(argument);
    if (bundled == null) {
      issues.add(notFound(argument));
    }
    return bundled;
  }

  private static Issue notFound(String argument) {
    String nearest = Library.nearest(argument);
    boolean folder = Files.isDirectory(Path.of(argument));
    String message =
        folder
            ? "the folder holds no " + FILE_NAME
            : "neither a file nor the name of a bundled scenario";
    String hint =
        nearest != null
            ? "did you mean \"" + nearest + "\"?"
            : "farsight list shows the bundled ones; farsight init writes one for your manifests";
    return Issue.inFile(IssueCode.FILE_UNREADABLE, argument, message, hint);
  }
}
