/**
 * Two scenarios or results beside each other, paired on common random numbers: what differs, and
 * the first event at which the runs part. With the bundled beliefs: claims and advice of widely
 * read articles, each played literally beside what really happens.
 */
@NullMarked
package dev.farsight.scenario.compare;

import org.jspecify.annotations.NullMarked;
