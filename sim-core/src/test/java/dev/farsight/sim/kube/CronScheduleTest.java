package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schedule comes next, as {@code robfig/cron} says. */
class CronScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // schedule, zone, after, next
        "*/5 * * * * | - | 2026-03-01T10:02:30Z | 2026-03-01T10:05:00Z",
        "0 9 * * mon-fri | - | 2026-03-06T09:00:00Z | 2026-03-09T09:00:00Z",
        "0 9 * * 1/3 | - | 2026-03-06T09:00:00Z | 2026-03-09T09:00:00Z",
        "0 0 13 * 5 | - | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z",
        "@hourly | - | 2026-03-01T10:00:00Z | 2026-03-01T11:00:00Z",
        "@every 90s | - | 2026-03-01T10:00:00.250Z | 2026-03-01T10:01:30Z",
        "@every 1h30m | - | 2026-03-01T10:00:00Z | 2026-03-01T11:30:00Z",
        "@every 1.5m | - | 2026-03-01T10:00:00Z | 2026-03-01T10:01:30Z",
        "@every 10ms | - | 2026-03-01T10:00:00Z | 2026-03-01T10:00:01Z",
        "30 8 * * * | Europe/Berlin | 2026-01-15T00:00:00Z | 2026-01-15T07:30:00Z",
        "30 8 * * * | Europe/Berlin | 2026-07-15T00:00:00Z | 2026-07-15T06:30:00Z",
        "0 0 * * * | Asia/Kolkata | 2026-07-15T00:00:00Z | 2026-07-15T18:30:00Z",
      })
  void nextTimeFollowsFieldsAndZone(String text, String zone, Instant after, Instant next) {
    CronSchedule schedule = CronSchedule.parse(text, zone);
    assertThat(Objects.requireNonNull(schedule).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "61 * * * *",
        "0 8 * * 7",
        "0 8 * * 1-7",
        "*/5/2 * * * *",
        "1-2-3 * * * *",
        "@every",
        "@every soon",
        "@every 5",
        "@every 5m x"
      })
  void whatIsNoScheduleIsNotRead(String text) {
    assertThat(CronSchedule.parse(text, null)).isNull();
  }

  @Test
  void unknownZoneIsNotRead() {
    assertThat(CronSchedule.parse("* * * * *", "Mars/Olympus")).isNull();
  }
}
