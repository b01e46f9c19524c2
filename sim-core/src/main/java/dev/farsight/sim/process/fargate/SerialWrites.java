package dev.farsight.sim.process.fargate;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import java.util.function.Consumer;

/** Has writes about nodes done one after the other, each when the one before has ended. */
final class SerialWrites {

  private final Simulator simulator;
  private final long writeNanos;
  private long nextWriteNanos;

  /**
   * Makes it for one worker.
   *
   * @param simulator event list
   * @param writeNanos for which one write keeps the worker busy, in nanoseconds, at least 0
   */
  SerialWrites(Simulator simulator, long writeNanos) {
    this.simulator = simulator;
    this.writeNanos = writeNanos;
  }

  /** Declares an event whose effect waits for its turn. */
  EventType<Launch> declare(String name, Consumer<Launch> write) {
    EventType<Launch> inTurn =
        simulator.declare(name + "-in-turn", Priority.STATE, launch -> write.accept(launch));
    return simulator.declare(name, Priority.STATE, launch -> take(launch, inTurn, write));
  }

  private void take(Launch launch, EventType<Launch> inTurn, Consumer<Launch> write) {
    long at = Math.max(simulator.now(), nextWriteNanos);
    nextWriteNanos = at + writeNanos;
    if (at == simulator.now()) {
      write.accept(launch);
    } else {
      launch.handle = simulator.scheduleAt(at, inTurn, launch);
    }
  }
}
