package dev.farsight.scenario.resolve;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files that a scenario names are found. */
public interface FileSource {

  /**
   * Returns the files that a name or a glob means, sorted by name; empty if there is none.
   *
   * @param pattern name relative to the scenario, {@code *} and {@code ?} allowed
   * @throws IOException if reading fails
   */
  List<SourceFile> find(String pattern) throws IOException;

  /**
   * A file and what it holds; equal to another only if both come of the same reading.
   *
   * @param name name as users know it
   * @param content its bytes, which nobody changes
   */
  @SuppressWarnings("ArrayRecordComponent") // the identity of the array is meant
  record SourceFile(String name, byte[] content) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SourceFile that && content == that.content && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
