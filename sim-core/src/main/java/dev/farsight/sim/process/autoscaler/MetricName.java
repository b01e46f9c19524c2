package dev.farsight.sim.process.autoscaler;

/**
 * A metric in the texts of an autoscaler, put together once.
 *
 * @param valid what the condition ScalingActive says when a size came of it
 * @param above what an event says when it asked for more
 */
record MetricName(String valid, String above) {

  /** No metric at all. */
  static final MetricName NONE = new MetricName("", "");

  static MetricName of(String name) {
    return new MetricName(
        "the HPA was able to successfully calculate a replica count from " + name,
        name + " above target");
  }
}
