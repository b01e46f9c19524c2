package dev.farsight.sim.process.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CronWindowTest {

  private static final long SECOND = 1_000_000_000L;

  /** 2026-01-01T00:00:00Z. */
  private static final long NEW_YEAR = 1_767_225_600L * SECOND;

  private static CronWindow window(String zone, String start, String end) {
    return CronWindow.of(
        Map.of("timezone", zone, "start", start, "end", end, "desiredReplicas", "4"), NEW_YEAR);
  }

  @Test
  void windowIsOpenFromItsStartToItsEnd() {
    CronWindow window = window("Etc/UTC", "10 * * * *", "20 * * * *");
    assertThat(window.milli(9 * 60 * SECOND)).isZero();
    assertThat(window.milli(10 * 60 * SECOND)).isEqualTo(4000);
    assertThat(window.milli(19 * 60 * SECOND)).isEqualTo(4000);
    assertThat(window.milli(20 * 60 * SECOND)).isZero();
  }

  @Test
  void windowMaySpanMidnight() {
    CronWindow window = window("Etc/UTC", "0 22 * * *", "0 6 * * *");
    assertThat(window.isOpen(0)).isTrue();
    assertThat(window.isOpen(7 * 3600 * SECOND)).isFalse();
    assertThat(window.isOpen(23 * 3600 * SECOND)).isTrue();
  }

  @Test
  void windowFollowsTheTimeOfItsZone() {
    CronWindow window = window("Europe/Berlin", "0 6 * * *", "0 7 * * *");
    assertThat(window.isOpen(5 * 3600 * SECOND)).isTrue();
    assertThat(window.isOpen(6 * 3600 * SECOND)).isFalse();
  }

  @Test
  void nameOfTheMetricHoldsBothSchedules() {
    assertThat(window("Etc/UTC", "*/6 * * * *", "3-59/6 * * * *").metricName())
        .isEqualTo("cron-Etc/UTC-xSl6xxxx-3-59Sl6xxxx");
  }

  @Test
  void equalStartAndEndAreRefused() {
    assertThatThrownBy(() -> window("Etc/UTC", "0 6 * * *", "0 6 * * *"))
        .isInstanceOf(ScalerException.class)
        .hasMessageContaining("start and end can not have exactly same time input");
  }

  @Test
  void wordsForSchedulesAreRefused() {
    assertThatThrownBy(() -> window("Etc/UTC", "@every 2h", "@every 1h"))
        .isInstanceOf(ScalerException.class)
        .hasMessageEndingWith(
            "error parsing start schedule: parser does not accept descriptors: @every 2h");
    assertThatThrownBy(() -> window("Etc/UTC", "0 6 * * *", "@daily"))
        .hasMessageContaining("error parsing end schedule");
  }

  @Test
  void endThatComesWithTheStartLeavesTheWindowOpen() {
    CronWindow window = window("Etc/UTC", "0 6 * * *", "0 6 * * 0-6");
    assertThat(window.isOpen(3600 * SECOND)).isTrue();
  }

  @Test
  void everySettingMustBeThere() {
    assertThatThrownBy(() -> window(" ", "0 6 * * *", "0 7 * * *"))
        .isInstanceOf(ScalerException.class)
        .hasMessage(
            "error parsing cron metadata: missing required parameter \"timezone\" in"
                + " [triggerMetadata]");
  }

  @Test
  void offsetsAreNoZones() {
    for (String zone : new String[] {"GMT+2", "+02:00", "Z"}) {
      assertThat(window(zone, "0 6 * * *", "0 7 * * *").failure())
          .isEqualTo("unable to load timezone: unknown time zone " + zone);
    }
    assertThat(window("UTC", "0 6 * * *", "0 7 * * *").failure()).isNull();
  }
}
