/**
 * Results as rows: CSV for spreadsheets. Cells that a spreadsheet would take for a formula are
 * disarmed.
 */
@NullMarked
package dev.farsight.report.table;

import org.jspecify.annotations.NullMarked;
