package dev.farsight.scenario.text;

/**
 * A place in a text.
 *
 * @param line line, from 1
 * @param column column in characters, from 1
 */
public record Position(int line, int column) {

  /** The beginning of a text. */
  public static final Position START = new Position(1, 1);

  static long pack(int line, int column) {
    return ((long) line << 32) | column;
  }

  static Position unpack(long packed) {
    return new Position((int) (packed >>> 32), (int) packed);
  }
}
