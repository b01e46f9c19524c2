package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the limits let a proposed size through, and what the conditions say of it.
 *
 * @param replicas size to set
 * @param stabilized reason of AbleToScale
 * @param stabilizedMessage text of AbleToScale
 * @param limited whether a limit held
 * @param reason reason of ScalingLimited
 * @param message text of ScalingLimited
 */
record Decision(
    int replicas,
    String stabilized,
    String stabilizedMessage,
    boolean limited,
    String reason,
    String message) {

  private static final int DEFAULT_DOWN_WINDOW_SECONDS = 300;
  private static final int DEFAULT_PERIOD_SECONDS = 15;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final HPAScalingRules DEFAULT_RULES =
      new HPAScalingRules(null, "Max", List.of(), null);
  private static final List<HPAScalingPolicy> DEFAULT_UP =
      List.of(new HPAScalingPolicy("Pods", 4, 15), new HPAScalingPolicy("Percent", 100, 15));
  private static final List<HPAScalingPolicy> DEFAULT_DOWN =
      List.of(new HPAScalingPolicy("Percent", 100, 15));

  /** Applies stabilization and limits to a proposal, and notes it. */
  static Decision of(
      ScaleHistory history,
      @Nullable HorizontalPodAutoscalerBehavior behavior,
      int current,
      int proposed,
      int min,
      int max,
      long now) {
    return behavior == null
        ? plain(history, current, proposed, min, max, now)
        : withBehavior(history, behavior, current, proposed, min, max, now);
  }

  /**
   * Returns how long windows and policies may hold back what the metrics ask for, in nanoseconds; 0
   * where they do so for ever.
   */
  static long longestHoldNanos(@Nullable HorizontalPodAutoscalerBehavior behavior, boolean up) {
    HPAScalingRules rules =
        behavior == null ? null : up ? behavior.scaleUp() : behavior.scaleDown();
    long seconds = up ? DEFAULT_PERIOD_SECONDS : DEFAULT_DOWN_WINDOW_SECONDS;
    if (rules != null) {
      if ("Disabled".equals(rules.selectPolicy())) {
        return 0;
      }
      Integer window = rules.stabilizationWindowSeconds();
      seconds = Math.max(window == null ? seconds : window, DEFAULT_PERIOD_SECONDS);
      for (HPAScalingPolicy policy : rules.policies()) {
        seconds = Math.max(seconds, policy.periodSeconds());
      }
    }
    return seconds * SECOND_NANOS;
  }

  private static Decision plain(
      ScaleHistory history, int current, int proposed, int min, int max, long now) {
    int stable = history.highest(proposed, DEFAULT_DOWN_WINDOW_SECONDS, now);
    history.recommend(proposed, now);
    int upLimit = Math.max(2 * current, 4);
    int most = Math.min(max, upLimit);
    Range range =
        new Range(
            min,
            "TooFewReplicas",
            "the desired replica count is less than the minimum replica count",
            most,
            max > upLimit ? "ScaleUpLimit" : "TooManyReplicas",
            max > upLimit
                ? "the desired replica count is increasing faster than the maximum scale rate"
                : "the desired replica count is more than the maximum replica count");
    return range.decide(stable, stable != proposed, "ScaleDownStabilized");
  }

  private static Decision withBehavior(
      ScaleHistory history,
      HorizontalPodAutoscalerBehavior behavior,
      int current,
      int proposed,
      int min,
      int max,
      long now) {
    HPAScalingRules up = Objects.requireNonNullElse(behavior.scaleUp(), DEFAULT_RULES);
    HPAScalingRules down = Objects.requireNonNullElse(behavior.scaleDown(), DEFAULT_RULES);
    Integer upWindow = up.stabilizationWindowSeconds();
    Integer downWindow = down.stabilizationWindowSeconds();
    int lowest = history.lowest(proposed, upWindow == null ? 0 : upWindow, now);
    int highest =
        history.highest(
            proposed, downWindow == null ? DEFAULT_DOWN_WINDOW_SECONDS : downWindow, now);
    int stable = Math.min(Math.max(current, lowest), highest);
    history.recommend(proposed, now);
    String reason = proposed >= current ? "ScaleUpStabilized" : "ScaleDownStabilized";
    int least = min;
    int most = max;
    boolean upLimited = false;
    boolean downLimited = false;
    if (stable > current) {
      int limit =
          history.upLimit(current, up, up.policies().isEmpty() ? DEFAULT_UP : up.policies(), now);
      upLimited = max > limit;
      most = Math.min(max, limit);
    } else if (stable < current) {
      int limit =
          history.downLimit(
              current, down, down.policies().isEmpty() ? DEFAULT_DOWN : down.policies(), now);
      downLimited = min < limit;
      least = Math.max(min, limit);
    }
    Range range =
        new Range(
            stable < current ? least : Integer.MIN_VALUE,
            downLimited ? "ScaleDownLimit" : "TooFewReplicas",
            downLimited
                ? "the desired replica count is decreasing faster than the maximum scale rate"
                : "the desired replica count is less than the minimum replica count",
            stable > current ? most : Integer.MAX_VALUE,
            upLimited ? "ScaleUpLimit" : "TooManyReplicas",
            upLimited
                ? "the desired replica count is increasing faster than the maximum scale rate"
                : "the desired replica count is more than the maximum replica count");
    return range.decide(stable, stable != proposed, reason);
  }

  /** What is allowed, and why not more or less. */
  private record Range(
      int least,
      String leastReason,
      String leastMessage,
      int most,
      String mostReason,
      String mostMessage) {

    Decision decide(int wanted, boolean isStabilized, String stabilizedReason) {
      String stabilized = isStabilized ? stabilizedReason : "ReadyForNewScale";
      String text =
          !isStabilized
              ? "recommended size matches current size"
              : stabilizedReason.equals("ScaleUpStabilized")
                  ? "recent recommendations were lower than current one, applying the lowest"
                      + " recent recommendation"
                  : "recent recommendations were higher than current one, applying the highest"
                      + " recent recommendation";
      if (wanted < least) {
        return new Decision(least, stabilized, text, true, leastReason, leastMessage);
      }
      if (wanted > most) {
        return new Decision(most, stabilized, text, true, mostReason, mostMessage);
      }
      return new Decision(
          wanted,
          stabilized,
          text,
          false,
          "DesiredWithinRange",
          "the desired count is within the acceptable range");
    }
  }
}
