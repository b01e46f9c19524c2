package dev.farsight.sim.process.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Timestamp;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The draft agrees with conditions that each call makes anew. */
class ConditionsDraftTest {

  private static final String[] TYPES = {"AbleToScale", "ScalingActive", "ScalingLimited"};
  private static final String[] STATUSES = {"True", "True", "True", "False"};
  private static final String[] REASONS = {"ReadyForNewScale", "SucceededGetScale"};
  private static final String[] MESSAGES = {"recommended size matches current size", ""};

  private final Random random = new Random(5);

  private String any(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }

  @Test
  void syncsOneAfterTheOtherSeeWhatThePlainListSees() {
    ConditionsDraft draft = new ConditionsDraft(false);
    // As of a dump: with a time of the last update, which no sync writes.
    List<Condition> conditions =
        List.of(new Condition(TYPES[0], "True", REASONS[0], "", null, new Timestamp(7)));
    int unchanged = 0;
    for (int i = 1; i <= 5_000; i++) {
      long now = i * 15_015_000_000L;
      draft.begin(conditions);
      List<Condition> plain = conditions;
      for (int calls = random.nextInt(6); calls > 0; calls--) {
        String type = any(TYPES);
        String status = any(STATUSES);
        String reason = any(REASONS);
        String message = any(MESSAGES);
        draft.set(type, status, reason, message, now);
        plain = ConditionsDraft.with(plain, type, status, reason, message, now);
      }
      List<Condition> result = draft.result();
      assertThat(result).isEqualTo(plain);
      assertThat(result == conditions).isEqualTo(plain.equals(conditions));
      unchanged += result == conditions ? 1 : 0;
      // What a sync writes may be refused, or others may have written.
      if (random.nextInt(10) == 0) {
        conditions =
            random.nextBoolean()
                ? List.of()
                : List.copyOf(plain.subList(0, Math.min(1, plain.size())));
      } else if (random.nextInt(4) > 0) {
        conditions = result;
      }
    }
    assertThat(unchanged).isBetween(500, 4_500);
  }
}
