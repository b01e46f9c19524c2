package dev.farsight.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an interrupt (Ctrl-C, SIGTERM) means while a command runs: stop starting work, write what is
 * finished, then end. The JVM waits for its shutdown hooks, so the hook waits for the command.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onInterrupt, "farsight-interrupt");
  private volatile Runnable stop = () -> {};
  private volatile boolean happened;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says how to stop the work. */
  void stops(Runnable stop) {
    this.stop = stop;
    if (happened) {
      stop.run();
    }
  }

  boolean happened() {
    return happened;
  }

  private void onInterrupt() {
    happened = true;
    stop.run();
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("farsight: gave up after " + PATIENCE_SECONDS + " s; not all is saved");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // One exit code for every signal; the JVM's own would be 143 for SIGTERM.
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  /** Says that everything is written. */
  @Override
  public void close() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already going down: the hook runs.
    }
  }
}
