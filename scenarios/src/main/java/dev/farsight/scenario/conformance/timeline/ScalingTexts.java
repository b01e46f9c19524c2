package dev.farsight.scenario.conformance.timeline;

import java.util.List;

/** Which texts of a recording can be expected of another run at all. */
final class ScalingTexts {

  /** Requests that wait for KEDA's operator while it is away tell of addresses and stream ids. */
  private static final List<String> NOT_COMPARED =
      List.of("code = Unavailable", "in the time allotted", "stream error", "dial tcp");

  private ScalingTexts() {}

  /** Returns whether a text holds nothing that differs from run to run. */
  static boolean isCompared(String message) {
    return NOT_COMPARED.stream().noneMatch(message::contains);
  }
}
