/** Coverage-guided search for texts that bring a reader down; what it finds runs in every build. */
@NullMarked
package dev.farsight.fuzz;

import org.jspecify.annotations.NullMarked;
