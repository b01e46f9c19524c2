package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.spec.scheduler.ScoringStrategy;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ShapePoint;
import java.util.List;

/** The scores of the strategies of NodeResourcesFit, in upstream's integer arithmetic. */
final class StrategyScore {

  private StrategyScore() {}

  /** Returns the score of a node, 0 to 100. */
  static long score(ScoringStrategy strategy, long[] requested, long[] allocatable) {
    ScoringStrategy.Type type = strategy.type();
    long sum = 0;
    long weights = 0;
    for (int i = 0; i < requested.length; i++) {
      if (allocatable[i] == 0) {
        continue;
      }
      long weight = strategy.resources().get(i).weight();
      long score = scoreOf(strategy, requested[i], allocatable[i]);
      if (type != ScoringStrategy.Type.REQUESTED_TO_CAPACITY_RATIO || score > 0) {
        sum += score * weight;
        weights += weight;
      }
    }
    if (weights == 0) {
      return 0;
    }
    return type == ScoringStrategy.Type.REQUESTED_TO_CAPACITY_RATIO
        ? Math.floorDiv(2 * sum + weights, 2 * weights)
        : sum / weights;
  }

  private static long scoreOf(ScoringStrategy strategy, long requested, long capacity) {
    return switch (strategy.type()) {
      case LEAST_ALLOCATED -> requested > capacity ? 0 : (capacity - requested) * 100 / capacity;
      case MOST_ALLOCATED -> Math.min(requested, capacity) * 100 / capacity;
      case REQUESTED_TO_CAPACITY_RATIO ->
          line(strategy.shape(), requested > capacity ? 100 : requested * 100 / capacity);
    };
  }

  private static long line(List<ShapePoint> shape, long utilization) {
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
