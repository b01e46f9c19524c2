package dev.farsight.sim.spec;

import static dev.farsight.sim.time.SimTime.MILLISECOND_NANOS;
import static dev.farsight.sim.time.SimTime.seconds;

/**
 * Times of KEDA, in nanoseconds; {@link ModelDefaults#ASSUMPTIONS} says where each comes from.
 *
 * <p>They are races of the real operator in which only the order matters, so no scenario sets them.
 */
public final class KedaDefaults {

  /** Time from a change of a KEDA object to what the operator does about it. */
  public static final long RECONCILE_NANOS = 20 * MILLISECOND_NANOS;

  /** Time from the operator's start to its first look at its objects. */
  public static final long START_NANOS = 420 * MILLISECOND_NANOS;

  /** Time from the creation of KEDA's autoscaler to the first poll. */
  public static final long FIRST_POLL_NANOS = 7 * MILLISECOND_NANOS;

  /** By how much a poll is later than a whole interval after the one before it. */
  public static final long POLL_LAG_NANOS = 650_000L;

  /** Time from a poll to the scale update that follows. */
  public static final long SCALE_NANOS = 13 * MILLISECOND_NANOS;

  /** Time limit of KEDA's HTTP client. */
  public static final long HTTP_TIMEOUT_NANOS = seconds(3);

  /** Time from KEDA's metrics server Ready to its APIService available. */
  public static final long APISERVICE_NANOS = seconds(7);

  /** Time after which the API server cuts a request it forwards. */
  public static final long REQUEST_TIMEOUT_NANOS = seconds(60);

  private KedaDefaults() {}
}
