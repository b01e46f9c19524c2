package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ScaledJobSpec;
import dev.farsight.sim.kube.ScalingStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many Jobs a poll creates ({@code scale_jobs.go}, {@code pkg/scaling/scaledjob}). */
final class JobScaling {

  private static final long DEFAULT_MOST_JOBS = 100;

  /**
   * What one trigger says.
   *
   * @param queueMilli length of its queue in thousandths
   * @param targetMilli messages per Job in thousandths
   * @param active whether it is active
   */
  record Queue(long queueMilli, long targetMilli, boolean active) {}

  /**
   * What all triggers say together.
   *
   * @param active whether Jobs are created at all
   * @param queueLength messages
   * @param maxScale Jobs that the messages are worth
   */
  record Demand(boolean active, long queueLength, long maxScale) {}

  private JobScaling() {}

  /** Returns the least number of Jobs. */
  static long least(ScaledJobSpec spec) {
    Integer min = spec.minReplicaCount();
    Integer max = spec.maxReplicaCount();
    if (min == null) {
      return 0;
    }
    return max != null && min > max ? max : min;
  }

  /** Returns how many Jobs there may be on top of the least number. */
  static long most(ScaledJobSpec spec) {
    Integer min = spec.minReplicaCount();
    Integer max = spec.maxReplicaCount();
    if (max == null) {
      return DEFAULT_MOST_JOBS;
    }
    return min != null && min > max ? max : max - least(spec);
  }

  private static @Nullable String combination(ScaledJobSpec spec) {
    ScalingStrategy strategy = spec.scalingStrategy();
    return strategy == null ? null : strategy.multipleScalersCalculation();
  }

  /** Combines what the triggers say. */
  static Demand demand(ScaledJobSpec spec, List<Queue> queues) {
    double most = most(spec);
    String how = combination(spec);
    double length = 0;
    double scale = 0;
    boolean active = false;
    int count = 0;
    for (Queue queue : queues) {
      if (!queue.active()) {
        continue;
      }
      double own = queue.queueMilli() / 1000.0;
      double jobs =
          queue.targetMilli() == 0 ? 0 : Math.min(own / (queue.targetMilli() / 1000.0), most);
      boolean summed = "sum".equals(how) || "avg".equals(how);
      boolean chosen = "min".equals(how) ? length == 0 || own < length : own > length;
      if (summed) {
        length += own;
        scale += jobs;
        count++;
        active = true;
      } else if (chosen) {
        length = own;
        scale = jobs;
        active = true;
      }
    }
    if ("avg".equals(how) && count > 0) {
      length /= count;
      scale /= count;
    }
    return new Demand(
        active || least(spec) > 0,
        (long) StrictMath.ceil(length),
        (long) StrictMath.ceil(Math.min(scale, most)));
  }

  /**
   * Returns how many Jobs a poll creates.
   *
   * @param running Jobs that are not finished
   * @param pending those of them without a pod that runs or has succeeded
   */
  static long create(ScaledJobSpec spec, Demand demand, long running, long pending) {
    long least = least(spec);
    if (running < least) {
      return least - running;
    }
    ScalingStrategy strategy = spec.scalingStrategy();
    String name = strategy == null || strategy.strategy() == null ? "" : strategy.strategy();
    long most = most(spec);
    long counted = running - least;
    long wanted = demand.queueLength();
    long effective =
        switch (name) {
          case "accurate" ->
              demand.maxScale() + counted - pending > most
                  ? most - counted
                  : demand.maxScale() - pending;
          case "eager" -> {
            wanted = most;
            yield Math.min(most - counted - pending, demand.maxScale());
          }
          case "custom" -> custom(strategy, demand.maxScale(), counted, most);
          default -> demand.maxScale() - counted;
        };
    return Math.max(0, Math.min(wanted, effective));
  }

  private static long custom(
      @Nullable ScalingStrategy strategy, long maxScale, long running, long most) {
    String text = strategy == null ? null : strategy.customScalingRunningJobPercentage();
    Integer deduction = strategy == null ? null : strategy.customScalingQueueLengthDeduction();
    double share;
    try {
      share = Double.parseDouble(text == null ? "" : text);
    } catch (NumberFormatException e) {
      // As KEDA: a share that is no number falls back to the default strategy.
      return maxScale - running;
    }
    long left = maxScale - (deduction == null ? 0 : deduction) - (long) (running * share);
    return Math.min(left, most);
  }
}
