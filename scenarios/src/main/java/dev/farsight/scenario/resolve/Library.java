package dev.farsight.scenario.resolve;

import dev.farsight.scenario.issue.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bundled scenarios and their manifests. */
public final class Library {

  private static final String ROOT = "/library/";
  private static final String INDEX = ROOT + "index.txt";

  private Library() {}

  /**
   * One bundled scenario.
   *
   * @param name name such as {@code keda/not-selected}
   * @param story story whose beginning it shares with others; empty if it stands alone
   * @param tried what is tried in it, in a few words; empty if it stands alone
   */
  public record Entry(String name, String story, String tried) {}

  /** Returns all bundled scenarios, in a good order. */
  public static List<Entry> entries() {
    byte[] index = resource(INDEX);
    if (index == null) {
      throw new IllegalStateException("resource is missing: " + INDEX);
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : new String(index, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] cells = line.split("\\|", -1);
        entries.add(new Entry(cells[0].strip(), cell(cells, 1), cell(cells, 2)));
      }
    }
    return List.copyOf(entries);
  }

  private static String cell(String[] cells, int index) {
    return index < cells.length ? cells[index].strip() : "";
  }

  /** Returns the scenarios of a story, that in which nothing is tried first. */
  public static List<Entry> story(String story) {
    return entries().stream().filter(entry -> entry.story().equals(story)).toList();
  }

  /** Returns the scenarios that begin as a bundled one does, itself among them; may be empty. */
  public static List<Entry> siblings(String name) {
    for (Entry entry : entries()) {
      if (entry.name().equals(name) && !entry.story().isEmpty()) {
        return story(entry.story());
      }
    }
    return List.of();
  }

  /**
   * Returns the names of all bundled scenarios, such as {@code keda/not-selected}, in a good order.
   */
  public static List<String> names() {
    return entries().stream().map(Entry::name).toList();
  }

  /** Returns the bundled scenario of a name, or null if there is none. */
  public static @Nullable ScenarioSource find(String name) {
    if (!names().contains(name)) {
      return null;
    }
    byte[] text = resource(ROOT + name + ".yaml");
    if (text == null) {
      throw new IllegalStateException("the index names a scenario that is not there: " + name);
    }
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "" : name.substring(0, slash + 1);
    return new ScenarioSource(name + ".yaml", text, new Files(folder));
  }

  /** Returns the bundled name nearest to a misspelt one, or null. */
  public static @Nullable String nearest(String name) {
    return DidYouMean.nearest(name, names());
  }

  /** Returns the content of a file of the library, such as {@code incident/incidents.yaml}. */
  public static byte[] content(String name) {
    return file(name).content();
  }

  /** Returns the file of a name in the library, or nothing. */
  static List<FileSource.SourceFile> files(String name) {
    return new Files("").find(name);
  }

  /** Returns a file of the library, such as {@code manifests/coredns/coredns-1.33.json}. */
  static FileSource.SourceFile file(String name) {
    byte[] content = resource(ROOT + name);
    if (content == null) {
      throw new IllegalStateException("resource is missing: " + ROOT + name);
    }
    return new FileSource.SourceFile(name, content);
  }

  private static byte @Nullable [] resource(String path) {
    try (InputStream stream = Library.class.getResourceAsStream(path)) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files beside a bundled scenario; globs are not needed there. */
  private record Files(String folder) implements FileSource {

    @Override
    public List<SourceFile> find(String pattern) {
      String path = normalize(folder + pattern);
      byte[] content = resource(ROOT + path);
      return content == null ? List.of() : List.of(new SourceFile(path, content));
    }

    private static String normalize(String path) {
      Deque<String> parts = new ArrayDeque<>();
      for (String part : path.split("/", -1)) {
        if (part.equals("..")) {
          parts.pollLast();
        } else if (!part.equals(".") && !part.isEmpty()) {
          parts.addLast(part);
        }
      }
      return String.join("/", parts);
    }
  }
}
