package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What came of playing one recorded case.
 *
 * @param id id of the case, unique in its family
 * @param family kind and family, such as {@code single/TaintToleration}
 * @param answer what this simulator computed, in the format of the recording, without the last line
 *     break
 * @param differences where that differs from the recording; none if they agree
 */
public record CaseOutcome(String id, String family, String answer, List<Difference> differences) {

  /**
   * One field that differs.
   *
   * @param field path of the field, such as {@code filter.node-a.code} or {@code attempts[3].node}
   * @param expected what was recorded; a missing node if the recording has no such field
   * @param actual what this simulator computed; a missing node if it has no such field
   */
  public record Difference(String field, JsonNode expected, JsonNode actual) {}

  /** Makes the list unmodifiable. */
  public CaseOutcome {
    differences = List.copyOf(differences);
  }

  /** Returns whether the simulator agrees with the recording. */
  public boolean passed() {
    return differences.isEmpty();
  }
}
