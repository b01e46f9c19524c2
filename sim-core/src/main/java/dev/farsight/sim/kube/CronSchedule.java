package dev.farsight.sim.kube;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cron schedule of five fields, or one of {@code @hourly} and its like, or {@code @every} ({@code
 * robfig/cron}): minute, hour, day of month, month, day of week (0 to 6: 7 is no Sunday here).
 * {@code @every 90s} counts from the instant that is asked about, in whole seconds.
 */
public final class CronSchedule {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private static final String EVERY = "@every ";
  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(h|ms|us|ns|m|s)");
  private static final Map<String, BigDecimal> UNIT_SECONDS =
      Map.of(
          "h", new BigDecimal("3600"),
          "m", new BigDecimal("60"),
          "s", BigDecimal.ONE,
          "ms", new BigDecimal("0.001"),
          "us", new BigDecimal("0.000001"),
          "ns", new BigDecimal("0.000000001"));

  private final long minutes;
  private final long hours;
  private final long daysOfMonth;
  private final long months;
  private final long daysOfWeek;
  private final boolean anyDayOfMonth;
  private final boolean anyDayOfWeek;
  private final ZoneId zone;
  private final long everySeconds;

  private CronSchedule(long everySeconds) {
    this.minutes = 0;
    this.hours = 0;
    this.daysOfMonth = 0;
    this.months = 0;
    this.daysOfWeek = 0;
    this.anyDayOfMonth = true;
    this.anyDayOfWeek = true;
    this.zone = ZoneOffset.UTC;
    this.everySeconds = everySeconds;
  }

  private CronSchedule(String[] fields, ZoneId zone) {
    this.everySeconds = 0;
    this.minutes = bits(fields[0], 0, 59, List.of(), 0);
    this.hours = bits(fields[1], 0, 23, List.of(), 0);
    this.daysOfMonth = bits(fields[2], 1, 31, List.of(), 0);
    this.months = bits(fields[3], 1, 12, MONTHS, 1);
    this.daysOfWeek = bits(fields[4], 0, 6, DAYS, 0);
    this.anyDayOfMonth = isAny(fields[2]);
    this.anyDayOfWeek = isAny(fields[4]);
    this.zone = zone;
  }

  /**
   * Reads a schedule.
   *
   * @param zone time zone, absent for UTC
   * @return null if it cannot be read
   */
  public static @Nullable CronSchedule parse(String text, @Nullable String zone) {
    try {
      ZoneId where = zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
      String lower = text.trim().toLowerCase(Locale.ROOT);
      if (lower.startsWith(EVERY)) {
        return new CronSchedule(seconds(lower.substring(EVERY.length()).trim()));
      }
      String expanded = expand(lower);
      String[] fields = expanded.split("\\s+", -1);
      return fields.length == 5 ? new CronSchedule(fields, where) : null;
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Reads a duration as Go does, such as {@code 1h30m}; less than a second counts as one. */
  private static long seconds(String duration) {
    BigDecimal seconds = BigDecimal.ZERO;
    Matcher part = DURATION_PART.matcher(duration);
    int end = 0;
    while (part.lookingAt()) {
      seconds =
          seconds.add(new BigDecimal(part.group(1)).multiply(UNIT_SECONDS.get(part.group(2))));
      end = part.end();
      part.region(end, duration.length());
    }
    if (end == 0 || end < duration.length()) {
      throw new IllegalArgumentException("no duration: " + duration);
    }
    return Math.max(1, seconds.longValue());
  }

  private static String expand(String text) {
    return switch (text) {
      case "@yearly", "@annually" -> "0 0 1 1 *";
      case "@monthly" -> "0 0 1 * *";
      case "@weekly" -> "0 0 * * 0";
      case "@daily", "@midnight" -> "0 0 * * *";
      case "@hourly" -> "0 * * * *";
      default -> text;
    };
  }

  /** Returns whether there is a time zone of a name. */
  public static boolean isZone(String name) {
    try {
      return !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static long bits(String field, int min, int max, List<String> names, int firstName) {
    long bits = 0;
    for (String part : field.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
      int from;
      int to;
      if (stepped[0].equals("*") || stepped[0].equals("?")) {
        from = min;
        to = max;
      } else {
        String[] range = stepped[0].split("-", -1);
        from = number(range[0], names, firstName);
        to =
            range.length > 1 ? number(range[1], names, firstName) : stepped.length > 1 ? max : from;
      }
      boolean tooMany = stepped.length > 2 || stepped[0].split("-", -1).length > 2;
      if (tooMany || from < min || to > max || from > to || step < 1) {
        throw new IllegalArgumentException("out of range: " + part);
      }
      for (int value = from; value <= to; value += step) {
        bits |= 1L << value;
      }
    }
    return bits;
  }

  /** Returns whether a field leaves the day open: {@code *}, but not each second day. */
  private static boolean isAny(String field) {
    for (String part : field.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      boolean star = stepped[0].equals("*") || stepped[0].equals("?");
      if (star && (stepped.length == 1 || Integer.parseInt(stepped[1]) <= 1)) {
        return true;
      }
    }
    return false;
  }

  private static int number(String text, List<String> names, int firstName) {
    int named = names.indexOf(text);
    return named >= 0 ? named + firstName : Integer.parseInt(text);
  }

  private static boolean has(long bits, int value) {
    return ((bits >>> value) & 1) != 0;
  }

  /**
   * Returns the first time of the schedule after an instant, or null if none comes in five years.
   */
  public @Nullable Instant next(Instant after) {
    if (everySeconds > 0) {
      return after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(everySeconds);
    }
    ZonedDateTime time = after.atZone(zone).withSecond(0).withNano(0).plusMinutes(1);
    ZonedDateTime limit = time.plusYears(5);
    while (time.isBefore(limit)) {
      if (!has(months, time.getMonthValue())) {
        time = time.withDayOfMonth(1).withHour(0).withMinute(0).plusMonths(1);
      } else if (!matchesDay(time)) {
        time = time.withHour(0).withMinute(0).plusDays(1);
      } else if (!has(hours, time.getHour())) {
        time = time.withMinute(0).plusHours(1);
      } else if (!has(minutes, time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        return time.toInstant();
      }
    }
    return null;
  }

  private boolean matchesDay(ZonedDateTime time) {
    boolean month = has(daysOfMonth, time.getDayOfMonth());
    boolean week = has(daysOfWeek, time.getDayOfWeek().getValue() % 7);
    boolean both = anyDayOfMonth || anyDayOfWeek;
    return both ? month && week : month || week;
  }
}
