package dev.farsight.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The commands as a user calls them, with what they print kept for tests. */
final class Cli {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command and returns its exit code; what it prints replaces what was there. */
  int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Farsight.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
