package dev.farsight.sim.process.autoscaler;

/**
 * What one metric of an autoscaler says.
 *
 * @param replicas proposed size; meaningless if the metric failed
 * @param name the metric as conditions and events name it
 * @param status current value as recordings show it, such as {@code avg 1667m}; empty where nobody
 *     listens
 * @param failureReason reason if the metric cannot be read, else empty
 * @param failure text if the metric cannot be read, else empty
 * @param context what the controller puts before that text when it gives up
 */
record MetricReading(
    int replicas,
    MetricName name,
    String status,
    String failureReason,
    String failure,
    String context) {

  /** Takes a reading when the metric has answered at last. */
  @FunctionalInterface
  interface Receiver {

    /** Takes the reading. */
    void read(MetricReading reading);
  }

  static MetricReading of(int replicas, MetricName name, String status) {
    return new MetricReading(replicas, name, status, "", "", "");
  }

  static MetricReading failed(String reason, String failure, String context) {
    return new MetricReading(0, MetricName.NONE, "", reason, failure, context);
  }

  /** Returns what a condition says when a size came of the metric. */
  String valid() {
    return name.valid();
  }

  /** Returns what an event says when the metric asked for more. */
  String above() {
    return name.above();
  }

  boolean isFailed() {
    return !failureReason.isEmpty();
  }
}
