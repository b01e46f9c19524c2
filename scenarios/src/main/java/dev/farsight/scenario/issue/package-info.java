/**
 * What is wrong with an input, said so that the user can mend it.
 *
 * <p>User mistakes are values: an {@link dev.farsight.scenario.issue.Issue} has a stable code, a
 * place in a file, a message and a hint. They are collected, all of one pass at once, in {@link
 * dev.farsight.scenario.issue.Issues}; programmer mistakes stay exceptions.
 */
@NullMarked
package dev.farsight.scenario.issue;

import org.jspecify.annotations.NullMarked;
