package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.IssueCode;

/** Reads a small expression word by word; positions are kept for messages. */
final class Tokens {

  private final String text;
  private int position;

  Tokens(String text) {
    this.text = text;
  }

  int position() {
    skipSpace();
    return position;
  }

  boolean atEnd() {
    skipSpace();
    return position == text.length();
  }

  char peek() {
    skipSpace();
    return position < text.length() ? text.charAt(position) : '\0';
  }

  /** Takes a sign if it comes next. */
  boolean take(String sign) {
    skipSpace();
    if (!text.startsWith(sign, position)) {
      return false;
    }
    position += sign.length();
    return true;
  }

  void expect(String sign) throws ExpressionException {
    if (!take(sign)) {
      throw error("expected \"" + sign + "\"" + instead());
    }
  }

  void expectEnd() throws ExpressionException {
    if (!atEnd()) {
      throw error("unexpected \"" + text.substring(position) + "\"");
    }
  }

  /** Takes letters, digits and any of some further characters; empty if none comes next. */
  String word(String furtherCharacters) {
    skipSpace();
    int start = position;
    while (position < text.length() && isWordPart(text.charAt(position), furtherCharacters)) {
      position++;
    }
    return text.substring(start, position);
  }

  ExpressionException error(String message) {
    return error(position(), message, "");
  }

  ExpressionException error(int offset, String message, String hint) {
    return new ExpressionException(IssueCode.BAD_EXPRESSION, offset, message, hint);
  }

  private String instead() {
    return atEnd() ? ", found the end" : ", found \"" + text.substring(position) + "\"";
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isWordPart(char c, String further) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || further.indexOf(c) >= 0;
  }
}
