/** First scenarios for files that people have, written so that they run at once. */
@NullMarked
package dev.farsight.scenario.draft;

import org.jspecify.annotations.NullMarked;
