package dev.farsight.bench.eventlist;

import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One random duration: keyed and inverted, beside commons-math3 with its default generator. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class VariateBenchmark {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int SUBJECT_MASK = 1023;

  /** The distribution. */
  @Param({"uniform", "exponential", "lognormal", "gamma"})
  public String distribution;

  private final RandomStream stream = new RandomStreams(42).stream("bench");
  private Distribution ours = Distribution.constant(0);
  private RealDistribution theirs = new ExponentialDistribution(1);
  private int subject;

  /** Makes both distributions and sees that their means agree. */
  @Setup
  public void prepare() {
    Well19937c generator = new Well19937c(42);
    switch (distribution) {
      case "uniform" -> {
        ours = new Distribution.Uniform(0, 2 * SECOND_NANOS);
        theirs = new UniformRealDistribution(generator, 0, 2);
      }
      case "exponential" -> {
        ours = new Distribution.Exponential(SECOND_NANOS);
        theirs = new ExponentialDistribution(generator, 1);
      }
      case "lognormal" -> {
        ours = new Distribution.Lognormal(SECOND_NANOS, 0.5);
        theirs = new LogNormalDistribution(generator, 0, 0.5);
      }
      default -> {
        ours = new Distribution.Gamma(2.5, SECOND_NANOS);
        theirs = new GammaDistribution(generator, 2.5, 1);
      }
    }
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += stream.nextNanos(i, ours) / 1e9;
    }
    double mean = sum / 100_000;
    if (Math.abs(mean - theirs.getNumericalMean()) > 0.03) {
      throw new IllegalStateException(distribution + " has the mean " + mean);
    }
  }

  /** Farsight: key, count, mix, invert. */
  @Benchmark
  public long keyed() {
    return stream.nextNanos(subject++ & SUBJECT_MASK, ours);
  }

  /** Farsight without the key: inversion alone. */
  @Benchmark
  public long inversionAlone() {
    return ours.quantileNanos(((subject++ & SUBJECT_MASK) + 0.5) / (SUBJECT_MASK + 1));
  }

  /** The sampler of commons-math3. */
  @Benchmark
  public double commonsMath() {
    return theirs.sample();
  }
}
