package dev.farsight.bench.report;

/** Why a target may be missed, as far as that is known. */
final class Reasons {

  private static final String UNKNOWN = "The reason is not known yet.";

  private Reasons() {}

  /** Returns why a target is missed, in sentences. */
  static String of(Target target) {
    return target.group().startsWith("Event list")
        ? "The target was set for ticks of a microsecond; ticks of a nanosecond cost about one"
            + " level of the wheel more. Whether that is all is not known."
        : UNKNOWN;
  }
}
