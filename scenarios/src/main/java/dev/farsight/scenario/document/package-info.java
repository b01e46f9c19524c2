/**
 * The scenario file as written: its fields with their places, and the small languages inside them
 * (thresholds, {@code after:} expressions, distributions, label selectors, durations).
 *
 * <p>Nothing here knows what a scenario means for the simulation; that is the business of {@code
 * scenario.resolve}.
 */
@NullMarked
package dev.farsight.scenario.document;

import org.jspecify.annotations.NullMarked;
