package dev.farsight.fuzz;

import dev.farsight.scenario.fuzz.FuzzTarget;

/** What Jazzer calls with each text: its name goes to {@code --target_class}. */
public final class Entry {

  private static FuzzTarget target = FuzzTarget.LOADER;

  private Entry() {}

  /** Takes the name of the target from {@code --target_args}. */
  public static void fuzzerInitialize(String[] args) {
    target = FuzzTarget.valueOf(args[0]);
  }

  /** Reads one text; whatever is thrown is a find. */
  public static void fuzzerTestOneInput(byte[] text) {
    target.check(text);
  }
}
