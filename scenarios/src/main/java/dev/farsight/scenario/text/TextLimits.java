package dev.farsight.scenario.text;

/**
 * How much a text may ask of the reader.
 *
 * @param maxYamlBytes size of a YAML input in bytes
 * @param maxJsonBytes size of a JSON input in bytes
 * @param maxDepth levels of maps and lists inside one another
 * @param maxScalarChars length of one value, and of one line of YAML, in characters
 * @param maxNumberChars length of a number in characters
 * @param maxExponent greatest decimal exponent of a number, positive or negative
 * @param minExpandedNodes values that a document with aliases may always expand to
 * @param maxExpandedNodes values that a document with aliases may expand to at most
 * @param bufferedBytes inputs up to this size are read as a whole; larger JSON is streamed item by
 *     item
 */
public record TextLimits(
    long maxYamlBytes,
    long maxJsonBytes,
    int maxDepth,
    int maxScalarChars,
    int maxNumberChars,
    int maxExponent,
    long minExpandedNodes,
    long maxExpandedNodes,
    int bufferedBytes) {

  /** The limits of the shipped program. */
  public static final TextLimits DEFAULT =
      new TextLimits(64L << 20, 512L << 20, 100, 1 << 20, 64, 18, 100_000, 5_000_000, 16 << 20);

  /** Returns how many values a document of so many written values may expand to. */
  public long expandedLimit(long writtenNodes) {
    return Math.min(maxExpandedNodes, Math.max(minExpandedNodes, 10 * writtenNodes));
  }

  /** Returns the same limits with another largest input, for {@code --max-input}. */
  public TextLimits withMaxBytes(long bytes) {
    return new TextLimits(
        bytes,
        bytes,
        maxDepth,
        maxScalarChars,
        maxNumberChars,
        maxExponent,
        minExpandedNodes,
        maxExpandedNodes,
        bufferedBytes);
  }
}
