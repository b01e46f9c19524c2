/** How long a day of autoscaling takes to simulate. */
@NullMarked
package dev.farsight.bench.scaling;

import org.jspecify.annotations.NullMarked;
