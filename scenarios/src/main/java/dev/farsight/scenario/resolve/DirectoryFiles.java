package dev.farsight.scenario.resolve;

import dev.farsight.scenario.text.Glob;
import dev.farsight.scenario.text.TextLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of a folder and below; names are shown the way the user named the folder. What lies outside
 * is refused, also where a symbolic link leads there: a scenario from elsewhere must not read the
 * user's other files.
 */
public final class DirectoryFiles implements FileSource {

  private static final int MAX_DEPTH = 12;
  private static final int MAX_FILES = 10_000;

  private final Path directory;

  /** Makes the source of the files in a folder. */
  public DirectoryFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public List<SourceFile> find(String pattern) throws IOException {
    if (pattern.contains("://")) {
      throw new IOException("addresses are not read; save the file beside the scenario");
    }
    try {
      return matching(pattern);
    } catch (InvalidPathException e) {
      throw new IOException("no file can have this name: " + e.getReason(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause(); // a folder below that cannot be read
    }
  }

  private List<SourceFile> matching(String pattern) throws IOException {
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
    refuseOutside(start);
    Glob glob = Glob.of(rest);
    List<SourceFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(start, MAX_DEPTH)) {
      List<Path> matching =
          files
              .filter(Files::isRegularFile)
              .filter(file -> glob.matches(start.relativize(file)))
              .limit(MAX_FILES + 1L)
              .sorted()
              .toList();
      if (matching.size() > MAX_FILES) {
        throw new IOException("it stands for more than " + MAX_FILES + " files");
      }
      for (Path file : matching) {
        found.add(read(file));
      }
    }
    return found;
  }

  private static int firstWildcard(String pattern) {
    int star = pattern.indexOf('*');
    int mark = pattern.indexOf('?');
    return star < 0 ? mark : mark < 0 ? star : Math.min(star, mark);
  }

  private SourceFile read(Path file) throws IOException {
    refuseOutside(file);
    if (Files.size(file) > TextLimits.DEFAULT.maxJsonBytes()) {
      throw new IOException(
          "it has more than " + (TextLimits.DEFAULT.maxJsonBytes() >> 20) + " MiB");
    }
    return new SourceFile(file.toString(), Files.readAllBytes(file));
  }

  private void refuseOutside(Path path) throws IOException {
    Path own = Files.exists(directory) ? directory.toRealPath() : Path.of("").toRealPath();
    try {
      if (!path.toRealPath().startsWith(own)) {
        throw new IOException("it lies outside the folder of the scenario");
      }
    } catch (NoSuchFileException e) {
      throw new IOException("it does not exist", e);
    }
  }
}
