package dev.farsight.scenario.text;

import static dev.farsight.scenario.text.NotPlainException.unless;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text of plain block YAML that moves on by characters, words and lines.
 *
 * <p>Only spaces indent, only line feeds end lines, and all characters are one column wide and mean
 * the same in all versions of YAML; at others the text is not plain.
 */
final class YamlCursor {

  private static final String NO_PLAIN_BEGIN = "?:,[]{}#&*!|>'\"%@`";

  /** What ends a plain scalar in braces or brackets, or is no part of one in some versions. */
  private static final String FLOW_MARKS = ",[]{}?";

  /** What may follow a backslash in double quotes, and what it then means. */
  private static final String ESCAPED = "\"\\nt";

  private static final String MEANT = "\"\\\n\t";

  private final String text;
  private int at;
  private int end;
  private int line;
  private int lineStart;
  private int column;

  private int wordFrom;
  private int wordTo;
  private int wordHash;
  private char wordQuote;
  private boolean wordClosed;
  private boolean wordEscaped;

  YamlCursor(String text) {
    this.text = text;
  }

  /** Goes to the beginning of a part of the text. */
  void start(int from, int to, int firstLine) {
    at = from;
    end = to;
    line = firstLine;
    lineStart = from;
  }

  /** Returns the packed position of what comes next. */
  long here() {
    return Position.pack(line, at - lineStart + 1);
  }

  /** Returns the packed position of the scalar that was found last. */
  long wordPosition() {
    return Position.pack(line, wordFrom - lineStart + (wordIsQuoted() ? 0 : 1));
  }

  /** Returns the column of the value that begins here, from 0; -1 at the end of the text. */
  int column() {
    return column;
  }

  /** Says that a value begins here, behind the dash of an item. */
  void startItem() {
    column = at - lineStart;
  }

  boolean ended() {
    return at == end;
  }

  boolean is(char c) {
    return at < end && text.charAt(at) == c;
  }

  /** Goes on behind a character if it is the next. */
  boolean skip(char c) {
    boolean found = is(c);
    at += found ? 1 : 0;
    return found;
  }

  void skipSpaces() {
    skipSpaces(Integer.MAX_VALUE);
  }

  /** Goes on behind spaces, not more than so many; returns how many there were. */
  int skipSpaces(int most) {
    int from = at;
    while (at < end && at - from < most && text.charAt(at) == ' ') {
      at++;
    }
    return at - from;
  }

  /** Goes on behind spaces and ends of lines, inside braces or brackets. */
  void skipBlank() throws NotPlainException {
    skipSpaces();
    while (is('\n')) {
      nextLine();
      unless(skipSpaces(Integer.MAX_VALUE) > 0 || is('\n'));
    }
    unless(at < end);
  }

  /** Goes behind the mark of a document if one stands here. */
  void skipMarker() throws NotPlainException {
    if (column == 0 && text.startsWith("---", at) && endsWord(at + 3)) {
      at += 3;
      endLine();
      advance();
    }
  }

  /** Goes to the next line that is neither blank nor a comment, and finds its indentation. */
  void advance() throws NotPlainException {
    while (at < end) {
      int deep = skipSpaces(Integer.MAX_VALUE);
      if (is('#')) {
        skipToLineEnd();
      } else if (at < end && !is('\n')) {
        unless(deep > 0 || !is('.'));
        column = deep;
        return;
      }
      nextLine();
    }
    column = -1;
  }

  /** Goes on to the next line; what is left of this one is blank or a comment. */
  void endLine() throws NotPlainException {
    skipSpaces();
    unless(atLineEnd());
    skipToLineEnd();
    nextLine();
  }

  boolean atLineEnd() {
    return at == end
        || text.charAt(at) == '\n'
        || (text.charAt(at) == '#' && text.charAt(at - 1) == ' ');
  }

  void nextLine() {
    at = Math.min(at + 1, end);
    lineStart = at;
    line++;
  }

  private void skipToLineEnd() throws NotPlainException {
    while (at < end && text.charAt(at) != '\n') {
      unless(isText(text.charAt(at)));
      at++;
    }
  }

  /** Returns whether an item of a list begins here. */
  boolean isDash() {
    return is('-') && endsWord(at + 1);
  }

  private boolean endsWord(int index) {
    return index >= end || text.charAt(index) == ' ' || text.charAt(index) == '\n';
  }

  /** Returns whether a character is a text's in all versions of YAML, and one column wide. */
  private static boolean isText(char c) {
    return (c >= ' ' && c <= '~') || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029);
  }

  /**
   * Finds the scalar that begins here and goes to its end.
   *
   * @param flow whether it stands in braces or brackets
   * @return whether a colon follows that makes it a key
   */
  boolean findWord(boolean flow) throws NotPlainException {
    unless(at < end);
    char first = text.charAt(at);
    wordQuote = (first == '"' || first == '\'') ? first : 0;
    if (wordQuote != 0) {
      at++;
      findQuoted();
      unless(wordClosed || !flow);
      return wordClosed && is(':') && (flow || endsWord(at + 1));
    }
    unless(NO_PLAIN_BEGIN.indexOf(first) < 0 && !isDash());
    findPlain(first, flow);
    return is(':');
  }

  /** Finds the part on this line of a scalar that began on a line before. */
  void findNextPart() throws NotPlainException {
    if (wordQuote != 0) {
      findQuoted();
    } else {
      findPlain(' ', false);
      unless(!is(':'));
    }
  }

  private void findPlain(char first, boolean flow) throws NotPlainException {
    int hash = 0;
    int to = at;
    char before = first;
    int i = at;
    for (; i < end; i++) {
      char c = text.charAt(i);
      boolean colon = c == ':' && endsWord(i + 1);
      if (colon || c == '\n' || (c == '#' && before == ' ')) {
        break;
      }
      unless(isText(c));
      if (flow && FLOW_MARKS.indexOf(c) >= 0) {
        unless(before != ':');
        break;
      }
      if (c != ' ') {
        hash = 31 * hash + c;
        to = i + 1;
      }
      before = c;
    }
    wordFrom = at;
    wordTo = to;
    wordHash = hash;
    wordClosed = false;
    at = i;
  }

  /** Finds a quoted scalar, or its part on this line, which begins here behind the quote. */
  private void findQuoted() throws NotPlainException {
    int hash = 0;
    int i = at;
    int to = at;
    wordClosed = false;
    wordEscaped = false;
    for (; i < end && !wordClosed && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      unless(isText(c));
      if (beginsEscape(c, i + 1 < end ? text.charAt(i + 1) : ' ')) {
        wordEscaped = true;
        i++;
      } else if (c == wordQuote) {
        wordClosed = true;
        to = i;
      }
      hash = 31 * hash + c;
      to = c == ' ' || wordClosed ? to : i + 1;
    }
    wordFrom = at;
    wordTo = to;
    wordHash = hash;
    at = i;
  }

  private boolean beginsEscape(char c, char next) throws NotPlainException {
    if (wordQuote == '\'') {
      return c == '\'' && next == '\'';
    }
    unless(c != '\\' || ESCAPED.indexOf(next) >= 0);
    return c == '\\';
  }

  boolean wordIsQuoted() {
    return wordQuote != 0;
  }

  /** Returns whether the scalar that was found last is quoted and ends on this line. */
  boolean wordIsClosed() {
    return wordClosed;
  }

  int wordLength() {
    return wordTo - wordFrom;
  }

  /** Returns whether the scalar that was found last holds escapes. */
  boolean wordIsEscaped() {
    return wordQuote != 0 && wordEscaped;
  }

  /** Returns the scalar that was found last, or its part on this line, without its escapes. */
  String word() {
    String word = text.substring(wordFrom, wordTo);
    if (!wordIsEscaped()) {
      return word;
    }
    return wordQuote == '\'' ? word.replace("''", "'") : withoutEscapes(word);
  }

  private static String withoutEscapes(String word) {
    StringBuilder plain = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (escaped) {
        plain.append(MEANT.charAt(ESCAPED.indexOf(c)));
      } else if (c != '\\') {
        plain.append(c);
      }
      escaped = !escaped && c == '\\';
    }
    return plain.toString();
  }

  /** Returns what the scalar that was found last means, or null if it means nothing. */
  <V> @Nullable V word(WordTable<V> table) {
    return table.of(text, wordFrom, wordTo, wordHash);
  }

  /**
   * Goes to the next line if it goes on with the scalar that was found last and ends here.
   *
   * @param indent indentation of the map or list that the scalar stands in
   * @return how many lines on it stands; 0 if it is over, and then nothing changes
   */
  int continuation(int indent) {
    if (!is('\n')) {
      return 0;
    }
    int before = at;
    int linesOn = 0;
    while (is('\n')) {
      at++;
      linesOn++;
      int deep = skipSpaces(Integer.MAX_VALUE);
      if (at < end && !is('\n') && !is('#') && deep > indent) {
        lineStart = at - deep;
        line += linesOn;
        return linesOn;
      }
    }
    at = before;
    return 0;
  }

  /** Appends the rest of the line, whatever it is, and goes to its end. */
  void appendLine(StringBuilder into) throws NotPlainException {
    int from = at;
    skipToLineEnd();
    into.append(text, from, at);
  }

  /** Goes back to the beginning of the line. */
  void rewindLine() {
    at = lineStart;
  }
}
