package dev.farsight.sim.result;

import java.util.List;

/**
 * One cause and the pods that it holds.
 *
 * @param causeCode code of the catalogue, {@code FS1xxx}
 * @param title cause in a few words
 * @param pods pods as {@code namespace/name}, in the order of creation, of the first replication
 *     that has any
 * @param evidence sentences that lead to the cause, in the order in which it happened
 * @param remedyIds remedies that the catalogue knows, the surest first
 * @param replications in how many replications the cause was found
 */
public record Diagnosis(
    String causeCode,
    String title,
    List<String> pods,
    List<String> evidence,
    List<String> remedyIds,
    long replications) {

  /** Makes the lists unmodifiable. */
  public Diagnosis {
    pods = List.copyOf(pods);
    evidence = List.copyOf(evidence);
    remedyIds = List.copyOf(remedyIds);
  }
}
