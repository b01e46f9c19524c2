package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.diagnosis.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    /** Changes of profiles, network, roles, account, objects. */
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

  private static final String SEPARATOR = "; ";

  /** Returns whether another part does the same to the same target, or to more. */
  boolean isWithin(Part other) {
    if (isQuota() && other.isQuota()) {
      return SurroundingsRepairs.asked(this) <= SurroundingsRepairs.asked(other);
    }
    return id.equals(other.id) && other.targets().containsAll(targets());
  }

  /** Returns one part that acts on the targets of two of the same remedy. */
  Part joined(Part other) {
    if (isWithin(other)) {
      return other;
    }
    if (other.isWithin(this)) {
      return this;
    }
    Set<String> targets = new TreeSet<>(targets());
    targets.addAll(other.targets());
    Set<String> typed = new LinkedHashSet<>(commands);
    typed.addAll(other.commands);
    return new Part(
        id,
        remedy,
        String.join(SEPARATOR, targets),
        List.copyOf(typed),
        stage,
        monthlyUsd + other.monthlyUsd,
        (root, moment) -> {
          edit.apply(root, moment);
          other.edit.apply(root, moment);
        });
  }

  /** Returns parts and a further one, joined where they have that remedy, in their order. */
  static List<Part> with(List<Part> parts, Part further) {
    List<Part> all = new ArrayList<>();
    Part added = further;
    for (Part part : parts) {
      if (part.id().equals(further.id())) {
        added = part.joined(further);
      } else {
        all.add(part);
      }
    }
    all.add(added);
    all.sort(Comparator.comparing(Part::stage));
    return all;
  }

  /** Returns whether this asks for more of the account's quota: of two requests one counts. */
  private boolean isQuota() {
    return remedy == Remedy.RAISE_QUOTA;
  }

  private Set<String> targets() {
    return new TreeSet<>(List.of(target.split(SEPARATOR, -1)));
  }

  boolean isWait() {
    return remedy == Remedy.WAIT;
  }
}
