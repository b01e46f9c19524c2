package dev.farsight.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where a command speaks to people, and whether in colour.
 *
 * @param out where the human text goes: standard output, or standard error if data goes to the
 *     former
 * @param err standard error
 * @param colour whether to colour
 * @param width columns to fill
 */
record Console(PrintWriter out, PrintWriter err, boolean colour, int width) {

  /** Columns below which things stand below one another that else stand side by side. */
  private static final int NARROW = 76;

  private static final String ESCAPE = "\u001b[";

  /** Returns a console for a file: no colours, the usual width. */
  static Console plain(Writer writer) {
    PrintWriter text = new PrintWriter(writer);
    return new Console(text, text, false, Terminal.DEFAULT_WIDTH);
  }

  /** Returns whether there is no room for columns. */
  boolean isNarrow() {
    return width < NARROW;
  }

  /** Returns the same console, speaking on standard error. */
  Console toErr() {
    return new Console(err, err, colour && Terminal.isErrTerminal(), width);
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String bad(String text) {
    return paint("31", text);
  }

  String good(String text) {
    return paint("32", text);
  }

  String warn(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return colour ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }

  /** Prints a line. */
  void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
