package dev.farsight.sim.kube;

/**
 * Numbering of a StatefulSet's pods.
 *
 * @param start first ordinal
 */
public record StatefulSetOrdinals(int start) {}
