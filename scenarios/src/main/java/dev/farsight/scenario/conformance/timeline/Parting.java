package dev.farsight.scenario.conformance.timeline;

/**
 * One place where a recording and its simulation part.
 *
 * @param millis moment of the recording (or of the simulation, where only it has something)
 * @param field what differs, such as {@code pod.ready of shop/web-rs1}
 * @param expected what was recorded
 * @param actual what was simulated
 */
record Parting(long millis, String field, String expected, String actual) {}
