package dev.farsight.sim.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that came out of a scenario: its replications and what they say together.
 *
 * @param scenarioName name of the scenario
 * @param scenarioHash hash of everything that was simulated, in hexadecimal digits
 * @param seed seed of the experiment, from which those of the replications follow
 * @param kubernetesVersion version that was simulated, such as {@code 1.33}
 * @param planned how many replications were wanted; fewer were run where the run was interrupted
 * @param replications replications in their order; failed ones left out
 * @param failures replications that could not be finished
 * @param summary metric to its summary over all replications, in a fixed order
 * @param thresholds verdicts in the order of the scenario
 * @param diagnoses causes, the one with the most pods first
 */
public record ExperimentResult(
    String scenarioName,
    String scenarioHash,
    long seed,
    String kubernetesVersion,
    long planned,
    List<RunResult> replications,
    List<FailedReplication> failures,
    Map<String, LatencySummary> summary,
    List<ThresholdVerdict> thresholds,
    List<Diagnosis> diagnoses) {

  /** Version of the format in which results are written. */
  public static final String FORMAT_VERSION = "farsight.dev/result/v1alpha1";

  /** Makes lists and maps unmodifiable, keeping their order. */
  public ExperimentResult {
    replications = List.copyOf(replications);
    failures = List.copyOf(failures);
    summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
    thresholds = List.copyOf(thresholds);
    diagnoses = List.copyOf(diagnoses);
  }

  /**
   * A replication that could not be finished.
   *
   * @param seed its seed
   * @param message why
   */
  public record FailedReplication(long seed, String message) {}
}
