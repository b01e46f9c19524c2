package dev.farsight.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Buckets of chunks beside lists of lists. */
final class WheelBucketsTest {

  private static final int BUCKETS = 3 * 64;

  private final WheelBuckets buckets = new WheelBuckets(3);
  private final List<List<Long>> plain = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(5);
  private long nextHandle;

  WheelBucketsTest() {
    for (int i = 0; i < BUCKETS; i++) {
      plain.add(new ArrayList<>());
    }
  }

  private static long key(long handle) {
    return Digests.mix(handle) >>> 1;
  }

  private void append(int bucket) {
    buckets.append(bucket, key(nextHandle), nextHandle);
    plain.get(bucket).add(nextHandle++);
  }

  private void drain(int bucket) {
    List<Long> drained = new ArrayList<>();
    buckets.drain(
        bucket,
        (key, handle) -> {
          assertThat(key).isEqualTo(key(handle));
          drained.add(handle);
        });
    assertThat(drained).isEqualTo(plain.get(bucket));
    plain.get(bucket).clear();
  }

  private void move(int bucket) {
    List<Long> expected = plain.get(bucket);
    long[] target = new long[2 * expected.size() + 3];
    assertThat(buckets.moveTo(target, 3, bucket)).isEqualTo(target.length);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(target[3 + 2 * i]).isEqualTo(key(expected.get(i)));
      assertThat(target[4 + 2 * i]).isEqualTo(expected.get(i));
    }
    expected.clear();
  }

  private void checkFirst() {
    int first = 0;
    while (first < BUCKETS && plain.get(first).isEmpty()) {
      first++;
    }
    if (first == BUCKETS) {
      assertThat(buckets.occupiedLevels()).isZero();
      return;
    }
    List<Long> handles = plain.get(first);
    assertThat(buckets.first()).isEqualTo(first);
    assertThat(buckets.leastKey(first))
        .isEqualTo(handles.stream().mapToLong(WheelBucketsTest::key).min().orElseThrow());
    assertThat(buckets.isOneKey(first)).isEqualTo(handles.size() == 1);
    assertThat(buckets.countUpTo(40, first)).isEqualTo(Math.min(41, handles.size()));
  }

  @Test
  void bucketsAreListsWhateverIsDoneToThem() {
    for (int step = 0; step < 40_000; step++) {
      int bucket = random.nextInt(BUCKETS);
      int what = random.nextInt(1000);
      if (what < 4 && !plain.get(bucket).isEmpty()) {
        drain(bucket);
      } else if (what < 8 && !plain.get(bucket).isEmpty()) {
        move(bucket);
      } else if (what == 9) {
        int divisor = random.nextInt(2, 20);
        plain.forEach(handles -> handles.removeIf(handle -> handle % divisor == 0));
        int left = buckets.removeIf(handle -> handle % divisor == 0);
        assertThat(left).isEqualTo(plain.stream().mapToInt(List::size).sum());
      } else {
        append(bucket);
      }
      checkFirst();
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (!plain.get(bucket).isEmpty()) {
        drain(bucket);
      }
    }
    checkFirst();
  }

  @Test
  void theMemoryOfABurstIsGivenBack() {
    for (int i = 0; i < 1_000_000; i++) {
      append(random.nextInt(BUCKETS));
    }
    int most = buckets.heldLongs();
    for (int bucket = 1; bucket < BUCKETS; bucket++) {
      drain(bucket);
      buckets.trim();
      checkFirst();
    }
    assertThat(buckets.heldLongs()).isLessThan(most / 10).isGreaterThan(2 * plain.get(0).size());
    drain(0);
  }
}
