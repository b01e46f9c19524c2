/**
 * The only chance in the house: named streams whose draws are keyed, and distributions sampled by
 * inversion.
 *
 * <p>A draw is a function of (seed, stream, subject, how often the subject has drawn), so one pod
 * more, or one remedy applied, does not shift the draws of the others: common random numbers for
 * free. Sampling uses {@link java.lang.StrictMath} and commons-math3 only, because {@code
 * java.lang.Math} may differ between JVMs in the last bit; quick functions come first where they
 * cannot change the sample.
 */
@NullMarked
package dev.farsight.sim.random;

import org.jspecify.annotations.NullMarked;
