/**
 * Results as pictures (PNG): time to ready, pending and stuck pods over time, and the life of every
 * pod of a workload.
 *
 * <p>Colours are those of Okabe and Ito, which people with every kind of colour vision can tell
 * apart, and mean the same in every picture. {@link dev.farsight.report.chart.Charts} is the way
 * in.
 */
@NullMarked
package dev.farsight.report.chart;

import org.jspecify.annotations.NullMarked;
