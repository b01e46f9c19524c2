package dev.farsight.scenario.fix;

import dev.farsight.scenario.diagnosis.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a live cluster, what frees its pods, and what else the evidence allows.
 *
 * @param evidence what the dumps tell, and what they do not
 * @param report causes and fixes under the assumption that fits the evidence best
 * @param alternatives other assumptions that the evidence allows
 */
public record LiveReport(LiveEvidence evidence, FixReport report, List<Alternative> alternatives) {

  /** Makes the list unmodifiable. */
  public LiveReport {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Another cause that the evidence allows.
   *
   * @param cause the cause
   * @param pods pods that it would hold
   * @param tells what tells it from the others
   * @param fix what frees the pods if it is the cause, proven by runs under that assumption; null
   *     where no remedy does
   */
  public record Alternative(
      Cause cause, List<String> pods, String tells, FixReport.@Nullable Fix fix) {

    /** Makes the list unmodifiable. */
    public Alternative {
      pods = List.copyOf(pods);
    }
  }
}
