package dev.farsight.scenario.text;

import org.jspecify.annotations.Nullable;

/**
 * What the words of a text mean, so that a word that stands there thousands of times is cut out and
 * understood once.
 *
 * <p>A table of fixed size in which a newer word takes the place of an older one, so that a hostile
 * input costs no memory.
 *
 * @param <V> meaning of a word
 */
final class WordTable<V> {

  private static final int SLOTS = 1 << 12;
  private static final int MAX_LENGTH = 128;

  private final @Nullable String[] words = new String[SLOTS];
  private final Object[] meanings = new Object[SLOTS];
  private final Meaning<V> meaning;

  /** Finds out what a word means. */
  interface Meaning<V> {

    /** Returns the meaning, or null if the word has none that is worth keeping. */
    @Nullable V of(String word);
  }

  WordTable(Meaning<V> meaning) {
    this.meaning = meaning;
  }

  /**
   * Returns the meaning of a part of a text.
   *
   * @param hash a hash of the part; equal parts have the same
   */
  @SuppressWarnings("unchecked") // the meanings in the table are all from the field meaning
  @Nullable V of(String text, int from, int to, int hash) {
    if (to - from > MAX_LENGTH) {
      return meaning.of(text.substring(from, to));
    }
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    String known = words[slot];
    if (known != null
        && known.length() == to - from
        && known.regionMatches(0, text, from, to - from)) {
      return (V) meanings[slot];
    }
    String word = text.substring(from, to);
    V found = meaning.of(word);
    if (found != null) {
      words[slot] = word;
      meanings[slot] = found;
    }
    return found;
  }
}
