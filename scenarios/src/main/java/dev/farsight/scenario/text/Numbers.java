package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Turns the text of a number into a tree node, within the limits of length and exponent. */
final class Numbers {

  private Numbers() {}

  /** Returns the node of an integer, as small as it fits. */
  static JsonNode integer(BigInteger value) {
    if (value.bitLength() < 32) {
      return IntNode.valueOf(value.intValue());
    }
    return value.bitLength() < 64
        ? LongNode.valueOf(value.longValue())
        : BigIntegerNode.valueOf(value);
  }

  /**
   * Returns the node of a decimal number, or null if its exponent is beyond the limit. A value
   * without fraction becomes an integer, as it does on the way from YAML to JSON in Kubernetes.
   *
   * @param text digits with an optional sign, point and exponent; at most as long as the limit
   *     allows
   */
  static @Nullable JsonNode decimal(String text, TextLimits limits) {
    Integer exponent = exponent(text);
    if (exponent == null || Math.abs(exponent) > limits.maxExponent()) {
      return null;
    }
    BigDecimal value = new BigDecimal(text.endsWith(".") ? text + "0" : text.replace(".e", ".0e"));
    if (value.signum() == 0) {
      return IntNode.valueOf(0);
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() <= 0) {
      return integer(stripped.toBigIntegerExact());
    }
    return DecimalNode.valueOf(stripped);
  }

  /** Returns the written exponent, 0 without one, or null if it has more than four digits. */
  private static @Nullable Integer exponent(String text) {
    int at = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (at < 0) {
      return 0;
    }
    String digits = text.substring(text.charAt(at + 1) == '+' ? at + 2 : at + 1);
    return digits.length() > 5 ? null : Integer.valueOf(digits);
  }
}
