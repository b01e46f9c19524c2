package dev.farsight.sim.spec.scheduler;

import java.util.List;

/**
 * How NodeResourcesFit scores nodes.
 *
 * @param type strategy
 * @param resources resources that count, with their weights
 * @param shape of RequestedToCapacityRatio: points of the broken line, by utilization
 */
public record ScoringStrategy(Type type, List<ResourceSpec> resources, List<ShapePoint> shape) {

  /** Strategies. */
  public enum Type {
    /** Prefer nodes with much left. */
    LEAST_ALLOCATED,
    /** Prefer nodes with little left. */
    MOST_ALLOCATED,
    /** A broken line of the utilization. */
    REQUESTED_TO_CAPACITY_RATIO
  }

  /**
   * A resource that counts.
   *
   * @param name name of the resource
   * @param weight its weight, at least 1
   */
  public record ResourceSpec(String name, long weight) {}

  /**
   * A point of the broken line.
   *
   * @param utilization utilization in percent
   * @param score score, 0 to 10
   */
  public record ShapePoint(int utilization, int score) {}

  /** CPU and memory with equal weights, the default. */
  public static final List<ResourceSpec> CPU_AND_MEMORY =
      List.of(new ResourceSpec("cpu", 1), new ResourceSpec("memory", 1));

  /** LeastAllocated of CPU and memory, the default. */
  public static final ScoringStrategy DEFAULT =
      new ScoringStrategy(Type.LEAST_ALLOCATED, CPU_AND_MEMORY, List.of());

  /** Makes the lists unmodifiable. */
  public ScoringStrategy {
    resources = List.copyOf(resources);
    shape = List.copyOf(shape);
  }
}
