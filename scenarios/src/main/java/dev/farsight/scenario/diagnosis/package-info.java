/**
 * Why pods are stuck: the catalogue of causes and remedies, and the pure function from the evidence
 * of a run to a cause. Nothing is guessed: where the evidence does not decide, that is said.
 */
@NullMarked
package dev.farsight.scenario.diagnosis;

import org.jspecify.annotations.NullMarked;
