/**
 * The cluster that dumps and descriptions show, turned into the starting state of a run.
 *
 * <p>Time zero is the newest instant that the dump mentions. What happened before has negative
 * times: ages, conditions and Event objects stay what they are. Owners and nodes that a dump names
 * and does not hold are made up so that nothing is deleted or counted twice; each is reported.
 */
@NullMarked
package dev.farsight.scenario.snapshot;

import org.jspecify.annotations.NullMarked;
