package dev.farsight.scenario.compare;

/**
 * A belief that was played.
 *
 * @param belief the belief
 * @param holds whether its prediction was seen in every replication
 * @param comparison the literal run (a) beside what it is held against (b)
 */
public record BeliefVerdict(Belief belief, boolean holds, Comparison comparison) {}
