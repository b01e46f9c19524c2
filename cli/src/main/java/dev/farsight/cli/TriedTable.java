package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.util.List;

/**
 * A table of what is tried against one trouble: each line is a run, its picture and its verdict.
 */
final class TriedTable {

  private static final String LEVELS = "·▁▂▃▄▅▆▇█";
  private static final int LEAD = 4;
  private static final int PICTURE_WIDTH = 20;
  private static final int VERDICT_WIDTH = 14;

  private final Console console;
  private final List<String> workloads;

  /**
   * Makes a table.
   *
   * @param console where to print
   * @param workloads workloads that it is about, as {@code namespace/owner}
   */
  TriedTable(Console console, List<String> workloads) {
    this.console = console;
    this.workloads = workloads;
  }

  void print(List<Stories.Try> tries) {
    boolean narrow = console.isNarrow();
    int width = console.width() - LEAD - (narrow ? 0 : PICTURE_WIDTH + VERDICT_WIDTH + 4);
    long end = 0;
    for (Stories.Try one : tries) {
      end = Math.max(end, one.run().endNanos());
    }
    String head = "  " + TextLayout.pad("what is tried, each a run of its own", width + 4);
    String picture = "pods stuck till " + ClockText.of(end);
    console.line(narrow ? head.stripTrailing() + ":\n    " + picture : head + picture);
    for (Stories.Try one : tries) {
      RunResult run = one.run();
      long stuck = pods(run).filter(pod -> pod.stuck() && pod.deletedNanos() == null).count();
      String verdict =
          stuck > 0 ? console.bad("✗ " + stuck + " stuck") : console.good("✓ " + recovery(run));
      String tried = "    " + TextLayout.pad(TextLayout.cut(one.entry().tried(), width), width);
      String drawn = picture(run, end) + "  " + verdict;
      console.line(narrow ? tried.stripTrailing() + "\n      " + drawn : tried + "  " + drawn);
    }
  }

  private java.util.stream.Stream<PodOutcome> pods(RunResult run) {
    return run.pods().stream().filter(pod -> workloads.contains(Stories.workload(pod)));
  }

  /** Returns when the last of the pods that remain got Ready. */
  private String recovery(RunResult run) {
    List<PodOutcome> living = pods(run).filter(pod -> pod.deletedNanos() == null).toList();
    long last = 0;
    for (PodOutcome pod : living) {
      Long ready = pod.readyNanos();
      if (ready == null || pod.state() != PodState.READY) {
        return "none stuck";
      }
      last = Math.max(last, ready);
    }
    return "Ready " + ClockText.of(last);
  }

  /** Returns stuck pods over time, one character per span: the higher, the more pods. */
  private String picture(RunResult run, long endNanos) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PICTURE_WIDTH; i++) {
      long time = endNanos / (2 * PICTURE_WIDTH) * (2 * i + 1);
      long stuck = pods(run).filter(pod -> isStuckAt(pod, time)).count();
      text.append(LEVELS.charAt((int) Math.min(LEVELS.length() - 1L, stuck)));
    }
    return text.toString();
  }

  private static boolean isStuckAt(PodOutcome pod, long timeNanos) {
    Long since = pod.stuckSinceNanos();
    Long deleted = pod.deletedNanos();
    return pod.stuck()
        && since != null
        && since <= timeNanos
        && (deleted == null || timeNanos < deleted);
  }
}
