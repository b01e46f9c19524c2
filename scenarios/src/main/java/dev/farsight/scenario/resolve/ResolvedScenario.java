package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.Threshold;
import dev.farsight.sim.spec.SimulationSpec;
import java.util.List;

/**
 * A scenario ready to run.
 *
 * @param name name
 * @param description what it shows; may be empty
 * @param hash SHA-256 of everything that was read, in hexadecimal digits
 * @param kubernetesVersion version as shown, such as {@code 1.33}
 * @param spec the run
 * @param replications wanted replications, at least 1
 * @param seed seed
 * @param thresholds thresholds in their order
 */
public record ResolvedScenario(
    String name,
    String description,
    String hash,
    String kubernetesVersion,
    SimulationSpec spec,
    int replications,
    long seed,
    List<Threshold> thresholds) {

  /** Makes the list unmodifiable. */
  public ResolvedScenario {
    thresholds = List.copyOf(thresholds);
  }

  /** Returns a copy with another run. */
  public ResolvedScenario withSpec(SimulationSpec spec) {
    return new ResolvedScenario(
        name, description, hash, kubernetesVersion, spec, replications, seed, thresholds);
  }

  /** Returns a copy with another seed and number of replications. */
  public ResolvedScenario with(long seed, int replications) {
    return new ResolvedScenario(
        name, description, hash, kubernetesVersion, spec, replications, seed, thresholds);
  }
}
