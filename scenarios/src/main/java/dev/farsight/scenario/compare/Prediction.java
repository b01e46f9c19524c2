package dev.farsight.scenario.compare;

import dev.farsight.sim.result.NodeOutcome;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What would be seen in a run if a belief held. */
public enum Prediction {
  /** The cure works. */
  ALL_READY("all pods are Ready at the end"),
  /** The trouble is there. */
  STUCK("pods are stuck at the end"),
  /** One decision for ever. */
  TRIED_ONCE("each stuck pod is tried once, and never again"),
  /** One machine per pod. */
  ONE_NODE_EACH("each Ready pod has a Fargate node of its own");

  private final String text;

  Prediction(String text) {
    this.text = text;
  }

  /** Returns the word in the library, such as {@code all-ready}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what would be seen, in a few words. */
  public String text() {
    return text;
  }

  /**
   * Returns whether it is seen in a run.
   *
   * @param workload workload that it is about, as {@code namespace/Kind/name}; null for all
   */
  public boolean holds(RunResult run, @Nullable String workload) {
    List<PodOutcome> pods = new ArrayList<>();
    for (PodOutcome pod : run.pods()) {
      boolean about = workload == null || PairedRuns.workload(pod).equals(workload);
      if (about && pod.deletedNanos() == null) {
        pods.add(pod);
      }
    }
    if (pods.isEmpty()) {
      return false;
    }
    return switch (this) {
      case ALL_READY -> pods.stream().allMatch(pod -> pod.state() == PodState.READY);
      case STUCK -> pods.stream().anyMatch(PodOutcome::stuck);
      case TRIED_ONCE ->
          pods.stream().anyMatch(PodOutcome::stuck)
              && pods.stream().filter(PodOutcome::stuck).allMatch(pod -> pod.attempts() == 1);
      case ONE_NODE_EACH -> oneNodeEach(run, pods);
    };
  }

  private static boolean oneNodeEach(RunResult run, List<PodOutcome> pods) {
    List<String> fargate =
        run.nodes().stream()
            .filter(node -> node.kind() == NodeOutcome.Kind.FARGATE && node.removedNanos() == null)
            .map(NodeOutcome::name)
            .toList();
    List<String> used = pods.stream().map(PodOutcome::node).filter(node -> node != null).toList();
    return pods.stream().allMatch(pod -> pod.state() == PodState.READY)
        && used.stream().distinct().count() == pods.size()
        && fargate.containsAll(used);
  }
}
