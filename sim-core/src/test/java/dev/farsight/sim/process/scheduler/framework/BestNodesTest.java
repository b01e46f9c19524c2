package dev.farsight.sim.process.scheduler.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestNodesTest {

  private static String[] names(int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = String.format(Locale.ROOT, "node-%04d", i);
    }
    return names;
  }

  @Test
  void aChosenNodeIsFoundByItsPlaceAmongTheChosen() {
    SplittableRandom random = new SplittableRandom(3);
    for (int nodes : new int[] {1, 63, 64, 65, 500}) {
      String[] names = names(nodes);
      long[] chosen = new long[(nodes + 63) / 64];
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        if (random.nextInt(3) > 0) {
          chosen[i >> 6] |= 1L << i;
          expected.add(names[i]);
        }
      }
      List<String> best = new BestNodes(names, chosen, expected.size());
      assertThat(best).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThatThrownBy(() -> best.get(expected.size()))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void nobodyCanChangeIt() {
    List<String> best = new BestNodes(names(2), new long[] {3}, 2);
    assertThat(BestNodes.copyOf(best)).isSameAs(best);
    assertThatThrownBy(() -> best.set(0, "other"))
        .isInstanceOf(UnsupportedOperationException.class);
    List<String> names = new ArrayList<>(List.of("a", "b"));
    List<String> copy = BestNodes.copyOf(names);
    names.clear();
    assertThat(copy).containsExactly("a", "b");
  }
}
