/** Taints that follow the conditions of nodes, and the evictions that follow the taints. */
@NullMarked
package dev.farsight.sim.process.nodelifecycle;

import org.jspecify.annotations.NullMarked;
