/** Random and saved hostile texts for everything that reads text of users. */
@NullMarked
package dev.farsight.scenario.fuzz;

import org.jspecify.annotations.NullMarked;
