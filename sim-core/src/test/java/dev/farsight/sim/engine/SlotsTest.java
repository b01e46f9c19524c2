package dev.farsight.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Handles of slots that are used for long. */
final class SlotsTest {

  private static final Subject POD = Subject.of("pod");
  private static final int GENERATIONS = (1 << 26) - 1;

  @Test
  void noHandleComesTwiceHoweverOftenASlotIsUsed() {
    Slots slots = new Slots();
    long first = slots.take(0, POD);
    slots.release(Slots.slot(first));
    long handle = first;
    int count = 1;
    while (Slots.slot(handle) == Slots.slot(first) && count <= GENERATIONS) {
      handle = slots.take(0, POD);
      count++;
      if (handle == 0 || slots.isPending(first)) {
        assertThat(handle).as("handle %d", count).isNotZero().isNotEqualTo(first);
      }
      slots.release(Slots.slot(handle));
    }
    assertThat(count).as("uses until another slot is taken").isEqualTo(GENERATIONS + 1);
    assertThat(Slots.slot(handle)).isNotEqualTo(Slots.slot(first));
    assertThat(slots.isPending(0)).isFalse();
    assertThat(slots.isPending(first)).isFalse();
    long next = slots.take(3, POD);
    assertThat(Slots.slot(next)).isEqualTo(Slots.slot(handle));
    assertThat(Slots.typeIndex(next)).isEqualTo(3);
    assertThat(slots.isPending(next)).isTrue();
  }
}
