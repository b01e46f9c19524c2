/**
 * Results in the forms that CI systems and code hosts read: JUnit XML, Markdown for a pull request,
 * SARIF for code scanning.
 */
@NullMarked
package dev.farsight.report.ci;

import org.jspecify.annotations.NullMarked;
