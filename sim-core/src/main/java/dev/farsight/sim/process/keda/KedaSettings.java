package dev.farsight.sim.process.keda;

/**
 * What the operator must know of the world it runs in.
 *
 * @param deployed whether KEDA's own Deployments are part of the simulation; else KEDA counts as
 *     working, as DNS does where no CoreDNS is part of it
 * @param dnsDeployed whether CoreDNS is part of the simulation
 * @param startedAtEpochNanos wall clock at the start, in nanoseconds since 1970-01-01T00:00Z
 */
public record KedaSettings(boolean deployed, boolean dnsDeployed, long startedAtEpochNanos) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Returns an instant cut to whole seconds of the wall clock, as the API keeps times. */
  long wholeSecond(long nowNanos) {
    return nowNanos - Math.floorMod(startedAtEpochNanos + nowNanos, NANOS_PER_SECOND);
  }
}
