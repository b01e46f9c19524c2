package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.CronSchedule;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cron trigger: so many replicas from each start to the next end ({@code cron_scaler.go}).
 *
 * <p>It is open whenever the next end comes before the next start or with it. The next instants are
 * kept until they have passed.
 */
final class CronWindow {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final String name;
  private final @Nullable String failure;
  private final CronSchedule start;
  private final CronSchedule end;
  private final long replicas;
  private final long startedAtEpochNanos;
  private long nextStartNanos = Long.MIN_VALUE;
  private long nextEndNanos = Long.MIN_VALUE;

  private CronWindow(
      String name,
      @Nullable String failure,
      CronSchedule start,
      CronSchedule end,
      long replicas,
      long startedAtEpochNanos) {
    this.name = name;
    this.failure = failure;
    this.start = start;
    this.end = end;
    this.replicas = replicas;
    this.startedAtEpochNanos = startedAtEpochNanos;
  }

  /**
   * Reads the settings of a cron trigger.
   *
   * @throws ScalerException if they are not right
   */
  static CronWindow of(Map<String, String> metadata, long startedAtEpochNanos) {
    String from = required("start", metadata);
    String to = required("end", metadata);
    String zone = required("timezone", metadata);
    String wanted = required("desiredReplicas", metadata);
    refuseDescriptor("start", from);
    refuseDescriptor("end", to);
    boolean known = isZone(zone);
    CronSchedule start = CronSchedule.parse(from, known ? zone : "UTC");
    CronSchedule end = CronSchedule.parse(to, known ? zone : "UTC");
    if (start == null || end == null) {
      throw new ScalerException(
          "error parsing cron metadata: error parsing "
              + (start == null ? "start" : "end")
              + " schedule");
    }
    if (from.equals(to)) {
      throw new ScalerException(
          "error parsing cron metadata: start and end can not have exactly same time input");
    }
    if (!wanted.matches("[0-9]{1,9}") || Long.parseLong(wanted) == 0) {
      throw new ScalerException("error parsing cron metadata: no desiredReplicas specified");
    }
    String name = "cron-" + zone + "-" + compact(from) + "-" + compact(to);
    String failure =
        known || zone.isEmpty() ? null : "unable to load timezone: unknown time zone " + zone;
    return new CronWindow(name, failure, start, end, Long.parseLong(wanted), startedAtEpochNanos);
  }

  private static String required(String parameter, Map<String, String> metadata) {
    String value = ScalerType.setting(parameter, metadata);
    if (value == null) {
      throw new ScalerException(
          "error parsing cron metadata: missing required parameter \""
              + parameter
              + "\" in [triggerMetadata]");
    }
    return value;
  }

  /** KEDA's parser takes five fields only, no {@code @daily} and no {@code @every 2h}. */
  private static void refuseDescriptor(String field, String schedule) {
    if (schedule.startsWith("@")) {
      throw new ScalerException(
          "error parsing cron metadata: error parsing "
              + field
              + " schedule: parser does not accept descriptors: "
              + schedule);
    }
  }

  /**
   * Returns whether Go loads a zone of this name: offsets such as GMT+2 are names for Java only.
   */
  private static boolean isZone(String zone) {
    return ZoneRulesProvider.getAvailableZoneIds().contains(zone);
  }

  /** Returns what each reading says instead of a value, or null if it gives one. */
  @Nullable String failure() {
    return failure;
  }

  private static String compact(String schedule) {
    return schedule
        .replace(" ", "")
        .replace("*", "x")
        .replace("/", "Sl")
        .replace("?", "Qm")
        .replace(",", "Cm");
  }

  /** Returns the name of the metric without its index. */
  String metricName() {
    return name;
  }

  /** Returns whether the window is open at an instant in nanoseconds since the start. */
  boolean isOpen(long nowNanos) {
    refresh(nowNanos);
    return nextEndNanos <= nextStartNanos;
  }

  /** Returns the replicas that are wanted at an instant, in thousandths. */
  long milli(long nowNanos) {
    return isOpen(nowNanos) ? replicas * 1000 : 0;
  }

  /** Returns the next instant at which the window opens or closes. */
  long nextChangeNanos(long nowNanos) {
    refresh(nowNanos);
    return Math.min(nextStartNanos, nextEndNanos);
  }

  private void refresh(long nowNanos) {
    if (nextStartNanos <= nowNanos) {
      nextStartNanos = next(start, nowNanos);
    }
    if (nextEndNanos <= nowNanos) {
      nextEndNanos = next(end, nowNanos);
    }
  }

  private long next(CronSchedule schedule, long nowNanos) {
    long epochNanos = startedAtEpochNanos + nowNanos;
    Instant now =
        Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, NANOS_PER_SECOND),
            Math.floorMod(epochNanos, NANOS_PER_SECOND));
    @Nullable Instant next = schedule.next(now);
    return next == null
        ? Long.MAX_VALUE
        : next.getEpochSecond() * NANOS_PER_SECOND + next.getNano() - startedAtEpochNanos;
  }
}
