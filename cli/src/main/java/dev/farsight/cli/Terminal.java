package dev.farsight.cli;

import java.io.Console;

/**
 * Says whether a person sits at the other end. The launcher tells for each stream ({@code
 * farsight.terminal=out,err}) and how wide it is ({@code farsight.columns}); without the launcher
 * only a JVM whose input and output are a terminal knows it.
 */
final class Terminal {

  /** Columns where nobody knows better. */
  static final int DEFAULT_WIDTH = 80;

  private static final int MIN_WIDTH = 40;
  private static final int MAX_WIDTH = 120;

  private Terminal() {}

  static boolean isOutTerminal() {
    return is("out");
  }

  static boolean isErrTerminal() {
    return is("err");
  }

  /** Returns the columns to fill: those of the terminal, within what reads well. */
  static int width() {
    Integer columns = Integer.getInteger("farsight.columns");
    return columns == null ? DEFAULT_WIDTH : Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, columns));
  }

  private static boolean is(String stream) {
    String told = System.getProperty("farsight.terminal");
    return told == null ? isInteractive() : told.contains(stream);
  }

  /**
   * Returns whether standard input and output are a terminal. From JDK 22 on a console exists in
   * any case and says so itself; before, it exists only on a terminal.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isInteractive() {
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
