package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Digits;
import dev.farsight.sim.kube.Pod;
import java.util.TreeSet;

/**
 * Completion indexes as the status writes them, such as {@code 0-2,5} ({@code indexed_job_utils}).
 */
final class Indexes {

  static final String ANNOTATION = "batch.kubernetes.io/job-completion-index";

  private Indexes() {}

  /** Returns the completion index of a pod, or -1 if it has none. */
  static int of(Pod pod) {
    String text = pod.metadata().annotations().get(ANNOTATION);
    return text != null && Digits.isNumber(text, 9) ? Integer.parseInt(text) : -1;
  }

  static TreeSet<Integer> parse(String text) {
    TreeSet<Integer> indexes = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      if (!part.isEmpty()) {
        int dash = part.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
        int last = Integer.parseInt(part.substring(dash + 1));
        for (int i = first; i <= last; i++) {
          indexes.add(i);
        }
      }
    }
    return indexes;
  }

  static String format(TreeSet<Integer> indexes) {
    StringBuilder text = new StringBuilder();
    Integer first = null;
    Integer last = null;
    for (Integer index : indexes) {
      if (last != null && first != null && index != last + 1) {
        append(text, first, last);
        first = index;
      }
      first = first == null ? index : first;
      last = index;
    }
    if (first != null && last != null) {
      append(text, first, last);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int first, int last) {
    text.append(text.length() == 0 ? "" : ",").append(first);
    if (last > first) {
      text.append(last == first + 1 ? "," : "-").append(last);
    }
  }
}
