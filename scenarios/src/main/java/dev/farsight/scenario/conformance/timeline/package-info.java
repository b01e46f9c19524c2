/**
 * Recorded timelines of a real control plane: a recording's scenario is run, what the run shows is
 * written down as a recording would, and both are compared.
 *
 * <p>The rules of the comparison are those that the recordings came with; they are no looser than
 * two recordings of one scenario agree with each other.
 */
@NullMarked
package dev.farsight.scenario.conformance.timeline;

import org.jspecify.annotations.NullMarked;
