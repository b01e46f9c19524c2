package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import kotlin.time.Duration;
import kotlinx.datetime.Instant;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.jspecify.annotations.Nullable;
import org.kalasim.Component;
import org.kalasim.ComponentGenerator;
import org.kalasim.Environment;
import org.kalasim.Priority;

/**
 * The queue in kalasim's simulator, by two of its processes: one brings customers, the other serves
 * them. Both are its own ComponentGenerator, since its other constructors are for Kotlin's compiler
 * alone.
 */
final class KalasimServer extends SingleServerBenchmark.Server {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final double TICK_NANOS = 60e9;
  private static final double LONG_TICKS = 1e8;
  private static final MethodHandle HOLD = hold();

  private final Environment environment = new Environment();
  private final Instant start = environment.getNow();
  private final int customers;
  private final Delay arrival = new Delay();
  private final Delay departure = new Delay();
  private @Nullable Component server;
  private boolean departing;

  KalasimServer(long seed, int customers) {
    super(seed, customers);
    this.customers = customers;
  }

  /** The delay that was asked for last, in the form in which a process samples it. */
  private static final class Delay extends UniformRealDistribution {
    private static final long serialVersionUID = 1L;

    private double ticks = LONG_TICKS;

    @Override
    public double sample() {
      double sampled = ticks;
      ticks = LONG_TICKS;
      return sampled;
    }
  }

  /** {@code Component.hold}, whose name has a hyphen in bytecode. */
  private static MethodHandle hold() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              Component.class,
              "hold-n8is24I",
              MethodType.methodType(
                  void.class,
                  Duration.class,
                  String.class,
                  Instant.class,
                  Priority.class,
                  boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private ComponentGenerator<Integer> process(Delay delay, Runnable handler) {
    return new ComponentGenerator<>(
        delay,
        null,
        false,
        null,
        customers,
        null,
        Priority.Companion.getNORMAL(),
        false,
        environment.getKoin(),
        (same, count) -> {
          handler.run();
          return count;
        });
  }

  @Override
  protected long now() {
    Instant now = environment.getNow();
    return (now.getEpochSeconds() - start.getEpochSeconds()) * SECOND_NANOS
        + now.getNanosecondsOfSecond()
        - start.getNanosecondsOfSecond();
  }

  @Override
  protected void scheduleArrival(long delayNanos) {
    arrival.ticks = delayNanos / TICK_NANOS;
  }

  @Override
  protected void onDeparture() {
    departing = true;
    super.onDeparture();
    departing = false;
  }

  /** The server's own process goes on by itself; one that stands still is held anew. */
  @Override
  protected void scheduleDeparture(long delayNanos) {
    if (departing) {
      departure.ticks = delayNanos / TICK_NANOS;
      return;
    }
    long nanos = now() + delayNanos + start.getNanosecondsOfSecond();
    Instant until =
        Instant.Companion.fromEpochSeconds(
            start.getEpochSeconds() + nanos / SECOND_NANOS, nanos % SECOND_NANOS);
    try {
      HOLD.invoke(
          server, (Duration) null, (String) null, until, Priority.Companion.getNORMAL(), false);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void runAll() {
    server = process(departure, this::onDeparture);
    process(arrival, this::onArrival);
    environment.run((Number) null, Priority.Companion.getNORMAL());
  }
}
