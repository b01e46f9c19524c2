package dev.farsight.scenario.resolve;

import dev.farsight.scenario.text.Document;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Documents of files that were read before, for the many variants of one scenario, which may be
 * resolved at the same time. What was said about a file when it was read is not said again.
 */
public final class DocumentCache {

  private record Key(String name, int length, int hash) {}

  private final Map<Key, List<Document>> known = new ConcurrentHashMap<>();

  /** Returns the documents of a file, reading them if they are not known. */
  List<Document> get(FileSource.SourceFile file, Supplier<List<Document>> reading) {
    Key key = new Key(file.name(), file.content().length, Arrays.hashCode(file.content()));
    List<Document> documents = known.get(key);
    if (documents == null) {
      documents = List.copyOf(reading.get());
      known.put(key, documents);
    }
    return documents;
  }
}
