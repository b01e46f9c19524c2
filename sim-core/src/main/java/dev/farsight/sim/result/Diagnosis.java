package dev.farsight.sim.result;

import java.util.List;

/**
 * One cause and what it holds: pods, or steps of an installation.
 *
 * @param causeCode code of the catalogue, {@code FS1xxx}
 * @param title cause in a few words
 * @param pods pods as {@code namespace/name}, in the order of creation, of the first replication
 *     that has any
 * @param steps ids of the steps that failed of it
 * @param evidence sentences that lead to the cause, in the order in which it happened
 * @param alternatives other causes that the same evidence allows, each with what would tell them
 *     apart, such as {@code FS1203: ...}
 * @param remedyIds remedies that the catalogue knows, the surest first
 * @param replications in how many replications the cause was found
 */
public record Diagnosis(
    String causeCode,
    String title,
    List<String> pods,
    List<String> steps,
    List<String> evidence,
    List<String> alternatives,
    List<String> remedyIds,
    long replications) {

  /** Makes the lists unmodifiable. */
  public Diagnosis {
    pods = List.copyOf(pods);
    steps = List.copyOf(steps);
    evidence = List.copyOf(evidence);
    alternatives = List.copyOf(alternatives);
    remedyIds = List.copyOf(remedyIds);
  }
}
