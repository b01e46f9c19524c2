package dev.farsight.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error, which remembers why it could not be written: a {@link
 * PrintWriter} keeps that to itself, and a result cut short by a full disk must not look whole.
 */
final class StandardStream extends FilterOutputStream {

  private @Nullable IOException failure;

  StandardStream(OutputStream out) {
    super(out);
  }

  StandardStream(FileDescriptor descriptor) {
    this(new FileOutputStream(descriptor));
  }

  /** Returns a writer in UTF-8 whatever the locale says: the same bytes on every machine. */
  PrintWriter writer() {
    return new PrintWriter(this, true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Returns why not everything was written; null if it was, or if the reader of a pipe closed it
   * because it had seen enough, as {@code head} does.
   */
  @Nullable String failure() {
    IOException first = failure;
    String why = first == null ? null : String.valueOf(first.getMessage());
    return why == null || why.toLowerCase(Locale.ROOT).contains("pipe") ? null : why;
  }
}
