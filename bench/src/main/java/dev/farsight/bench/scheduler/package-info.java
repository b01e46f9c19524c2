/** Measures the scheduler by itself: queue, cycle and cache, without API server and kubelets. */
@NullMarked
package dev.farsight.bench.scheduler;

import org.jspecify.annotations.NullMarked;
