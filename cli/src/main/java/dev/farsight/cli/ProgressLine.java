package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.experiment.Progress;
import java.io.PrintWriter;

/** One line on a terminal that says how far long work has come and when it will be done. */
final class ProgressLine implements Progress, AutoCloseable {

  private static final long STEP_NANOS = 200_000_000L;
  private static final long SILENT_NANOS = 1_000_000_000L;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final long startedNanos = System.nanoTime();
  private long lastNanos;
  private boolean drawn;

  ProgressLine(PrintWriter err, boolean shown) {
    this(err, shown, "replications");
  }

  ProgressLine(PrintWriter err, boolean shown, String what) {
    this.err = err;
    this.shown = shown;
    this.what = what;
  }

  @Override
  public synchronized void replicationsFinished(int finished, int total) {
    long now = System.nanoTime();
    if (!shown || now - startedNanos < SILENT_NANOS || now - lastNanos < STEP_NANOS) {
      return;
    }
    lastNanos = now;
    long left = (now - startedNanos) / finished * (total - finished);
    err.print(
        "\r\u001b[K"
            + finished
            + " of "
            + total
            + " "
            + what
            + ", "
            + ClockText.of(left)
            + " left");
    err.flush();
    drawn = true;
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }
}
