package dev.farsight.bench.report;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * What a person sees while benchmarks run: one line for each figure, with the time that remains.
 * What JMH says besides is kept back and told only when something fails.
 */
final class ProgressFormat implements OutputFormat {

  private static final int KEPT_LINES = 60;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private final double expectedSeconds;
  private final Deque<String> kept = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private double finishedSeconds;
  private double iterationSeconds;

  /**
   * Makes it.
   *
   * @param out where to write
   * @param nanoTime clock
   * @param expectedSeconds how long everything takes on the machine of the page, about
   */
  ProgressFormat(PrintStream out, LongSupplier nanoTime, double expectedSeconds) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
    this.expectedSeconds = expectedSeconds;
  }

  /** Begins a campaign: each of its iterations is worth its share of the time expected. */
  void begin(Campaign campaign) {
    iterationSeconds = campaign.rhythm().forkSeconds() / campaign.iterationsPerFork();
  }

  /** Counts work that is not a benchmark of JMH. */
  void finish(String what, double seconds) {
    finishedSeconds += seconds;
    tell(what);
  }

  /** Returns what JMH said last. */
  List<String> lastLines() {
    return List.copyOf(kept);
  }

  /** Writes a line with the share that is done and the time that remains. */
  private void tell(String what) {
    double done = Math.min(1, finishedSeconds / expectedSeconds);
    double elapsed = (nanoTime.getAsLong() - beginNanos) / 1e9;
    double remaining = done == 0 ? expectedSeconds : elapsed * (1 - done) / done;
    out.printf(
        Locale.ROOT, "%3.0f %%  %6s left  %s%n", 100 * done, minutes(Math.round(remaining)), what);
  }

  /** Returns a time such as {@code 4m05s}. */
  static String minutes(long seconds) {
    return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
  }

  @Override
  public void iterationResult(
      BenchmarkParams parameters, IterationParams iteration, int number, IterationResult result) {
    finishedSeconds += iterationSeconds;
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    if (result == null) {
      return;
    }
    BenchmarkParams parameters = result.getParams();
    tell(
        Figures.setting(parameters)
            + ", "
            + Figures.contender(parameters)
            + ": "
            + Numbers.of(result.getPrimaryResult().getStatistics().getPercentile(50))
            + " "
            + result.getPrimaryResult().getScoreUnit());
  }

  @Override
  public void print(String text) {
    line.append(text);
  }

  @Override
  public void println(String text) {
    kept.add(line.append(text).toString());
    line.setLength(0);
    if (kept.size() > KEPT_LINES) {
      kept.remove();
    }
  }

  @Override
  public void verbosePrintln(String text) {
    println(text);
  }

  @Override
  public void write(int character) {
    write(new byte[] {(byte) character});
  }

  @Override
  public void write(byte[] text) {
    new String(text, StandardCharsets.UTF_8).lines().forEach(this::println);
  }

  @Override
  public void iteration(BenchmarkParams parameters, IterationParams iteration, int number) {}

  @Override
  public void startBenchmark(BenchmarkParams parameters) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
