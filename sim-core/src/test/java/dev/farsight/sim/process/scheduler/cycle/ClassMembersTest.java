package dev.farsight.sim.process.scheduler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The answers are those of looking at the nodes one by one. */
class ClassMembersTest {

  private static final int CLASSES = 90;

  private final ClassMembers members = new ClassMembers();

  @Test
  void membersAreThoseThatLookingAtEachNodeFinds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      int[] classOf = new int[1 + random.nextInt(300)];
      int used = 1 + random.nextInt(50);
      for (int i = 0; i < classOf.length; i++) {
        classOf[i] = random.nextInt(used);
      }
      members.reset(classOf, used);
      for (int change = 0; change < 40; change++) {
        int position = random.nextInt(classOf.length);
        int next = random.nextInt(Math.min(CLASSES, used + change));
        members.move(classOf[position], next, position);
        classOf[position] = next;
        if (members.isComplete()) {
          check(classOf, random.nextInt(classOf.length), random.nextInt(classOf.length + 1));
        }
      }
    }
  }

  private void check(int[] classOf, int start, int count) {
    List<Integer> known = new ArrayList<>();
    for (int index = 0; index < members.size(); index++) {
      int nodeClass = members.classAt(index);
      known.add(nodeClass);
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int position = (start + i) % classOf.length;
        if (classOf[position] == nodeClass) {
          expected.add(position);
        }
      }
      int any = members.anyOf(index, start, count);
      assertThat(any).isEqualTo(expected.isEmpty() ? -1 : expected.get(0));
      int[] collected = new int[classOf.length + 1];
      collected[0] = -5;
      int filled = members.collect(index, start, count, collected, 1);
      assertThat(Arrays.stream(collected).skip(1).limit(filled - 1L).boxed())
          .containsExactlyElementsOf(expected);
      assertThat(marked(classOf.length, index, start, count))
          .isEqualTo(new TreeSet<>(expected.stream().map(i -> classOf.length - 1 - i).toList()));
    }
    assertThat(new TreeSet<>(known)).hasSameSizeAs(known);
    for (int nodeClass : classOf) {
      assertThat(known).contains(nodeClass);
    }
  }

  /** Marks with the ranks turned round: the last node is the first. */
  private TreeSet<Integer> marked(int nodes, int index, int start, int count) {
    int[] rankOf = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      rankOf[i] = nodes - 1 - i;
    }
    long[] words = new long[nodes / 64 + 1];
    int found = members.mark(index, start, count, rankOf, words);
    TreeSet<Integer> ranks = new TreeSet<>();
    for (int rank = 0; rank < nodes; rank++) {
      if ((words[rank >> 6] >> rank & 1) == 1) {
        ranks.add(rank);
      }
    }
    assertThat(found).isEqualTo(ranks.size());
    return ranks;
  }

  @Test
  void tooManyClassesAreNotHeldUntilNodesAreSortedAnew() {
    int[] classOf = new int[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      classOf[i] = i;
    }
    members.reset(classOf, CLASSES);
    assertThat(members.isComplete()).isFalse();
    members.move(3, 4, 3);
    assertThat(members.isComplete()).isFalse();
    members.reset(new int[] {7, 7, 2}, 8);
    assertThat(members.isComplete()).isTrue();
    assertThat(members.size()).isEqualTo(2);
  }
}
