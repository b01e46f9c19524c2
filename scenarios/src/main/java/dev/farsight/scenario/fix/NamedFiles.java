package dev.farsight.scenario.fix;

import dev.farsight.scenario.resolve.FileSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files beside a scenario, with a memory of those that it names. */
final class NamedFiles implements FileSource {

  private final FileSource files;
  private final Map<String, List<SourceFile>> named = new ConcurrentHashMap<>();

  NamedFiles(FileSource files) {
    this.files = files;
  }

  @Override
  public List<SourceFile> find(String pattern) throws IOException {
    List<SourceFile> found = files.find(pattern);
    named.put(pattern, found);
    return found;
  }

  /** Returns what a text of the scenario names as a file; empty if it does not. */
  List<SourceFile> named(String pattern) {
    return named.getOrDefault(pattern, List.of());
  }
}
