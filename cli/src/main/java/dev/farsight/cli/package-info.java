/**
 * The command line: one class per command, no logic of its own. This is the composition root, the
 * only place that knows scenarios and reports at the same time.
 *
 * <p>Standard output carries what was asked for, standard error everything said to a person. The
 * exit codes are those of {@link dev.farsight.cli.ExitCodes}.
 */
@NullMarked
package dev.farsight.cli;

import org.jspecify.annotations.NullMarked;
