/**
 * From a scenario as written to the complete description of a run, or to all issues at once.
 *
 * <p>Finds scenarios (files, folders, bundled ones) and the files they name, applies {@code --set},
 * fills in defaults, and checks that every step names something that exists or that something
 * creates.
 */
@NullMarked
package dev.farsight.scenario.resolve;

import org.jspecify.annotations.NullMarked;
