/** Scenarios drawn from seeds, and the laws that hold in all of them. */
@NullMarked
package dev.farsight.scenario.generated;

import org.jspecify.annotations.NullMarked;
