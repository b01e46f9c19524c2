package dev.farsight.scenario.issue;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known word that a misspelt one was probably meant to be. */
public final class DidYouMean {

  private static final int MAX_WORD = 64;

  private DidYouMean() {}

  /**
   * Returns the nearest known word, or null if none is near: at most a third of the letters may
   * differ, case aside. Of equally near words the first in the order of the collection is taken.
   * The word itself is never meant: whoever wrote it has it.
   */
  public static @Nullable String nearest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > MAX_WORD) {
      return null;
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      if (candidate.length() > MAX_WORD || candidate.equals(word)) {
        continue;
      }
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Returns {@code did you mean "x"?}, or the fallback if no known word is near. */
  public static String hint(String word, Collection<String> known, String fallback) {
    String nearest = nearest(word, known);
    return nearest == null ? fallback : "did you mean \"" + nearest + "\"?";
  }

  /** Returns how many letters must be added, dropped, replaced or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1);
        least = Math.min(least, table[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, table[i - 2][j - 2] + 1);
        }
        table[i][j] = least;
      }
    }
    return table[a.length()][b.length()];
  }
}
