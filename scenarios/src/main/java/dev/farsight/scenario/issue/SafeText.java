package dev.farsight.scenario.issue;

/**
 * Makes text of unknown origin safe to print on a terminal.
 *
 * <p>A pod may be named so that its name moves the cursor, rewrites the window title or reverses
 * the reading order. Control characters (C0, C1, DEL) and the bidirectional controls of Unicode are
 * shown as escapes instead; line ends and tabs become escapes too, so that one value stays on one
 * line.
 */
public final class SafeText {

  private SafeText() {}

  /** Returns the text with everything that could steer a terminal escaped. */
  public static String of(String text) {
    int first = firstUnsafe(text);
    if (first < 0) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    safe.append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnsafe(c)) {
        safe.append(c);
      } else if (c == '\n') {
        safe.append("\\n");
      } else if (c == '\r') {
        safe.append("\\r");
      } else if (c == '\t') {
        safe.append(' ');
      } else {
        safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return safe.toString();
  }

  private static int firstUnsafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isUnsafe(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }
}
