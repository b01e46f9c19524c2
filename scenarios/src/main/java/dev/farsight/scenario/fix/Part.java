package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import java.util.List;

/**
 * One remedy aimed at one target: the smallest piece that is tried.
 *
 * @param id id, unique among the parts of a search, such as {@code rollout-restart}
 * @param remedy remedy of the catalogue
 * @param target what it acts on, in a few words
 * @param commands what a user would type
 * @param stage when it is applied among the parts of one fix
 * @param monthlyUsd what it costs a month, beside Fargate itself, in US dollars
 * @param edit its change of the scenario
 */
public record Part(
    String id,
    Remedy remedy,
    String target,
    List<String> commands,
    Stage stage,
    double monthlyUsd,
    Edit edit) {

  /** Makes the list unmodifiable. */
  public Part {
    commands = List.copyOf(commands);
  }

  /** The order in which the parts of one fix are applied. */
  public enum Stage {
    /** Another set-up, from the start. */
    PREVENT,
    /** Changes of profiles, network, account. */
    SETUP,
    /** New pods, once new profiles are ACTIVE and propagated. */
    RECREATE
  }

  /** A change of a scenario. */
  @FunctionalInterface
  public interface Edit {

    /**
     * Changes a scenario.
     *
     * @param root the scenario
     * @param moment when steps are added
     */
    void apply(ObjectNode root, Moment moment);
  }

  /** Returns whether it can be used now, not only in the next installation. */
  public boolean isNow() {
    return stage != Stage.PREVENT;
  }

  boolean isWait() {
    return remedy == Remedy.WAIT;
  }
}
