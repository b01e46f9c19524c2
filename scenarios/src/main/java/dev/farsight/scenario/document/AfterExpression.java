package dev.farsight.scenario.document;

/**
 * When a step starts relative to another: {@code fp-keda.ACTIVE + 30s}.
 *
 * @param id id of the other step, or the name of the profile that it creates
 * @param milestone which moment of the other step counts
 * @param delayNanos time after that moment, at least 0
 */
public record AfterExpression(String id, Milestone milestone, long delayNanos) {

  /** Moments of a step. */
  public enum Milestone {
    /** Its work is complete. */
    DONE,
    /** The profile that it creates is ACTIVE. */
    ACTIVE
  }

  /**
   * Reads an expression.
   *
   * @throws ExpressionException if the text is none
   */
  public static AfterExpression parse(String text) throws ExpressionException {
    Tokens tokens = new Tokens(text);
    int start = tokens.position();
    String word = tokens.word("-.");
    if (word.isEmpty()) {
      throw tokens.error(
          start, "the id of a step is missing", "write it as in fp-keda.ACTIVE + 30s");
    }
    Milestone milestone = Milestone.DONE;
    for (Milestone candidate : Milestone.values()) {
      String suffix = "." + candidate.name();
      if (word.endsWith(suffix) && word.length() > suffix.length()) {
        milestone = candidate;
        word = word.substring(0, word.length() - suffix.length());
      }
    }
    long delayNanos = 0;
    if (tokens.take("+")) {
      int delayStart = tokens.position();
      try {
        delayNanos = DurationText.parse(tokens.word(".µ"));
      } catch (ExpressionException e) {
        throw new ExpressionException(e.code(), delayStart + e.offset(), e.text(), e.hint());
      }
    }
    tokens.expectEnd();
    return new AfterExpression(word, milestone, delayNanos);
  }
}
