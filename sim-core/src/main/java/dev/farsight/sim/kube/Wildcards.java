package dev.farsight.sim.kube;

/**
 * Patterns of Fargate profile selectors: {@code *} stands for any number of characters, {@code ?}
 * for exactly one.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html">wildcards in
 *     selectors</a>
 */
public final class Wildcards {

  private Wildcards() {}

  /** Returns whether a pattern matches a whole text; takes at most O(pattern × text) steps. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
