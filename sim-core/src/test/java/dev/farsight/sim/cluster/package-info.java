/** The simulated API server. */
@NullMarked
package dev.farsight.sim.cluster;

import org.jspecify.annotations.NullMarked;
