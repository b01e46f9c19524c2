package dev.farsight.scenario.compare;

import dev.farsight.sim.result.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two scenarios differ when both are played with the same random numbers.
 *
 * @param a the one
 * @param b the other
 * @param seeds seeds of the pairs
 * @param parting the first event at which the first pair parts; null if it does not, or if results
 *     were compared, which hold no events
 * @param traced whether events were compared at all
 * @param metrics what is measured, all of it
 * @param workloads how workloads stand at the end of the first pair, all of them
 * @param events events that were recorded about pods in the first pair, counted
 */
public record Comparison(
    Side a,
    Side b,
    List<Long> seeds,
    @Nullable Parting parting,
    boolean traced,
    List<MetricDifference> metrics,
    List<Outcomes> workloads,
    List<EventCounts> events) {

  /** Version of the format in which comparisons are written. */
  public static final String FORMAT_VERSION = "farsight.dev/compare/v1alpha1";

  /** Makes the lists unmodifiable. */
  public Comparison {
    seeds = List.copyOf(seeds);
    metrics = List.copyOf(metrics);
    workloads = List.copyOf(workloads);
    events = List.copyOf(events);
  }

  /**
   * One of the two.
   *
   * @param name name of the scenario
   * @param kubernetesVersion version of Kubernetes
   */
  public record Side(String name, String kubernetesVersion) {}

  /**
   * Where two runs part.
   *
   * @param equalEvents how many events before it are the same in both
   * @param a event of the one; null if it has ended
   * @param b event of the other; null if it has ended
   */
  public record Parting(long equalEvents, @Nullable TracedEvent a, @Nullable TracedEvent b) {}

  /**
   * A simulated event.
   *
   * @param timeNanos when
   * @param event its name in the catalogue
   * @param subject what it is about
   */
  public record TracedEvent(long timeNanos, String event, String subject) {}

  /**
   * A measure of both, as means over the pairs.
   *
   * @param name expression such as {@code last(stuck_pods)}
   * @param unit unit of its values
   * @param a mean of the one; infinite for what never happens, NaN where there is nothing to
   *     measure
   * @param b mean of the other
   * @param difference mean of b − a over the pairs; NaN where it is not finite
   * @param interval 95 % interval of that mean; null where it is not estimated, for instance
   *     because all pairs differ by the same
   */
  public record MetricDifference(
      String name,
      String unit,
      double a,
      double b,
      double difference,
      @Nullable Interval interval) {

    /** Returns whether the two differ. */
    public boolean differs() {
      return Double.compare(a, b) != 0 || interval != null;
    }
  }

  /**
   * How a workload stands at the end of both.
   *
   * @param workload {@code namespace/Kind/name}
   * @param a in the one, as in {@code 3 stuck (FS1101)}
   * @param b in the other
   */
  public record Outcomes(String workload, String a, String b) {

    /** Returns whether the two differ. */
    public boolean differs() {
      return !a.equals(b);
    }
  }

  /**
   * How often something was said about pods.
   *
   * @param event component and reason, as in {@code default-scheduler FailedScheduling}
   * @param a in the one
   * @param b in the other
   */
  public record EventCounts(String event, long a, long b) {

    /** Returns whether the two differ. */
    public boolean differs() {
      return a != b;
    }
  }
}
