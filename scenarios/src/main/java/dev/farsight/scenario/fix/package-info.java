/**
 * The smallest change that frees the pods: remedies as changes of a scenario, tried singly and
 * combined under the same random numbers, ranked, with what each part contributes.
 */
@NullMarked
package dev.farsight.scenario.fix;

import org.jspecify.annotations.NullMarked;
