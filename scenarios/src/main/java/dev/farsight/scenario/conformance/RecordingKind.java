package dev.farsight.scenario.conformance;

import dev.farsight.scenario.issue.Issues;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One way to keep recorded cases: lines of a file, or a folder. */
public interface RecordingKind {

  /**
   * Reads a file or folder if it is of this kind.
   *
   * @param path file or folder
   * @param named whether the user named it; otherwise it was found below a folder, where files of
   *     other kinds are passed over
   * @param relative its path below what the user named; empty for that itself
   * @param issues hears of what cannot be read; the rest is still returned
   * @return the recording, or null if the file or folder is not of this kind
   */
  @Nullable Recording read(Path path, boolean named, Path relative, Issues issues);
}
