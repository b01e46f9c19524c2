/** Whole simulators under the GPL, as the benchmarks of engines use them. */
@NullMarked
package dev.farsight.bench.eventlist.peer.gpl;

import org.jspecify.annotations.NullMarked;
