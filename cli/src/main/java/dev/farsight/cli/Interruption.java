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
        Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
