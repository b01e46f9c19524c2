package dev.farsight.scenario.compare;

import dev.farsight.scenario.resolve.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim or an advice of a widely read article, as a run.
 *
 * @param id stable id, such as {@code keda-toleration}
 * @param story story that it is about
 * @param claim what is said, restated
 * @param literal what is said, taken literally
 * @param beside what it is held against
 * @param prediction what would be seen if it held
 * @param testedBeside whether the prediction is tested beside the literal run: where that is a
 *     world made after the claim
 * @param workload workload that the prediction is about, as {@code namespace/Kind/name}; null for
 *     all
 * @param really what really happens, in one sentence
 */
public record Belief(
    String id,
    String story,
    String claim,
    Played literal,
    Played beside,
    Prediction prediction,
    boolean testedBeside,
    @Nullable String workload,
    String really) {

  /** What the name of a belief begins with on the command line. */
  public static final String PREFIX = "belief/";

  /** Returns its name on the command line. */
  public String name() {
    return PREFIX + id;
  }

  /**
   * A bundled scenario, and what is changed of it.
   *
   * @param scenario name of a bundled scenario
   * @param settings changes
   */
  public record Played(String scenario, List<Setting> settings) {

    /** Makes the list unmodifiable. */
    public Played {
      settings = List.copyOf(settings);
    }

    /** Returns the scenario and its changes as one would type them. */
    public String text() {
      StringBuilder text = new StringBuilder(scenario);
      settings.forEach(setting -> text.append(" --set ").append(setting));
      return text.toString();
    }
  }
}
