package dev.farsight.sim.result;

/**
 * A closed interval.
 *
 * @param low lower end
 * @param high upper end, at least low
 */
public record Interval(double low, double high) {}
