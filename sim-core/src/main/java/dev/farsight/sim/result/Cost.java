package dev.farsight.sim.result;

/**
 * What the Fargate pods of a run cost.
 *
 * @param usd US dollars
 * @param vcpuHours vCPU-hours billed
 * @param gbHours GB-hours of memory billed
 */
public record Cost(double usd, double vcpuHours, double gbHours) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0, 0);
}
