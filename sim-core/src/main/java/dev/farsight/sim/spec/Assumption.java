package dev.farsight.sim.spec;

/**
 * One default value of the model and where it comes from.
 *
 * @param path where a scenario sets it, such as {@code model.fargate.launch}
 * @param value value with its unit, as a scenario writes it
 * @param meaning what it is
 * @param source where it comes from
 * @param date when that was observed or published, as year or year and month
 * @param confidence how far to trust it
 */
public record Assumption(
    String path, String value, String meaning, String source, String date, Confidence confidence) {

  /** How far a value can be trusted. */
  public enum Confidence {
    /** Documented by AWS, Kubernetes or the tool itself, or read in source code. */
    HIGH,
    /** Measured in several public reports. */
    MEDIUM,
    /** Inferred, or seen once. */
    LOW
  }
}
