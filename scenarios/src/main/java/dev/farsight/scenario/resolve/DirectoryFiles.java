package dev.farsight.scenario.resolve;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of a folder and below; names are shown the way the user named the folder. */
public final class DirectoryFiles implements FileSource {

  private static final int MAX_DEPTH = 12;

  private final Path directory;

  /** Makes the source of the files in a folder. */
  public DirectoryFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<SourceFile> find(String pattern) throws IOException {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      Path file = directory.resolve(pattern).normalize();
      return Files.isRegularFile(file) ? List.of(read(file)) : List.of();
    }
    int slash = pattern.lastIndexOf('/', firstWildcard(pattern));
    Path start = directory.resolve(slash < 0 ? "" : pattern.substring(0, slash)).normalize();
    String rest = pattern.substring(slash + 1);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    List<SourceFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(start, MAX_DEPTH)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (matcher.matches(start.relativize(file))) {
          found.add(read(file));
        }
      }
    }
    return found;
  }

  private static int firstWildcard(String pattern) {
    int star = pattern.indexOf('*');
    int mark = pattern.indexOf('?');
    return star < 0 ? mark : mark < 0 ? star : Math.min(star, mark);
  }

  private static SourceFile read(Path file) throws IOException {
    return new SourceFile(file.toString(), Files.readAllBytes(file));
  }
}
