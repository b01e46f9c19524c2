package dev.farsight.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.Cost;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {

  private static final long SECOND = 1_000_000_000L;

  private static RunResult run(long... restarts) {
    List<StepOutcome> steps = new ArrayList<>();
    steps.add(new StepOutcome("a", "apply", "apply web.yaml", 0L, 0L, null));
    for (long second : restarts) {
      steps.add(new StepOutcome("r", "rolloutRestart", "restart", second * SECOND, null, null));
    }
    steps.add(new StepOutcome("never", "scale", "scale", null, null, null));
    return new RunResult(
        restarts[0],
        1,
        1,
        600 * SECOND,
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        steps,
        List.of(),
        List.of(),
        Cost.NONE);
  }

  private static List<Marks.Mark> marks(RunResult... runs) {
    return Marks.of(List.of(runs), 600, 1, String::length);
  }

  @Test
  void marksOfSeveralRunsStandAtTheirMedian() {
    assertThat(marks(run(100), run(300), run(110)))
        .extracting(Marks.Mark::seconds)
        .containsExactly(0.0, 110.0);
  }

  @Test
  void theSameActionDoneTwiceHasTwoMarks() {
    assertThat(marks(run(100, 200), run(120, 240), run(110, 220)))
        .extracting(Marks.Mark::seconds)
        .containsExactly(0.0, 110.0, 220.0);
  }

  @Test
  void whatMostRunsDoNotHaveIsLeftOut() {
    assertThat(marks(run(100, 200), run(120), run(110))).hasSize(2);
  }

  @Test
  void ofMoreThanTenTheTenthSaysHowManyFollow() {
    long[] restarts = new long[30];
    Arrays.setAll(restarts, i -> 10L * (i + 1));
    List<Marks.Mark> marks = marks(run(restarts));
    assertThat(marks).hasSize(10);
    assertThat(marks.get(9).seconds()).isEqualTo(90.0);
    assertThat(marks.get(9).text()).isEqualTo("and 22 more from here on");
  }
}
