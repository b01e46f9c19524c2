package dev.farsight.bench.report;

/**
 * One measured figure.
 *
 * @param name what was measured and in which setting, such as {@code Hold EXPONENTIAL 100}
 * @param contender what was measured in that setting, such as {@code radixWheel}
 * @param unit unit of the values
 * @param median median over all iterations of all forks
 * @param low least value
 * @param high greatest value
 * @param values how many values there are
 * @param bytes bytes allocated for one operation; negative where not measured
 */
public record Figure(
    String name,
    String contender,
    String unit,
    double median,
    double low,
    double high,
    int values,
    double bytes) {}
