/** The incident library: public reports, each with its scenario and what it must show. */
@NullMarked
package dev.farsight.scenario.incident;

import org.jspecify.annotations.NullMarked;
