package dev.farsight.scenario.resolve;

import dev.farsight.scenario.text.Document;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Files and their documents that were read before, for the many variants of one scenario, which may
 * be resolved at the same time. What was said about a file when it was read is not said again.
 */
public final class DocumentCache {

  private final Map<String, List<FileSource.SourceFile>> found = new ConcurrentHashMap<>();
  private final Map<FileSource.SourceFile, List<Document>> known = new ConcurrentHashMap<>();

  /**
   * Returns the files that a name or glob means, looking for them if they were not found before.
   *
   * @throws IOException if reading fails
   */
  List<FileSource.SourceFile> find(String pattern, FileSource files) throws IOException {
    List<FileSource.SourceFile> before = found.get(pattern);
    if (before == null) {
      before = List.copyOf(files.find(pattern));
      if (!before.isEmpty()) {
        found.put(pattern, before);
      }
    }
    return before;
  }

  /** Returns the documents of a file, reading them if they are not known. */
  List<Document> get(FileSource.SourceFile file, Supplier<List<Document>> reading) {
    List<Document> documents = known.get(file);
    if (documents == null) {
      documents = List.copyOf(reading.get());
      known.put(file, documents);
    }
    return documents;
  }
}
