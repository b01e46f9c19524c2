/** Runs the groups of benchmarks and writes their figures beside the targets. */
@NullMarked
package dev.farsight.bench.report;

import org.jspecify.annotations.NullMarked;
