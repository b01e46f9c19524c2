/**
 * Results as JSON: the format {@code farsight.dev/result/v1alpha1}, written and read back. The same
 * result gives the same bytes on every machine.
 */
@NullMarked
package dev.farsight.report.json;

import org.jspecify.annotations.NullMarked;
