/** Event lists and simulators of others, as the benchmarks of event lists use them. */
@NullMarked
package dev.farsight.bench.eventlist.peer;

import org.jspecify.annotations.NullMarked;
