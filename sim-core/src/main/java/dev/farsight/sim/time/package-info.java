/** Simulated time: nanoseconds to text and back. Nothing else in the house knows units of time. */
@NullMarked
package dev.farsight.sim.time;

import org.jspecify.annotations.NullMarked;
