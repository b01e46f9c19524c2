package dev.farsight.sim.result;

import java.util.Arrays;

/**
 * A quantity over simulated time: a step function, given by the points at which it changes.
 *
 * <p>Times grow strictly; the first point is the value at the start.
 */
public final class Series {

  /** Pods that exist, have not ended and are not bound. */
  public static final String PENDING_PODS = "pending_pods";

  /** Pending pods that will stay so. */
  public static final String STUCK_PODS = "stuck_pods";

  /** Pods that are Ready. */
  public static final String READY_PODS = "ready_pods";

  /** Bound pods that are never Ready till the end. */
  public static final String NEVER_READY_PODS = "never_ready_pods";

  /** Pods that a controller wants and that were not created. */
  public static final String MISSING_PODS = "missing_pods";

  /** Wanted pods that are not available. */
  public static final String UNAVAILABLE_PODS = "unavailable_pods";

  /** Fargate nodes. */
  public static final String FARGATE_NODES = "fargate_nodes";

  /** Provisioned vCPU on Fargate. */
  public static final String FARGATE_VCPU = "fargate_vcpu";

  /** Accumulated cost of the Fargate pods in US dollars. */
  public static final String COST_USD = "cost_usd";

  /** Replicas that autoscalers and KEDA want of their targets. */
  public static final String WANTED_REPLICAS = "wanted_replicas";

  /** Ready pods of the targets of autoscalers. */
  public static final String READY_REPLICAS = "ready_replicas";

  /** What triggers look at, summed over all sources. */
  public static final String LOAD = "load";

  /** Messages that wait for a pod. */
  public static final String QUEUE_LENGTH = "queue_length";

  /** vCPU that launching and running Fargate pods leave of the quota. */
  public static final String QUOTA_HEADROOM_VCPU = "quota_headroom_vcpu";

  /** Fargate launches that may begin at once before the launch rate holds them back. */
  public static final String LAUNCH_HEADROOM = "launch_headroom";

  /** Fargate pods whose launch waits for the launch rate. */
  public static final String WAITING_LAUNCHES = "waiting_launches";

  /** Points up to which they are put in order without making objects of them. */
  private static final int FEW = 32;

  private final String name;
  private final long[] timesNanos;
  private final double[] values;

  /**
   * Makes a series.
   *
   * @param name name such as {@code stuck_pods}
   * @param timesNanos times of the points, strictly growing, at least one
   * @param values values from each point on, as many as times
   */
  public Series(String name, long[] timesNanos, double[] values) {
    if (timesNanos.length != values.length || timesNanos.length == 0) {
      throw new IllegalArgumentException(
          name + ": " + timesNanos.length + " times, " + values.length + " values");
    }
    for (int i = 1; i < timesNanos.length; i++) {
      if (timesNanos[i] <= timesNanos[i - 1]) {
        throw new IllegalArgumentException(name + ": times do not grow at point " + i);
      }
    }
    this.name = name;
    this.timesNanos = timesNanos.clone();
    this.values = values.clone();
  }

  /** Returns the name, such as {@code stuck_pods}. */
  public String name() {
    return name;
  }

  /** Returns the number of points, at least 1. */
  public int size() {
    return timesNanos.length;
  }

  /** Returns the time of a point in nanoseconds since the start. */
  public long timeNanos(int point) {
    return timesNanos[point];
  }

  /** Returns the value from a point on. */
  public double value(int point) {
    return values[point];
  }

  /** Returns the value at an instant; before the first point that of the first point. */
  public double at(long instantNanos) {
    int found = Arrays.binarySearch(timesNanos, instantNanos);
    return values[found >= 0 ? found : Math.max(0, -found - 2)];
  }

  /** Returns the value at the end. */
  public double last() {
    return values[values.length - 1];
  }

  /** Returns the smallest value. */
  public double min() {
    double least = values[0];
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Returns the largest value. */
  public double max() {
    double most = values[0];
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  /**
   * Returns the mean over time from the first point to an instant.
   *
   * @param endNanos end of the span; at or before the first point the first value is returned
   */
  public double mean(long endNanos) {
    if (endNanos <= timesNanos[0]) {
      return values[0];
    }
    double area = 0;
    for (int i = 0; i < values.length && timesNanos[i] < endNanos; i++) {
      long next = i + 1 < values.length ? Math.min(timesNanos[i + 1], endNanos) : endNanos;
      area += values[i] * (next - timesNanos[i]);
    }
    return area / (endNanos - timesNanos[0]);
  }

  /**
   * Returns the smallest value v such that the series is at most v during a share of the time.
   *
   * @param share share of the time from the first point to the end, 0 to 1
   * @param endNanos end of the span
   */
  public double quantile(double share, long endNanos) {
    return quantiles(new double[] {share}, endNanos)[0];
  }

  /**
   * Returns the quantiles of several shares, each as {@link #quantile} does.
   *
   * @param shares shares of the time from the first point to the end, 0 to 1
   * @param endNanos end of the span
   */
  public double[] quantiles(double[] shares, long endNanos) {
    int[] order = values.length > FEW ? orderOfMany() : orderOfFew();
    double[] quantiles = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      quantiles[i] = quantile(shares[i], endNanos, order);
    }
    return quantiles;
  }

  /** Returns the points by their values, those of equal values in the order of time. */
  private int[] orderOfMany() {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Does the same by insertion: most series of most replications have a few points. */
  private int[] orderOfFew() {
    int[] order = new int[values.length];
    for (int point = 1; point < order.length; point++) {
      int place = point;
      while (place > 0 && Double.compare(values[order[place - 1]], values[point]) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = point;
    }
    return order;
  }

  private double quantile(double share, long endNanos, int[] order) {
    double wanted = share * Math.max(0, endNanos - timesNanos[0]);
    double passed = 0;
    for (int i : order) {
      long next = i + 1 < values.length ? Math.min(timesNanos[i + 1], endNanos) : endNanos;
      passed += Math.max(0, next - timesNanos[i]);
      if (passed >= wanted && passed > 0) {
        return values[i];
      }
    }
    return last();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series
        && name.equals(series.name)
        && Arrays.equals(timesNanos, series.timesNanos)
        && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + Arrays.hashCode(timesNanos)) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Series[" + name + ", " + size() + " points, last " + last() + "]";
  }
}
