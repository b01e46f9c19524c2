/**
 * What {@code check} says about inputs without running anything: what was understood, which
 * workloads would run on Fargate, at which size and price, and why others would not.
 */
@NullMarked
package dev.farsight.scenario.check;

import org.jspecify.annotations.NullMarked;
