package dev.farsight.cli;

import java.util.ArrayList;
import java.util.List;

/** Fits text into columns. */
final class TextLayout {

  private TextLayout() {}

  /** Returns the text in lines of a width; a word that is longer gets a line of its own. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Returns the text filled up with blanks behind it; a longer text stays as it is. */
  static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** Returns the text filled up with blanks before it. */
  static String right(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }

  /** Returns the text cut to a width; the end says that something is missing. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }

  /**
   * Returns the text cut in its middle: the end of a pod's name tells the pods of one workload
   * apart.
   */
  static String cutMiddle(String text, int width) {
    int tail = Math.min(10, width / 2);
    return text.length() <= width
        ? text
        : text.substring(0, width - tail - 1) + "…" + text.substring(text.length() - tail);
  }

  /**
   * Prints a head and a text beside it, wrapped, the further lines below the text.
   *
   * @param head what stands before the first line
   * @param column where the text begins; a longer head gets a line of its own, and where less than
   *     half of the width would be left, every head does
   */
  static void hanging(Console console, String head, int column, String text) {
    if (2 * column > console.width() + 2) {
      console.line(head);
      wrap(text, console.width() - 4).forEach(line -> console.line("    " + line));
      return;
    }
    List<String> lines = wrap(text, console.width() - column);
    int from = 0;
    if (head.length() < column) {
      console.line(pad(head, column) + lines.get(0));
      from = 1;
    } else {
      console.line(head);
    }
    lines.subList(from, lines.size()).forEach(line -> console.line(" ".repeat(column) + line));
  }
}
