package dev.farsight.sim.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Draws have the same bits on every JVM. The expected digests were made on JDK 17; whatever changes
 * them changes every result that anybody has kept, so they change only together with the version of
 * the result format.
 */
@Tag("determinism")
class SameBitsEverywhereTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int DRAW_COUNT = 20_000;

  private static String digest(Distribution distribution) {
    RandomStream stream = new RandomStreams(42).stream("determinism");
    long digest = 0;
    for (int i = 0; i < DRAW_COUNT; i++) {
      digest = Long.rotateLeft(digest, 5) * 0x9E3779B97F4A7C15L + stream.nextNanos(i, distribution);
    }
    return Long.toHexString(digest);
  }

  @Test
  void uniformDrawsAreTheSameEverywhere() {
    assertThat(digest(new Distribution.Uniform(0, 30 * SECOND))).isEqualTo("1c7748490ffa97a1");
  }

  @Test
  void exponentialDrawsAreTheSameEverywhere() {
    assertThat(digest(new Distribution.Exponential(5 * SECOND))).isEqualTo("b9b6422e7660895d");
  }

  @Test
  void lognormalDrawsAreTheSameEverywhere() {
    assertThat(digest(new Distribution.Lognormal(50 * SECOND, 0.2))).isEqualTo("4fd997a26a0dbe70");
  }

  @Test
  void gammaDrawsAreTheSameEverywhere() {
    assertThat(digest(new Distribution.Gamma(2.5, SECOND))).isEqualTo("45cd91534da38f29");
  }
}
