/** Facts about load: curves, queues worked off by pods, shared usage. */
@NullMarked
package dev.farsight.sim.process.load;

import org.jspecify.annotations.NullMarked;
