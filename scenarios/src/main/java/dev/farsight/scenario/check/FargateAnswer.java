package dev.farsight.scenario.check;

import dev.farsight.sim.kube.FargateSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for the pods of one workload.
 *
 * @param verdict whether they would run on Fargate
 * @param profile profile that takes them; absent unless one selects them
 * @param size size of one pod; absent where no size holds it
 * @param usdPerMonth price of one pod for a month of 730 hours in us-east-1; absent without a size
 * @param reasons why not, and what Fargate would refuse besides
 */
public record FargateAnswer(
    Verdict verdict,
    @Nullable String profile,
    @Nullable FargateSize size,
    @Nullable Double usdPerMonth,
    List<String> reasons) {

  /** Makes the list unmodifiable. */
  public FargateAnswer {
    reasons = List.copyOf(reasons);
  }
}
