package dev.farsight.sim.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0s, 0",
    "30s, 30000000000",
    "90s, 90000000000",
    "2.5s, 2500000000",
    "1h30m, 5400000000000",
    "1d, 86400000000000",
    "1h0.5s, 3600500000000",
    "300ms, 300000000",
    "7us, 7000",
    "7µs, 7000",
    "1ns, 1",
    "0.0000000004s, 0",
    "0.0000000005s, 1",
    "106751d, 9223286400000000000"
  })
  void durationsAreReadExactly(String text, long nanos) {
    assertThat(SimTime.tryParse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "5", "s", "-5s", "5 s", "5S", "1h30", ".5s", "5.s", "1e3s", "106752d", "5y", "NaNs"
      })
  void whatIsNoDurationIsRefused(String text) {
    assertThat(SimTime.tryParse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "90000000000, 1m30s",
    "5400000000000, 1h30m",
    "2500000000, 2.5s",
    "300000000, 300ms",
    "86400000000000, 24h",
    "-30000000000, -30s",
    "1, 0.000000001s"
  })
  void durationsAreWritten(long nanos, String text) {
    assertThat(SimTime.format(nanos)).isEqualTo(text);
  }

  @Test
  void everyDurationIsReadAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      long nanos = random.nextLong(1L << random.nextInt(1, 63));
      assertThat(SimTime.tryParse(SimTime.format(nanos))).isEqualTo(nanos);
    }
    assertThat(SimTime.tryParse(SimTime.format(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(SimTime.format(Long.MIN_VALUE)).startsWith("-");
  }
}
