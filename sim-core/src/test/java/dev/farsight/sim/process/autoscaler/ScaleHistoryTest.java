package dev.farsight.sim.process.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The history that forgets agrees with one that keeps every recommendation. */
class ScaleHistoryTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long[] WINDOWS = {0, 15, 60, 300, 3600};

  private record Note(long at, int value) {}

  private static int plain(List<Note> notes, int start, long seconds, long now, boolean highest) {
    int found = start;
    for (Note note : notes) {
      if (now - note.at() < seconds * SECOND) {
        found = highest ? Math.max(found, note.value()) : Math.min(found, note.value());
      }
    }
    return found;
  }

  @Test
  void windowsSeeWhatThePlainListSees() {
    Random random = new Random(7);
    ScaleHistory history = new ScaleHistory();
    List<Note> notes = new ArrayList<>();
    long now = 0;
    int value = 3;
    for (int i = 0; i < 2_000; i++) {
      now += SECOND * (1 + random.nextInt(20)) + random.nextInt(1_000);
      value = random.nextInt(4) == 0 ? random.nextInt(12) : value;
      for (long window : WINDOWS) {
        assertThat(history.highest(value, window, now))
            .isEqualTo(plain(notes, value, window, now, true));
        assertThat(history.lowest(value, window, now))
            .isEqualTo(plain(notes, value, window, now, false));
      }
      history.recommend(value, now);
      notes.add(new Note(now, value));
    }
  }
}
