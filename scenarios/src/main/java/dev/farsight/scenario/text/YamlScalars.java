package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plain YAML scalar means to Kubernetes.
 *
 * <p>These are the rules of go-yaml v2, which kubectl and the API server use through
 * sigs.k8s.io/yaml: the words of YAML 1.1 ({@code yes}, {@code on}, {@code y}, ...) are booleans, a
 * leading zero makes an octal number, underscores in numbers do not count, base-60 numbers and
 * dates stay texts, numbers beyond 64 bits become floating-point.
 *
 * @see <a href="https://github.com/yaml/go-yaml/blob/v2/resolve.go">go-yaml, resolve.go</a>
 */
final class YamlScalars {

  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NOT_FINITE =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  private final TextLimits limits;

  YamlScalars(TextLimits limits) {
    this.limits = limits;
  }

  /** Returns the value of a plain scalar, or null if it is a number outside the limits. */
  @Nullable JsonNode resolve(String text) {
    if (NULL.contains(text)) {
      return NullNode.getInstance();
    }
    if (text.length() <= 5) {
      if (TRUE.contains(text)) {
        return BooleanNode.TRUE;
      }
      if (FALSE.contains(text)) {
        return BooleanNode.FALSE;
      }
      if (NOT_FINITE.contains(text)) {
        return null;
      }
    }
    char first = text.charAt(0);
    if (first == '.') {
      return isFloat(text) ? number(text) : TextNode.valueOf(text);
    }
    if (first == '+' || first == '-' || (first >= '0' && first <= '9')) {
      return resolveNumber(text);
    }
    return TextNode.valueOf(text);
  }

  private @Nullable JsonNode resolveNumber(String text) {
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (plain.length() > limits.maxNumberChars()) {
      return isDigits(plain) ? null : TextNode.valueOf(text);
    }
    BigInteger integer = integerOf(plain);
    if (integer != null && fits64Bits(integer)) {
      return Numbers.integer(integer);
    }
    return isFloat(plain) ? number(plain) : TextNode.valueOf(text);
  }

  private @Nullable JsonNode number(String text) {
    return text.length() > limits.maxNumberChars() ? null : Numbers.decimal(text, limits);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && (i > 0 || (c != '+' && c != '-'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits64Bits(BigInteger value) {
    return value.signum() < 0 ? value.bitLength() < 64 : value.bitLength() <= 64;
  }

  /** Reads an integer with an optional sign and the prefix 0x, 0o, 0b or 0, as Go's base 0 does. */
  private static @Nullable BigInteger integerOf(String text) {
    int start = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    String digits = text.substring(start);
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      switch (digits.charAt(1)) {
        case 'x', 'X' -> radix = 16;
        case 'b', 'B' -> radix = 2;
        case 'o', 'O' -> radix = 8;
        default -> {
          radix = 8;
          digits = "0" + digits;
        }
      }
      digits = digits.substring(2);
    }
    if (digits.isEmpty()) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    return text.charAt(0) == '-' ? value.negate() : value;
  }

  /** Checks {@code [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?} in one pass. */
  private static boolean isFloat(String text) {
    int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    int whole = digitsEnd(text, at) - at;
    at += whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digitsEnd(text, at + 1) - at - 1;
      if (whole == 0 && fraction == 0) {
        return false;
      }
      at += 1 + fraction;
    } else if (whole == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      int end = digitsEnd(text, at);
      return end > at && end == text.length();
    }
    return at == text.length();
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
