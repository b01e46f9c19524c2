package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Outcome of one recorded vector.
 *
 * @param id id of the case
 * @param family kind and family, such as {@code single/TaintToleration}
 * @param answer the vector with {@code expect} replaced by what this simulator computed
 * @param differences where that differs from the recording; none if the vector passed
 */
public record VectorOutcome(
    String id, String family, JsonNode answer, List<Difference> differences) {

  /**
   * One field that differs.
   *
   * @param field field of the expectation
   * @param expected what was recorded
   * @param actual what this simulator computed
   */
  public record Difference(String field, String expected, String actual) {}

  /** Makes the list unmodifiable. */
  public VectorOutcome {
    differences = List.copyOf(differences);
  }

  /** Returns whether the simulator agrees with the recording. */
  public boolean passed() {
    return differences.isEmpty();
  }
}
