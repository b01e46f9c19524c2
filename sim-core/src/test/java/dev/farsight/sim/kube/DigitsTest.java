package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "17", "123456789", "1234567890", "-1", "+1", " 1", "1a", "١", "/", ":"})
  void numbersAreThoseOfTheRegularExpression(String text) {
    assertThat(Digits.isNumber(text, 9)).isEqualTo(text.matches("[0-9]{1,9}"));
  }
}
