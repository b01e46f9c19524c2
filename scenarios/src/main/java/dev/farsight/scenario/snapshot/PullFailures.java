package dev.farsight.scenario.snapshot;

import java.util.List;
import java.util.Locale;

/** What the texts of failed image pulls mean, as the kubelet quotes them from the runtime. */
public enum PullFailures {
  /** The disk is full. */
  TOO_LARGE("no space left"),
  /**
   * The registry answers, and gives nothing: no such image, no right to it, or too many requests.
   */
  REFUSED(
      "not found",
      "manifest unknown",
      "does not exist",
      "authorization failed",
      "authentication required",
      "no basic auth credentials",
      "access denied",
      "unauthorized",
      "forbidden",
      "toomanyrequests",
      "too many requests",
      "invalid reference format"),
  /** Nothing else is told: the registry does not answer. */
  UNREACHABLE;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, so it cannot change
  private final List<String> words;

  PullFailures(String... words) {
    this.words = List.of(words);
  }

  /** Returns what a text means. */
  public static PullFailures of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (PullFailures failure : values()) {
      if (failure.words.stream().anyMatch(lower::contains)) {
        return failure;
      }
    }
    return UNREACHABLE;
  }
}
