package dev.farsight.scenario.manifest;

/** Variables of envsubst, make and the like that nobody substituted. */
final class Variables {

  /** What to do about one. */
  static final String HINT = "substitute the variable first, for instance with envsubst";

  private Variables() {}

  /**
   * Returns whether a text holds a variable: {@code ${NAME}}. Kubernetes' own {@code $(NAME)} and a
   * placeholder such as {@code <name>} are none.
   */
  static boolean holds(String text) {
    int begin = text.indexOf("${");
    return begin >= 0 && text.indexOf('}', begin) > 0;
  }
}
