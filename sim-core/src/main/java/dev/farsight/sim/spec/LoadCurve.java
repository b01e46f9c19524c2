package dev.farsight.sim.spec;

import java.util.List;

/** A value over time, in thousandths; a pure function. */
public sealed interface LoadCurve {

  /** Returns the value at an instant in nanoseconds since the start, in thousandths. */
  long milliAt(long nanos);

  /** Returns the last instant at which the value changes; {@code Long.MAX_VALUE} for never. */
  long lastChangeNanos();

  /** Returns the greatest value, in thousandths. */
  long greatestMilli();

  /**
   * A value from an instant on.
   *
   * @param atNanos instant in nanoseconds since the start
   * @param milli value in thousandths
   */
  record Point(long atNanos, long milli) {}

  /**
   * A value that is given at some instants: it jumps there, or moves evenly from one to the next.
   *
   * @param points points in order of time; before the first the value is 0
   * @param ramp whether it moves evenly
   */
  record Points(List<Point> points, boolean ramp) implements LoadCurve {

    /** Makes the list unmodifiable; refuses points that are not in order. */
    public Points {
      points = List.copyOf(points);
      for (int i = 1; i < points.size(); i++) {
        if (points.get(i).atNanos() < points.get(i - 1).atNanos()) {
          throw new IllegalArgumentException("points are not in order of time");
        }
      }
    }

    private int lastUntil(long nanos) {
      int low = 0;
      int high = points.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (points.get(middle).atNanos() <= nanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    @Override
    public long milliAt(long nanos) {
      int index = lastUntil(nanos);
      if (index < 0) {
        return 0;
      }
      Point from = points.get(index);
      if (!ramp || index + 1 == points.size()) {
        return from.milli();
      }
      Point to = points.get(index + 1);
      double share = (double) (nanos - from.atNanos()) / (to.atNanos() - from.atNanos());
      return StrictMath.round(from.milli() + share * (to.milli() - from.milli()));
    }

    @Override
    public long lastChangeNanos() {
      return points.isEmpty() ? 0 : points.get(points.size() - 1).atNanos();
    }

    @Override
    public long greatestMilli() {
      long greatest = 0;
      for (Point point : points) {
        greatest = Math.max(greatest, point.milli());
      }
      return greatest;
    }
  }

  /**
   * A wave, as days have: a sine between two values.
   *
   * @param leastMilli least value in thousandths
   * @param mostMilli greatest value in thousandths
   * @param periodNanos length of the day in nanoseconds, more than 0
   * @param peakNanos instant of the first greatest value in nanoseconds since the start
   */
  record Day(long leastMilli, long mostMilli, long periodNanos, long peakNanos)
      implements LoadCurve {

    @Override
    public long milliAt(long nanos) {
      double phase = (double) Math.floorMod(nanos - peakNanos, periodNanos) / periodNanos;
      double height = (1 + StrictMath.cos(2 * StrictMath.PI * phase)) / 2;
      return StrictMath.round(leastMilli + height * (mostMilli - leastMilli));
    }

    @Override
    public long lastChangeNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public long greatestMilli() {
      return Math.max(leastMilli, mostMilli);
    }
  }
}
