/** Tests of the autoscaler's parts. */
@NullMarked
package dev.farsight.sim.process.autoscaler;

import org.jspecify.annotations.NullMarked;
