package dev.farsight.scenario.conformance;

import java.nio.file.Path;
import java.util.List;

/**
 * A file or folder of recorded cases.
 *
 * @param answers where answers belong, relative to a folder of answers
 * @param cases the cases, in the order in which their answers are written
 */
public record Recording(Path answers, List<RecordedCase> cases) {

  /** Makes the list unmodifiable. */
  public Recording {
    cases = List.copyOf(cases);
  }
}
