package dev.farsight.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("determinism")
class ReplicationSeedsTest {

  @Test
  void replicationsHaveSeedsOfTheirOwn() {
    Set<Long> seeds = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      seeds.add(ReplicationSeeds.of(42, i));
      seeds.add(ReplicationSeeds.of(43, i));
    }
    assertThat(seeds).hasSize(20_000).allMatch(seed -> seed >= 0 && seed < 1L << 53);
    assertThat(ReplicationSeeds.of(42, 0)).isEqualTo(42);
  }

  @Test
  void seedsAreTheSameEverywhere() {
    long digest = 0;
    for (int i = 0; i < 1_000; i++) {
      digest = 31 * digest + ReplicationSeeds.of(42, i);
    }
    assertThat(Long.toHexString(digest)).isEqualTo("3bd46c59ef0a74a2");
  }
}
