package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Digits;
import dev.farsight.sim.kube.Pod;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /** Returns the indexes of a text that are below a number of completions. */
  static TreeSet<Integer> parse(@Nullable String text, int completions) {
    TreeSet<Integer> indexes = new TreeSet<>();
    for (String part : text == null ? new String[0] : text.split(",", -1)) {
      int dash = part.indexOf('-');
      String from = dash < 0 ? part : part.substring(0, dash);
      String to = part.substring(dash + 1);
      if (Digits.isNumber(from, 9) && Digits.isNumber(to, 9)) {
        int last = Math.min(Integer.parseInt(to), completions - 1);
        for (int i = Integer.parseInt(from); i <= last; i++) {
          indexes.add(i);
        }
      }
    }
    return indexes;
  }

  static String format(Iterable<Integer> indexes) {
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
