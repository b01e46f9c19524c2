package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a scenario names, all but the first, in another thread while those before
 * them are made into objects.
 *
 * <p>Nobody can tell: a file that cannot be read, or about which there is anything to say, is read
 * once more when its turn comes, and said is then what is said without this class.
 */
final class ReadAhead {

  private final FileSource files;
  private final DocumentCache cache;

  /** By name or glob: ends when the files are read. */
  private final Map<String, CompletableFuture<Void>> reading = new LinkedHashMap<>();

  private final Map<FileSource.SourceFile, List<Document>> read = new ConcurrentHashMap<>();

  ReadAhead(FileSource files, DocumentCache cache) {
    this.files = files;
    this.cache = cache;
  }

  /** Begins to read what a scenario names, given its {@code spec}. */
  void begin(JsonNode spec) {
    List<String> names = new ArrayList<>();
    addTexts(spec.path("cluster").path("from"), names);
    for (JsonNode step : spec.path("timeline")) {
      JsonNode apply = step.path("apply");
      addTexts(apply.isObject() ? apply.path("files") : apply, names);
    }
    names.removeIf(name -> name.startsWith(ObjectFiles.BUNDLED));
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    for (String name : names.subList(Math.min(1, names.size()), names.size())) {
      if (!reading.containsKey(name)) {
        last = last.thenRunAsync(() -> read(name));
        reading.put(name, last);
      }
    }
  }

  private static void addTexts(JsonNode node, List<String> into) {
    if (node.isTextual()) {
      into.add(node.textValue());
    } else if (node.isArray()) {
      node.forEach(item -> addTexts(item, into));
    }
  }

  private void read(String name) {
    try {
      for (FileSource.SourceFile file : cache.find(name, files)) {
        Issues issues = new Issues();
        List<Document> documents =
            new TextLoader(TextLimits.DEFAULT, issues).load(file.name(), file.content());
        if (issues.isEmpty()) {
          read.put(file, documents);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // ends reading ahead; who asks for the file reports it
    }
  }

  /** Waits until the files of a name or glob are read, if they are being read. */
  void await(String name) {
    CompletableFuture<Void> begun = reading.remove(name);
    if (begun != null) {
      begun.exceptionally(failure -> null).join();
    }
  }

  /** Returns the documents of a file, or null if it has to be read. */
  @Nullable List<Document> documents(FileSource.SourceFile file) {
    return read.remove(file);
  }
}
