package dev.farsight.bench.report;

import java.util.Map;

/** Why a target may be missed, as far as that is known. */
final class Reasons {

  private static final Map<String, String> BY_TARGET = Map.of();

  private Reasons() {}

  /** Returns why a target is missed, in sentences. */
  static String of(Target target) {
    return BY_TARGET.getOrDefault(target.what(), "The reason is not known yet.");
  }
}
