/** Measures whole runs: replications of the bundled stories, and large fleets. */
@NullMarked
package dev.farsight.bench.run;

import org.jspecify.annotations.NullMarked;
