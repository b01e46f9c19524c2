package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "1, 1, 1000, 1",
    "100m, 1, 100, 100m",
    "0.5, 1, 500, 500m",
    "0.5m, 1, 1, 500u",
    "1.5Gi, 1610612736, 1610612736000, 1536Mi",
    "512Mi, 536870912, 536870912000, 512Mi",
    "128e6, 128000000, 128000000000, 128e6",
    "1e3, 1000, 1000000, 1e3",
    "2k, 2000, 2000000, 2k",
    "1E, 1000000000000000000, 9223372036854775807, 1E",
    "1n, 1, 1, 1n",
    "0.1n, 1, 1, 1n",
    "-1, -1, -1000, -1",
    ".5, 1, 500, 500m",
    "5., 5, 5000, 5",
    "1e999999999, 9223372036854775807, 9223372036854775807, 9223372036854775807e0"
  })
  void quantityIsReadAsKubernetesReadsIt(String text, long value, long milli, String canonical) {
    Quantity quantity = Quantity.parse(text);
    assertThat(quantity.value()).isEqualTo(value);
    assertThat(quantity.milliValue()).isEqualTo(milli);
    if (!text.startsWith("1e9")) {
      assertThat(quantity).hasToString(canonical);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "100m, 900m, 1",
    "0.999999999, 1n, 1",
    "-1, 100m, -900m",
    "-0.5, -0.5, -1",
    "1Gi, 1, 1073741825",
    "0, 1Mi, 1Mi",
    "8E, 8E, 9223372036854775807",
    "9223372036854775807, 1n, 9223372036854775807",
    "-8E, -8E, -9223372036854775807",
    "5E, -5E, 0"
  })
  void sumIsExactAndCutToTheRangeOfALong(String one, String other, String sum) {
    Quantity actual = Quantity.parse(one).plus(Quantity.parse(other));
    assertThat(actual).isEqualByComparingTo(Quantity.parse(sum));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.2.3", "1 Gi", "1gi", "1mi", "--1", "1e", "0x10", "1Zi"})
  void whatIsNoQuantityIsRefused(String text) {
    assertThat(Quantity.tryParse(text)).isNull();
  }
}
