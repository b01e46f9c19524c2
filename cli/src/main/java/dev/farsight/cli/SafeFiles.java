package dev.farsight.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that nothing half-written ever stands under its final name. */
final class SafeFiles {

  private SafeFiles() {}

  /** Writes to a writer that is closed by the caller. */
  @FunctionalInterface
  interface Content {
    /** Writes everything. */
    void writeTo(Writer writer) throws IOException;
  }

  /** Writes a file beside its place first and moves it there when it is complete. */
  static void write(Path file, Content content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (Writer writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
        content.writeTo(writer);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
