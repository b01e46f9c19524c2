package dev.farsight.scenario.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.result.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Writes comparisons as JSON; times are seconds, null stands for never or for nothing to measure.
 */
public final class CompareJson {

  private static final double ROUNDING = 1_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private CompareJson() {}

  /** Returns the tree of a comparison. */
  public static ObjectNode of(Comparison comparison, String version) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("formatVersion", Comparison.FORMAT_VERSION);
    root.put("farsight", version);
    side(root.putObject("a"), comparison.a());
    side(root.putObject("b"), comparison.b());
    comparison.seeds().forEach(root.putArray("seeds")::add);
    Comparison.Parting parting = comparison.parting();
    root.put("traced", comparison.traced());
    if (parting == null) {
      root.putNull("parting");
    } else {
      ObjectNode at = root.putObject("parting").put("equalEvents", parting.equalEvents());
      event(at, "a", parting.a());
      event(at, "b", parting.b());
    }
    ArrayNode metrics = root.putArray("metrics");
    for (Comparison.MetricDifference metric : comparison.metrics()) {
      ObjectNode one = metrics.addObject().put("name", metric.name()).put("unit", metric.unit());
      number(one, "a", metric.a());
      number(one, "b", metric.b());
      number(one, "difference", metric.difference());
      Interval interval = metric.interval();
      if (interval == null) {
        one.putNull("interval");
      } else {
        one.putArray("interval").add(rounded(interval.low())).add(rounded(interval.high()));
      }
      one.put("differs", metric.differs());
    }
    ArrayNode workloads = root.putArray("workloads");
    for (Comparison.Outcomes outcome : comparison.workloads()) {
      workloads
          .addObject()
          .put("workload", outcome.workload())
          .put("a", outcome.a())
          .put("b", outcome.b())
          .put("differs", outcome.differs());
    }
    ArrayNode events = root.putArray("events");
    for (Comparison.EventCounts event : comparison.events()) {
      events
          .addObject()
          .put("event", event.event())
          .put("a", event.a())
          .put("b", event.b())
          .put("differs", event.differs());
    }
    return root;
  }

  /** Returns the tree of a belief that was played. */
  public static ObjectNode of(BeliefVerdict verdict, String version) {
    ObjectNode root = of(verdict.comparison(), version);
    Belief belief = verdict.belief();
    root.put("belief", belief.id()).put("claim", belief.claim());
    root.put("predicts", belief.prediction().text()).put("holds", verdict.holds());
    root.put("really", belief.really());
    return root;
  }

  private static void side(ObjectNode into, Comparison.Side side) {
    into.put("scenario", side.name()).put("kubernetesVersion", side.kubernetesVersion());
  }

  private static void event(ObjectNode into, String name, Comparison.@Nullable TracedEvent event) {
    if (event == null) {
      into.putNull(name);
    } else {
      into.putObject(name)
          .put("t", event.timeNanos() / NANOS_PER_SECOND)
          .put("event", event.event())
          .put("subject", event.subject());
    }
  }

  private static void number(ObjectNode into, String name, double value) {
    if (Double.isFinite(value)) {
      into.put(name, rounded(value));
    } else {
      into.putNull(name);
    }
  }

  private static double rounded(double value) {
    return StrictMath.rint(value * ROUNDING) / ROUNDING;
  }
}
