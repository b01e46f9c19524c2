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
    return isNumber(text, text.length(), most);
  }

  /**
   * Returns whether the beginning of a text consists of decimal digits.
   *
   * @param text text
   * @param end place behind the beginning; an empty one is no number
   * @param most digits at the most
   */
  static boolean isNumber(String text, int end, int most) {
    if (end <= 0 || end > most) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return false;
      }
    }
    return true;
  }
}
