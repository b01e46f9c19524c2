/**
 * Agreement with a real control plane: recorded vectors are played again, and what Farsight answers
 * is compared with what the real components answered.
 */
@NullMarked
package dev.farsight.scenario.conformance;

import org.jspecify.annotations.NullMarked;
