package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Lets a pod tolerate a taint.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">upstream
 *     documentation</a>
 * @param key taint key; absent with operator Exists matches every key
 * @param operator Equal (also when absent) or Exists
 * @param value taint value that Equal compares; absent when not set
 * @param effect NoSchedule, PreferNoSchedule or NoExecute; absent matches all
 * @param tolerationSeconds how long a NoExecute taint is tolerated, in seconds; absent means for
 *     ever
 */
public record Toleration(
    @Nullable String key,
    @Nullable String operator,
    @Nullable String value,
    @Nullable String effect,
    @Nullable Long tolerationSeconds) {

  /**
   * Returns whether a pod with this toleration bears a taint, for however long. An absent or empty
   * key stands for every key, an absent or empty effect for every effect.
   *
   * @see <a
   *     href="https://github.com/kubernetes/api/blob/v0.36.3/core/v1/toleration.go">ToleratesTaint</a>
   */
  public boolean tolerates(Taint taint) {
    if (!isEmptyOr(effect, taint.effect()) || !isEmptyOr(key, taint.key())) {
      return false;
    }
    return switch (text(operator)) {
      case "", "Equal" -> text(value).equals(text(taint.value()));
      case "Exists" -> true;
      default -> false;
    };
  }

  private static boolean isEmptyOr(@Nullable String own, String wanted) {
    return text(own).isEmpty() || wanted.equals(own);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
