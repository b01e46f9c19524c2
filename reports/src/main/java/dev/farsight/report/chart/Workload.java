package dev.farsight.report.chart;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The pods of one controller, or one bare pod.
 *
 * @param namespace namespace
 * @param owner top controller such as {@code Deployment/web}, or {@code Pod/name}
 */
record Workload(String namespace, String owner) implements Comparable<Workload> {

  /** Returns the workload that a pod belongs to. */
  static Workload of(PodOutcome pod) {
    String owner = pod.owner();
    return new Workload(pod.namespace(), owner == null ? "Pod/" + pod.name() : owner);
  }

  /** Returns every workload of a result, by namespace and name. */
  static List<Workload> all(ExperimentResult result) {
    TreeSet<Workload> found = new TreeSet<>();
    for (RunResult run : result.replications()) {
      for (PodOutcome pod : run.pods()) {
        found.add(of(pod));
      }
    }
    return new ArrayList<>(found);
  }

  /** Returns the title: {@code namespace/name}, with the kind where it is not a Deployment. */
  String title() {
    int slash = owner.indexOf('/');
    String kind = owner.substring(0, Math.max(0, slash));
    String name = owner.substring(slash + 1);
    return namespace + "/" + name + (kind.equals("Deployment") ? "" : " (" + kind + ")");
  }

  /** Returns a file name without its ending, safe on every file system. */
  String fileStem() {
    String text = (namespace + "-" + owner).toLowerCase(Locale.ROOT);
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && i < 120; i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      safe.append(plain ? c : '-');
    }
    return safe.toString();
  }

  @Override
  public int compareTo(Workload other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : owner.compareTo(other.owner);
  }
}
