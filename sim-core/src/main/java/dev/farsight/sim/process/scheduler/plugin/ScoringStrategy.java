package dev.farsight.sim.process.scheduler.plugin;

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

  /** Returns the score of a node, 0 to 100. */
  long score(long[] requested, long[] allocatable) {
    long sum = 0;
    long weights = 0;
    for (int i = 0; i < requested.length; i++) {
      if (allocatable[i] == 0) {
        continue;
      }
      long weight = resources.get(i).weight();
      long score = scoreOf(requested[i], allocatable[i]);
      if (type != Type.REQUESTED_TO_CAPACITY_RATIO || score > 0) {
        sum += score * weight;
        weights += weight;
      }
    }
    if (weights == 0) {
      return 0;
    }
    return type == Type.REQUESTED_TO_CAPACITY_RATIO
        ? Math.floorDiv(2 * sum + weights, 2 * weights)
        : sum / weights;
  }

  private long scoreOf(long requested, long capacity) {
    return switch (type) {
      case LEAST_ALLOCATED -> requested > capacity ? 0 : (capacity - requested) * 100 / capacity;
      case MOST_ALLOCATED -> Math.min(requested, capacity) * 100 / capacity;
      case REQUESTED_TO_CAPACITY_RATIO ->
          line(requested > capacity ? 100 : requested * 100 / capacity);
    };
  }

  private long line(long utilization) {
    for (int i = 0; i < shape.size(); i++) {
      ShapePoint point = shape.get(i);
      if (utilization <= point.utilization()) {
        if (i == 0) {
          return 10L * point.score();
        }
        ShapePoint before = shape.get(i - 1);
        return 10L * before.score()
            + 10L
                * (point.score() - before.score())
                * (utilization - before.utilization())
                / (point.utilization() - before.utilization());
      }
    }
    return shape.isEmpty() ? 0 : 10L * shape.get(shape.size() - 1).score();
  }
}
