package dev.farsight.sim.process.fargate;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaunchBucketTest {

  private static int takeAll(LaunchBucket bucket, long nowNanos) {
    int taken = 0;
    while (bucket.tryTake(nowNanos)) {
      taken++;
    }
    return taken;
  }

  @Test
  void aBucketIsFullAtFirstAndRefillsAtItsRate() {
    LaunchBucket bucket = new LaunchBucket(20, 4);
    assertThat(takeAll(bucket, 0)).isEqualTo(20);
    assertThat(bucket.untilNextNanos(0)).isEqualTo(250_000_000L);
    assertThat(takeAll(bucket, seconds(2))).isEqualTo(8);
  }

  @Test
  void anotherSizeOrRateLeavesTheTokens() {
    LaunchBucket bucket = new LaunchBucket(20, 4);
    takeAll(bucket, 0);

    LaunchBucket larger = bucket.resized(100, 10, seconds(2));
    assertThat(takeAll(larger, seconds(2))).isEqualTo(8);
    assertThat(takeAll(larger, seconds(3))).isEqualTo(10);

    assertThat(takeAll(new LaunchBucket(20, 4).resized(5, 1, 0), 0)).isEqualTo(5);
    LaunchBucket half = new LaunchBucket(1, 1);
    takeAll(half, 0);
    assertThat(half.resized(1, 2, seconds(1) / 2).untilNextNanos(seconds(1) / 2))
        .isEqualTo(250_000_000L);
  }
}
