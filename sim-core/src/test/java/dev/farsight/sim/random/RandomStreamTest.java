package dev.farsight.sim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {

  private final RandomStream stream = new RandomStreams(42).stream("launch");

  @Test
  @Tag("determinism")
  void aDrawDependsOnNothingButSeedStreamSubjectAndNumber() {
    RandomStreams alone = new RandomStreams(7);
    RandomStreams crowded = new RandomStreams(7);
    crowded.stream("other").nextBits(1);
    for (int i = 0; i < 1000; i++) {
      crowded.stream("launch").nextBits(1000 + i);
      assertThat(crowded.stream("launch").nextBits(1))
          .isEqualTo(alone.stream("launch").nextBits(1));
    }
    assertThat(new RandomStreams(8).stream("launch").nextBits(1))
        .isNotEqualTo(new RandomStreams(7).stream("launch").nextBits(1));
    assertThat(new RandomStreams(7).stream("pull").nextBits(1))
        .isNotEqualTo(new RandomStreams(7).stream("launch").nextBits(1));
  }

  @Test
  @Tag("determinism")
  void theBitsArePinned() {
    long hash = 0;
    for (int i = 0; i < 10_000; i++) {
      hash = Mixing.mix(hash ^ stream.nextBits(i % 64));
    }
    assertThat(hash).isEqualTo(PINNED);
  }

  private static final long PINNED = -3568089556152730323L;

  @Test
  void uniformsFillTheUnitIntervalWithinAndAcrossSubjects() {
    for (int subjects : new int[] {1, 10, 10_000, 200_000}) {
      RandomStream fresh = new RandomStreams(subjects).stream("uniform");
      double[] draws = new double[200_000];
      for (int i = 0; i < draws.length; i++) {
        draws[i] = fresh.nextUniform(i % subjects);
        assertThat(draws[i]).isStrictlyBetween(0.0, 1.0);
      }
      assertThat(serialCorrelation(draws) * Math.sqrt(draws.length))
          .as("serial correlation in standard deviations")
          .isCloseTo(0, within(4.0));
      assertThat(chiSquare(draws, 1000))
          .as("999 degrees of freedom, p > 1e-4")
          .isBetween(840.0, 1172.0);
      assertThat(ksDistance(draws) * Math.sqrt(draws.length)).as("p > 1e-4").isLessThan(2.23);
    }
  }

  @Test
  void noDrawIsLongerThanTheLongestThatIsPromised() {
    List<Distribution> distributions =
        List.of(
            Distribution.constant(7),
            new Distribution.Uniform(3, 90_000_000_000L),
            new Distribution.Exponential(60_000_000_000L),
            new Distribution.Lognormal(60_000_000_000L, 0.7),
            new Distribution.Gamma(2, 30_000_000_000L),
            new Distribution.Triangular(1, 2, 60_000_000_000L),
            new Distribution.Empirical(5, 6, 9),
            new Distribution.Exponential(60_000_000_000L).clipped(0, 90_000_000_000L));
    for (Distribution distribution : distributions) {
      long longest = RandomStream.longestNanos(distribution);
      for (int i = 0; i < 100_000; i++) {
        assertThat(stream.nextNanos(i % 100, distribution)).isLessThanOrEqualTo(longest);
      }
    }
    assertThat(RandomStream.longestNanos(distributions.get(2)))
        .isBetween(36 * 60_000_000_000L, 37 * 60_000_000_000L);
    assertThat(RandomStream.longestNanos(distributions.get(7))).isEqualTo(90_000_000_000L);
  }

  @Test
  void neighbouringSubjectsSeedsAndStreamsAreUncorrelated() {
    int n = 50_000;
    double[][] pairs = new double[3][2 * n];
    for (int i = 0; i < n; i++) {
      pairs[0][2 * i] = stream.nextUniform(i);
      pairs[0][2 * i + 1] = stream.nextUniform(i ^ (1L << 40));
      pairs[1][2 * i] = new RandomStreams(i).stream("s").nextUniform(5);
      pairs[1][2 * i + 1] = new RandomStreams(i + 1).stream("s").nextUniform(5);
      pairs[2][2 * i] = new RandomStreams(9).stream("s" + i).nextUniform(5);
      pairs[2][2 * i + 1] = new RandomStreams(9).stream("s" + (i + 1)).nextUniform(5);
    }
    for (double[] pair : pairs) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (pair[2 * i] - 0.5) * (pair[2 * i + 1] - 0.5);
      }
      assertThat(12 * sum / Math.sqrt(n)).as("standard deviations").isCloseTo(0, within(4.0));
    }
  }

  @Test
  void everyBitOfTheSubjectTurnsHalfOfTheDrawnBits() {
    for (int bit = 0; bit < 64; bit++) {
      long turned = 0;
      for (int i = 0; i < 2000; i++) {
        long subject = Mixing.mix(i);
        turned += Long.bitCount(stream.nextBits(subject) ^ stream.nextBits(subject ^ (1L << bit)));
      }
      assertThat(turned / 2000.0).as("bit %d", bit).isCloseTo(32, within(0.5));
    }
  }

  @Test
  void derivedStreamsDoNotMeet() {
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(stream.nextBits(i))).isTrue();
      assertThat(seen.add(stream.nextBits(i))).isTrue();
    }
  }

  @Test
  void indicesAreUniformBelowTheirBound() {
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[stream.nextIndex(3, 7)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
    assertThat(stream.nextIndex(3, 1)).isZero();
    assertThat(stream.nextIndex(3, Integer.MAX_VALUE)).isNotNegative();
  }

  @Test
  void eventsHappenAsOftenAsTheirProbability() {
    int happened = 0;
    for (int i = 0; i < 100_000; i++) {
      happened += stream.nextEvent(i, 0.3) ? 1 : 0;
      assertThat(stream.nextEvent(i, 0)).isFalse();
      assertThat(stream.nextEvent(i, 1)).isTrue();
    }
    assertThat(happened).isBetween(29_400, 30_600);
  }

  private static double serialCorrelation(double[] draws) {
    double sum = 0;
    for (int i = 1; i < draws.length; i++) {
      sum += (draws[i - 1] - 0.5) * (draws[i] - 0.5);
    }
    return 12 * sum / (draws.length - 1);
  }

  private static double chiSquare(double[] draws, int cells) {
    int[] counts = new int[cells];
    for (double draw : draws) {
      counts[(int) (draw * cells)]++;
    }
    double expected = (double) draws.length / cells;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  private static double ksDistance(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      distance = Math.max(distance, sorted[i] - (double) i / sorted.length);
      distance = Math.max(distance, (i + 1.0) / sorted.length - sorted[i]);
    }
    return distance;
  }
}
