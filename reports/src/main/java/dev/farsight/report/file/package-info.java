/**
 * Writing files so that nobody ever sees half of one: a temporary file beside the target, then a
 * rename.
 */
@NullMarked
package dev.farsight.report.file;

import org.jspecify.annotations.NullMarked;
