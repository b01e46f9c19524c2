package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrozenMapTest {

  @Test
  void changesAgreeWithTreeMapWhateverTheOrderOfInsertion() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      Map<String, Integer> plain = new LinkedHashMap<>();
      int size = random.nextInt(30);
      for (int i = 0; i < size; i++) {
        plain.put(key(random), random.nextInt(3));
      }
      TreeMap<String, Integer> expected = new TreeMap<>(plain);
      Map<String, Integer> frozen = FrozenMap.copyOf(round % 2 == 0 ? plain : expected);
      assertSame(frozen, expected);
      String key = key(random);
      TreeMap<String, Integer> more = new TreeMap<>(expected);
      more.put(key, 7);
      assertSame(FrozenMap.with(frozen, key, 7), more);
      TreeMap<String, Integer> less = new TreeMap<>(expected);
      less.remove(key);
      assertSame(FrozenMap.without(frozen, key), less);
      assertSame(frozen, expected);
    }
  }

  @Test
  void aMapHoldsAllOfAnotherIfItHoldsEachEntry() {
    SplittableRandom random = new SplittableRandom(3);
    int held = 0;
    for (int round = 0; round < 2000; round++) {
      Map<String, Integer> map = small(random);
      Map<String, Integer> wanted = small(random);
      boolean expected = map.entrySet().containsAll(wanted.entrySet());
      assertThat(FrozenMap.holdsAll(map, wanted)).isEqualTo(expected);
      held += expected ? 1 : 0;
    }
    assertThat(held).isBetween(100, 1900);
  }

  @Test
  void forEachVisitsTheEntriesInTheirOrder() {
    Map<String, Integer> frozen = FrozenMap.copyOf(Map.of("b", 2, "a", 1, "c", 3));
    StringBuilder visited = new StringBuilder();
    frozen.forEach((key, value) -> visited.append(key).append(value));
    assertThat(visited).hasToString("a1b2c3");
  }

  @Test
  void reversedOrderIsNotKept() {
    TreeMap<String, Integer> reversed = new TreeMap<>(Collections.reverseOrder());
    reversed.put("a", 1);
    reversed.put("b", 2);
    assertThat(FrozenMap.copyOf(reversed)).containsExactly(Map.entry("a", 1), Map.entry("b", 2));
  }

  @Test
  void mapsAreComparedWithoutAKey() {
    SplittableRandom random = new SplittableRandom(2);
    int equal = 0;
    for (int round = 0; round < 2000; round++) {
      Map<String, Integer> one = small(random);
      Map<String, Integer> other = small(random);
      boolean expected = FrozenMap.without(one, "b").equals(FrozenMap.without(other, "b"));
      assertThat(FrozenMap.equalWithout(one, other, "b")).isEqualTo(expected);
      equal += expected ? 1 : 0;
    }
    assertThat(equal).isBetween(100, 1900);
  }

  @Test
  void nobodyChangesIt() {
    Map<String, Integer> frozen = FrozenMap.with(FrozenMap.<Integer>empty(), "a", 1);
    assertThatThrownBy(() -> frozen.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
  }

  private static Map<String, Integer> small(SplittableRandom random) {
    Map<String, Integer> map = new LinkedHashMap<>();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      map.put(String.valueOf((char) ('a' + random.nextInt(3))), random.nextInt(2));
    }
    return map;
  }

  private static String key(SplittableRandom random) {
    return "key-" + random.nextInt(40);
  }

  private static void assertSame(Map<String, Integer> actual, TreeMap<String, Integer> expected) {
    assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(actual.toString()).isEqualTo(expected.toString());
    assertThat(actual).isInstanceOf(FrozenMap.class);
    for (int i = 0; i < 40; i++) {
      assertThat(actual.get("key-" + i)).isEqualTo(expected.get("key-" + i));
      assertThat(actual.containsKey("key-" + i)).isEqualTo(expected.containsKey("key-" + i));
    }
  }
}
