package dev.farsight.report.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that appears whole or not at all. */
public final class AtomicFile {

  private AtomicFile() {}

  /** What fills a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param out stream to write to; the caller closes it
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing an older one, and makes its folder where that is missing. What is no
   * ordinary file, such as {@code /dev/stdout} or a pipe, is written to directly; a symbolic link
   * is followed.
   *
   * @param file file to write
   * @param content what to write
   * @throws IOException if writing fails; an older file is then left as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      target = target.toRealPath();
      if (Files.isDirectory(target)) {
        throw new FileSystemException(file.toString(), null, "is a folder");
      }
      if (!Files.isRegularFile(target)) {
        try (OutputStream out = Files.newOutputStream(target)) {
          content.writeTo(out);
        }
        return;
      }
      if (!Files.isWritable(target)) {
        throw new AccessDeniedException(file.toString());
      }
    }
    replace(target, content);
  }

  private static void replace(Path target, Content content) throws IOException {
    Path folder = target.getParent();
    Path name = target.getFileName();
    if (folder == null || name == null) {
      throw new FileSystemException(target.toString(), null, "is not a file");
    }
    Files.createDirectories(folder);
    // Not Files.createTempFile: its files are readable by their owner alone, and stay so when
    // moved.
    long writer = Thread.currentThread().getId();
    Path part =
        folder.resolve("." + name + "." + ProcessHandle.current().pid() + "-" + writer + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part, CREATE_NEW, WRITE)) {
        content.writeTo(out);
      }
      try {
        Files.move(part, target, ATOMIC_MOVE, REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What fills a text file. */
  @FunctionalInterface
  public interface TextContent {

    /**
     * Writes the content.
     *
     * @param writer writer in UTF-8; the caller closes it
     * @throws IOException if writing fails
     */
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param file file to write
   * @param content what to write
   * @throws IOException if writing fails; an older file is then left as it was
   */
  public static void writeText(Path file, TextContent content) throws IOException {
    write(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          content.writeTo(writer);
          writer.flush();
        });
  }

  /**
   * Writes a text in UTF-8.
   *
   * @param file file to write
   * @param text text
   * @throws IOException if writing fails; an older file is then left as it was
   */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
