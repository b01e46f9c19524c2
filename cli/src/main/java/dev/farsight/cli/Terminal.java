package dev.farsight.cli;

import java.io.Console;

/** Says whether a person sits at the other end. */
final class Terminal {

  private Terminal() {}

  /**
   * Returns whether standard input and output are a terminal. From JDK 22 on a console exists in
   * any case and says so itself; before, it exists only on a terminal.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
