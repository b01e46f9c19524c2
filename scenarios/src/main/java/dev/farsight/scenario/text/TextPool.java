package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Lets equal short texts of an input be one object: of a dump nearly all texts ("Running", label
 * values, images) are there thousands of times.
 *
 * <p>A table of fixed size in which a newer text takes the place of an older one, so that a hostile
 * input costs no memory.
 */
final class TextPool {

  private static final int SLOTS = 1 << 13;
  private static final int MAX_LENGTH = 128;

  private final TextNode[] slots = new TextNode[SLOTS];

  /** Returns a node of a text, the same as before where it is still known. */
  TextNode of(String text) {
    if (text.length() > MAX_LENGTH) {
      return TextNode.valueOf(text);
    }
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    TextNode known = slots[slot];
    if (known == null || !known.textValue().equals(text)) {
      known = TextNode.valueOf(text);
      slots[slot] = known;
    }
    return known;
  }
}
