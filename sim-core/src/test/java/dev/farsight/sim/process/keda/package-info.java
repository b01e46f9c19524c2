/** Facts about KEDA: scaled objects, scaled jobs, and what it does while its parts are away. */
@NullMarked
package dev.farsight.sim.process.keda;

import org.jspecify.annotations.NullMarked;
