package dev.farsight.scenario.fuzz;

/** Wildcards by the definition: a table of which prefixes match. */
final class SlowWildcards {

  private SlowWildcards() {}

  static boolean matches(String pattern, String text) {
    boolean[][] match = new boolean[pattern.length() + 1][text.length() + 1];
    match[0][0] = true;
    for (int i = 1; i <= pattern.length(); i++) {
      char c = pattern.charAt(i - 1);
      for (int j = 0; j <= text.length(); j++) {
        if (c == '*') {
          match[i][j] = match[i - 1][j] || (j > 0 && match[i][j - 1]);
        } else if (j > 0) {
          match[i][j] = match[i - 1][j - 1] && (c == '?' || c == text.charAt(j - 1));
        }
      }
    }
    return match[pattern.length()][text.length()];
  }
}
