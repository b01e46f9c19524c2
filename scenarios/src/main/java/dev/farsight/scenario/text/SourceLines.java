package dev.farsight.scenario.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text, found on demand for excerpts. */
final class SourceLines {

  private static final int MAX_EXCERPT = 1000;

  /** Lines of a text that is not kept. */
  static final SourceLines NONE = new SourceLines(null);

  private final @Nullable String text;
  private int @Nullable [] starts;

  SourceLines(@Nullable String text) {
    this.text = text;
  }

  /** Returns a line without its end, cut to a thousand characters; null if it is not there. */
  @Nullable String line(int number) {
    if (text == null) {
      return null;
    }
    int[] found = starts == null ? findStarts(text) : starts;
    starts = found;
    if (number < 1 || number > found.length) {
      return null;
    }
    int from = found[number - 1];
    int to = number < found.length ? found[number] : text.length();
    String line = text.substring(from, Math.min(to, from + MAX_EXCERPT));
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static int[] findStarts(String text) {
    int[] starts = new int[64];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n' && i + 1 < text.length()) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }
}
