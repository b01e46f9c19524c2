package dev.farsight.sim.kube;

/** Texts of decimal digits, without the cost of a regular expression. */
public final class Digits {

  private Digits() {}

  /**
   * Returns whether a text consists of decimal digits.
   *
   * @param text text, may be empty, which is no number
   * @param most digits at the most; 18 always fit a long, 9 an int
   */
  public static boolean isNumber(String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return false;
      }
    }
    return true;
  }
}
