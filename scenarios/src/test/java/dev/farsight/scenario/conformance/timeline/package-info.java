/** Recorded timelines of a real control plane, against the whole simulation. */
@NullMarked
package dev.farsight.scenario.conformance.timeline;

import org.jspecify.annotations.NullMarked;
