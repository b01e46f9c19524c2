package dev.farsight.scenario.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The saved texts of the targets, a folder each: {@code *.lines} hold one text a line, {@code
 * *.base64} one text a line in Base64 (what a search found), any other file is one text.
 */
public final class SavedTexts {

  private static final String FOUND = "found.base64";

  private SavedTexts() {}

  /** Returns the texts of a target in the order of the files' names. */
  public static List<byte[]> of(FuzzTarget target, Path saved) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(saved.resolve(target.folder()))) {
      for (Path file : files.sorted().toList()) {
        texts.addAll(read(file));
      }
    }
    return texts;
  }

  /** Returns the texts of one file. */
  public static List<byte[]> read(Path file) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    String name = file.getFileName().toString();
    if (name.endsWith(".lines")) {
      for (String line : Files.readAllLines(file)) {
        texts.add(line.getBytes(StandardCharsets.UTF_8));
      }
    } else if (name.endsWith(".base64")) {
      for (String line : Files.readAllLines(file)) {
        texts.add(Base64.getDecoder().decode(line));
      }
    } else {
      texts.add(Files.readAllBytes(file));
    }
    return texts;
  }

  /** Adds texts that a search found. */
  public static void add(FuzzTarget target, Path saved, List<byte[]> texts) throws IOException {
    Path file = saved.resolve(target.folder()).resolve(FOUND);
    Set<String> lines = new LinkedHashSet<>();
    if (Files.exists(file)) {
      lines.addAll(Files.readAllLines(file));
    }
    for (byte[] text : texts) {
      lines.add(Base64.getEncoder().encodeToString(text));
    }
    if (!lines.isEmpty()) {
      Files.write(file, lines);
    }
  }
}
