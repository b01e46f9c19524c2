package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A number or a text, as bounds of roll-outs use it: {@code 1} or {@code "25%"}.
 *
 * @param number the number; absent for texts
 * @param text the text; absent for numbers
 */
public record IntOrString(@Nullable Integer number, @Nullable String text) {

  /** Digits of a percentage at the most: so many fit an int. */
  private static final int MOST_DIGITS = 9;

  /** Returns a number. */
  public static IntOrString of(int number) {
    return new IntOrString(number, null);
  }

  /** Returns a text. */
  public static IntOrString of(String text) {
    return new IntOrString(null, text);
  }

  /** Returns whether this is a number or a percentage in digits, such as {@code "25%"}. */
  public boolean isNumberOrPercent() {
    return number != null || (text != null && isPercent(text));
  }

  private static boolean isPercent(String text) {
    return text.endsWith("%") && Digits.isNumber(text, text.length() - 1, MOST_DIGITS);
  }

  /**
   * Returns the number, or the percentage of a total as Kubernetes computes it.
   *
   * @param total what 100 % stands for
   * @param roundUp whether fractions are rounded up
   * @throws IllegalStateException if this is neither a number nor a percentage
   */
  public int scaledValue(int total, boolean roundUp) {
    if (number != null) {
      return number;
    }
    if (text == null || !isNumberOrPercent()) {
      throw new IllegalStateException("not a number or percentage: " + text);
    }
    long percent = Long.parseLong(text, 0, text.length() - 1, 10);
    long product = percent * total;
    return Math.toIntExact(roundUp ? -Math.floorDiv(-product, 100L) : Math.floorDiv(product, 100L));
  }

  @Override
  public String toString() {
    return number != null ? Integer.toString(number) : String.valueOf(text);
  }
}
