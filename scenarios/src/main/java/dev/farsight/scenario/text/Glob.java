package dev.farsight.scenario.text;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for the names of files, as shells and {@code java.nio} read them: {@code *} stands for
 * any characters of one name, {@code **} for folders too, {@code ?} for one character, {@code
 * [a-z]} and {@code [!a-z]} for one of a set, {@code {a,b}} for one of several words.
 *
 * <p>Patterns come from files of strangers: each character is looked at once for every part of the
 * pattern, whereas the pattern of the JDK tries again and again. Brackets that do not close stand
 * for themselves, so every text is a pattern.
 */
public final class Glob {

  /** Words that braces may stand for in all; what would stand for more is taken literally. */
  private static final int MAX_ALTERNATIVES = 64;

  private static final char ANY = '*';

  private final List<List<Part>> alternatives = new ArrayList<>();

  /**
   * One part of a pattern.
   *
   * @param repeats whether it stands for any number of characters
   * @param crosses whether it may stand for the slash between folders
   * @param negated whether it stands for what is not in the set
   * @param set pairs of first and last characters; empty stands for all characters
   */
  private record Part(boolean repeats, boolean crosses, boolean negated, String set) {

    boolean takes(char c) {
      boolean inside = set.isEmpty();
      for (int i = 0; i < set.length(); i += 2) {
        inside |= set.charAt(i) <= c && c <= set.charAt(i + 1);
      }
      return inside != negated && (crosses || c != '/');
    }
  }

  private Glob(String pattern) {
    for (String alternative : expanded(pattern)) {
      alternatives.add(parts(alternative));
    }
  }

  /** Returns the pattern of a text. */
  public static Glob of(String pattern) {
    return new Glob(pattern);
  }

  /** Returns whether a text asks to be read as a pattern. */
  public static boolean isGlob(String text) {
    return firstWild(text) < text.length();
  }

  /** Returns where the first character stands that is not itself, or the length of the text. */
  public static int firstWild(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[{".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Returns whether a file is one that the pattern means. */
  public boolean matches(Path file) {
    return matches(file.toString().replace(File.separatorChar, '/'));
  }

  /** Returns whether a path, with slashes between its folders, is one that the pattern means. */
  boolean matches(String path) {
    for (List<Part> parts : alternatives) {
      if (matches(parts, path)) {
        return true;
      }
    }
    return false;
  }

  /** Follows all ways through the parts at once: one bit per part that may come next. */
  private static boolean matches(List<Part> parts, String path) {
    boolean[] at = new boolean[parts.size() + 1];
    at[0] = true;
    skipRepeats(parts, at);
    for (int i = 0; i < path.length(); i++) {
      boolean[] next = new boolean[at.length];
      for (int k = 0; k < parts.size(); k++) {
        if (at[k] && parts.get(k).takes(path.charAt(i))) {
          next[parts.get(k).repeats() ? k : k + 1] = true;
        }
      }
      skipRepeats(parts, next);
      at = next;
    }
    return at[parts.size()];
  }

  private static void skipRepeats(List<Part> parts, boolean[] at) {
    for (int k = 0; k < parts.size(); k++) {
      at[k + 1] |= at[k] && parts.get(k).repeats();
    }
  }

  private static List<Part> parts(String pattern) {
    List<Part> parts = new ArrayList<>();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (c == ANY) {
        boolean twice = pattern.startsWith("**", i);
        parts.add(new Part(true, twice, false, ""));
        i += twice ? 2 : 1;
      } else if (c == '?') {
        parts.add(new Part(false, false, false, ""));
        i++;
      } else if (close > 0) {
        boolean negated = pattern.charAt(i + 1) == '!' && close > i + 2;
        String inside = pattern.substring(i + (negated ? 2 : 1), close);
        parts.add(new Part(false, false, negated, set(inside)));
        i = close + 1;
      } else {
        parts.add(new Part(false, true, false, "" + c + c));
        i++;
      }
    }
    return parts;
  }

  private static String set(String inside) {
    StringBuilder pairs = new StringBuilder();
    int i = 0;
    while (i < inside.length()) {
      boolean range = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
      pairs.append(inside.charAt(i)).append(inside.charAt(range ? i + 2 : i));
      i += range ? 3 : 1;
    }
    return pairs.toString();
  }

  private static List<String> expanded(String pattern) {
    List<String> done = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of(pattern));
    while (!open.isEmpty()) {
      String text = open.remove(open.size() - 1);
      int begin = text.indexOf('{');
      int end = text.indexOf('}', Math.max(0, begin));
      String inside = begin < 0 || end < 0 ? "{" : text.substring(begin + 1, end);
      if (inside.indexOf('{') >= 0) {
        done.add(text); // no braces, or braces inside braces, which stand for themselves
        continue;
      }
      for (String word : inside.split(",", -1)) {
        open.add(text.substring(0, begin) + word + text.substring(end + 1));
      }
      if (open.size() + done.size() > MAX_ALTERNATIVES) {
        return List.of(pattern);
      }
    }
    return done;
  }
}
